import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'lean-qr';
import { pino } from 'pino';
import { readConfig, type Config } from './config.ts';
import { hostLink } from './links.ts';
import { startServer, type Running } from './start.ts';

/** The process: its environment, its signals, its exit code, and what it says at a terminal. */

const stopWithinMs = 4_500;

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if ('problem' in read) return leave(read.problem, 2);
  const { config } = read;
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  // Built, this file is dist/server/main.js; from its source it runs beside dist/.
  const isBuilt = !import.meta.filename.endsWith('.ts');
  const dist = join(import.meta.dirname, isBuilt ? '..' : '../dist');
  const started = await startServer({
    config,
    clientDirectory: join(dist, 'client'),
    keptDirectory: join(dist, 'kept'),
    pristine: join(dist, 'pristine'),
    build: isBuilt ? readFileSync(join(dist, 'stamp'), 'utf8') : null,
    complain: (what, error) =>
      logger.error({ reason: error instanceof Error ? error.stack : String(error) }, what),
  });
  if ('refused' in started) return leave(started.sentence, 1);
  console.log(greeting(started, config));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(started));
}

function leave(sentence: string, code: number): void {
  console.error(`Parley: ${sentence}`);
  process.exitCode = code;
}

async function stop(running: Running): Promise<void> {
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await running.close();
  process.exit(0);
}

/** A square to point a phone at, but only for an address that was asked and answered: localhost is the phone itself. */
function greeting({ publicUrl, isReachable, hostKey }: Running, { dataDirectory }: Config): string {
  const link = hostLink(publicUrl, hostKey);
  const lines = [
    '',
    `Parley is running. Open this link to begin; whoever has it may make and delete sessions:`,
    '',
    `  ${link}`,
    '',
  ];
  if (isReachable) lines.push(squareOf(link));
  else
    lines.push(
      '  No address was found at which phones could reach this machine. Connect it to a network, or set PUBLIC_URL.',
      '',
    );
  return [...lines, `Data: ${dataDirectory}. Stop with Ctrl+C.`].join('\n');
}

/** Two rows of the square a line. Bright is drawn, and the colours are said, so that it also reads on a white terminal. */
function squareOf(text: string): string {
  const square = generate(text);
  const isBright = (x: number, y: number): boolean => !square.get(x, y);
  const [colours, plain] = process.stdout.isTTY ? ['\u001b[97;40m', '\u001b[0m'] : ['', ''];
  const lines: string[] = [];
  for (let y = -quietRows; y < square.size + quietRows; y += 2) {
    let line = '';
    for (let x = -quietColumns; x < square.size + quietColumns; x += 1) {
      line += isBright(x, y) ? (isBright(x, y + 1) ? '█' : '▀') : isBright(x, y + 1) ? '▄' : ' ';
    }
    lines.push(`  ${colours}${line}${plain}`);
  }
  return `${lines.join('\n')}\n`;
}

const quietRows = 2;
const quietColumns = 2;

await main();
