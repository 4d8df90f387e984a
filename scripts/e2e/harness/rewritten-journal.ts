import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstHead, nextHead } from '../../../server/log/chain.ts';
import { lineHashes, noLines, parseLine } from '../../../server/log/journal-line.ts';

/**
 * What somebody with the whole disk can do: change what was said in a journal, compute every digest anew, and throw the
 * database away. The file then holds; only whoever remembers a head of before can tell.
 */
export function rewriteJournal(
  dataDirectory: string,
  { session, change }: { session: string; change: (body: string) => string },
): void {
  const folder = join(dataDirectory, 'journals');
  const name = readdirSync(folder).find((one) => one.includes(session));
  if (name === undefined) throw new Error(`There is no journal of ${session}.`);
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  let [hash, head] = [noLines, firstHead(session)];
  const rewritten = lines
    .filter((line) => line !== '')
    .map((line) => {
      const parsed = parseLine(line);
      if (parsed === null) throw new Error(`This is no line of a journal: ${line.slice(0, 80)}`);
      const entry: Record<string, unknown> = JSON.parse(line);
      delete entry['line'];
      if ('event' in parsed) {
        const event = { ...parsed.event, body: change(parsed.event.body) };
        head = nextHead(head, event.salt, event);
        entry['event'] = { ...event, head };
      }
      const open = JSON.stringify(entry).slice(0, -1);
      const ending = (digest: string): string => `${open},"line":"${digest}"}`;
      hash = lineHashes(hash, Buffer.from(ending('0'.repeat(32)))).due;
      return `${ending(hash)}\n`;
    });
  writeFileSync(join(folder, name), rewritten.join(''));
  rmSync(join(dataDirectory, 'db'), { recursive: true });
}
