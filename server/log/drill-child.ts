import { writeSync } from 'node:fs';
import { command, event, turn } from './samples.ts';
import { takeLock } from './lock.ts';
import type { Log, TurnResult } from './log.ts';

/**
 * The process that drills kill. `lock DIRECTORY` says whether it became the owner and stays if so;
 * `append DIRECTORY PRISTINE` says what the log has, then appends without end and says what was
 * acknowledged. It speaks in lines of JSON.
 */

export type Said =
  | { owner: number }
  | { refused: number | null; sentence: string }
  | { failed: string }
  | { has: [session: string, position: number, command: string][] }
  | { acknowledged: [session: string, position: number, command: string] };

/** Written at once: what was said before a kill is in the pipe. */
function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`);
}

async function main([what, directory = '', pristine = '']: string[]): Promise<void> {
  const lock = await takeLock(directory);
  if ('refused' in lock) return say({ refused: lock.pid, sentence: lock.sentence });
  say({ owner: process.pid });
  setInterval(() => {}, 60_000);
  if (what === 'lock') return;
  // Only now, because twenty starters need no database.
  const { openEmbeddedLog } = await import('./pglite.ts');
  const fatal = (sentence: string) => {
    say({ failed: sentence });
    process.exit(1);
  };
  const log = await openEmbeddedLog({ lock, fatal, pristine });
  if ('refused' in log) return fatal(log.sentence);
  const sessions = ['spring', 'winter'];
  for (const session of sessions) {
    const events = await log.read(session, 0);
    say({ has: events.map(({ position, command: id }) => [session, position, id ?? '']) });
  }
  await Promise.all(sessions.map(async (session) => await appendForEver(log, session)));
}

/** Five people a session; each sends the number after the last that is known, and so repeats what was lost on the way. */
async function appendForEver(log: Log, session: string): Promise<void> {
  let position = (await log.tip(session))?.position ?? 0;
  for (let number = 1; ; number += 1) {
    const commands = Array.from({ length: 1 + (number % 5) }, (_, person) => {
      const id = `${session}-${position}-${person}`;
      return command(id, event(`${id} says something that is long enough to fill pages`));
    });
    const [result] = await log.append([turn(session, position, ...commands)]);
    position = settle(session, result);
  }
}

function settle(session: string, result: TurnResult | undefined): number {
  if (result === undefined || !('appended' in result)) {
    throw new Error(`Only this process appends, and yet: ${JSON.stringify(result)}`);
  }
  for (const { position, command: id } of result.appended) {
    say({ acknowledged: [session, position, id ?? ''] });
  }
  return result.appended.at(-1)?.position ?? 0;
}

await main(process.argv.slice(2));
