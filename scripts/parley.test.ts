import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { firstHead, nextHead } from '../server/log/chain.ts';
import { event, sessionRow } from '../server/log/samples.ts';
import { JournalText, noLines } from '../server/log/journal-line.ts';

// Seven processes start.
vi.setConfig({ testTimeout: 120_000 });

const directory = mkdtempSync(join(tmpdir(), 'parley-verify-'));
const house = join(import.meta.dirname, '..');

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function parley(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const program = [join(house, 'scripts/parley.mjs'), ...argv];
  return await new Promise((done) => {
    execFile(process.execPath, program, { cwd: house }, (error, out, err) => {
      done({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function journal(): { bytes: Buffer; head: string } {
  const said = event('agreed');
  const salt = '0'.repeat(32);
  const head = nextHead(firstHead('spring'), salt, said);
  const stored = { ...said, position: 1, command: 'c', askedBy: 'anna', digest: 'd', salt, head };
  const rows = { sessions: [sessionRow('spring')], seats: [], events: [stored] };
  return { bytes: new JournalText(noLines).begin('spring').turn(1, rows).bytes(), head };
}

test('verify ends with 0 for a file that holds, 1 for one that does not, 2 for a wrong question', async () => {
  const { bytes, head } = journal();
  const good = join(directory, 'good.ndjson');
  const bad = join(directory, 'bad.ndjson');
  writeFileSync(good, bytes);
  writeFileSync(bad, bytes.toString('utf8').replace('agreed', 'argued'));
  const [holds, json, broken, other, missing, wrong, help] = await Promise.all([
    parley('verify', good),
    parley('verify', good, '--head', head.slice(0, 8), '--json'),
    parley('verify', bad),
    parley('verify', good, '--head', '00000000'),
    parley('verify', join(directory, 'none.ndjson')),
    parley('verify'),
    parley('--help'),
  ]);
  expect(holds).toMatchObject({ exit: 0, out: expect.stringContaining(`head ${head}`) });
  expect(JSON.parse(json?.out ?? '')).toEqual({
    ok: true,
    file: good,
    holds: true,
    session: 'spring',
    positions: 1,
    head,
  });
  expect(broken).toMatchObject({ exit: 1, out: expect.stringContaining('at position 1 (line 3)') });
  expect(other).toMatchObject({ exit: 1, out: expect.stringContaining('not with 00000000') });
  expect(missing).toMatchObject({ exit: 2, err: expect.stringContaining('cannot be read') });
  expect(wrong.exit).toBe(2);
  expect(help.exit).toBe(0);
});
