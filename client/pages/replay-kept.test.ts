import { expect, test } from 'vitest';
import { calibrationSession } from '../../events/fixtures/calibration.ts';
import { redactRun } from '../../events/session/audience.ts';
import { fold } from '../../events/session/fold.ts';
import { Recording } from '../recording.ts';
import { keptSource } from './replay-kept.ts';

/** A page with these blocks of data in it. */
function pageWith(blocks: Record<string, string>): Pick<Document, 'querySelector'> {
  const found = (selector: string): { textContent: string } | null => {
    const name = /data-parley="(\w+)"/u.exec(selector)?.[1] ?? '';
    const text = blocks[name];
    return text === undefined ? null : { textContent: text };
  };
  return { querySelector: found as Document['querySelector'] };
}

const events = calibrationSession();
const state = fold(null, events);
if (!state) throw new Error('A played session was believed to have events.');
const lines = redactRun(events, state, { role: 'reader' }).map((line) => JSON.stringify(line));

test('a page of a server is no kept file', () => {
  expect(keptSource(pageWith({}))).toBeNull();
});

test('a kept file is read as a reader reads it from a server, and offers neither links nor copies', async () => {
  const source = keptSource(pageWith({ outcome: '{"title":"Dana"}', events: lines.join('\n') }));
  const recording = new Recording();
  let came = 0;
  expect(await source?.outcome()).toEqual({ value: { title: 'Dana' } });
  expect(await source?.events(recording, () => (came += 1))).toEqual({ value: true });
  expect(came).toBeGreaterThan(0);
  expect(recording.through).toBe(state.position);
  expect(source).toMatchObject({ isForReaders: true, file: null, link: null });
});

test('a kept file without events is an outcome alone', async () => {
  const source = keptSource(pageWith({ outcome: '{}' }));
  expect(await source?.events(new Recording(), () => {})).toMatchObject({ code: 'wrong-role' });
});
