import { expect, test } from 'vitest';
import type { Kind } from '../../events/activity.ts';
import { scaleStep, workshopWith } from '../../events/session/fixtures.ts';
import { Story } from '../../events/session/story.ts';
import { stageView } from '../../events/views/stage.ts';
import { loadKind } from '../activities/index.ts';
import { promptSize, timerOf } from './stage-parts.ts';

test('the timer of a beat counts down, stands still in a pause, and says when it is over', () => {
  const story = new Story(workshopWith([scaleStep]));
  story.joins('p-aaaaaaaa', 'writer');
  story.desk({ type: 'open', step: 'ready' });
  const view = stageView(story.state, { role: 'stage' });
  const until = Date.parse(view.screen.is === 'answering' ? (view.screen.round.until ?? '') : '');
  expect(timerOf(view, until - 41_000)).toEqual({ words: 'Quiet vote 0:41', over: false });
  expect(timerOf(view, until + 5_000)).toEqual({ words: 'Time is up', over: true });
  story.desk({ type: 'pause' });
  const paused = stageView(story.state, { role: 'stage' });
  expect(timerOf(paused, until + 5_000)?.words).toMatch(/^Paused 0:5\d$/u);
});

test.each([
  ['steps', {}, 'Quiet writing'],
  ['texts', { max: 1, length: 140 }, 'Quiet writing'],
  ['scale', { min: 1, max: 5, low: '', high: '' }, 'Quiet vote'],
] as const)('over %s stands what people do there', async (kind: Kind, settings, words) => {
  await loadKind(kind);
  const story = new Story(workshopWith([{ ...scaleStep, kind, settings } as never]));
  story.joins('p-aaaaaaaa', 'writer');
  story.desk({ type: 'open', step: 'ready' });
  const view = stageView(story.state, { role: 'stage' });
  expect(timerOf(view, 0)?.words).toMatch(words);
});

test('a longer prompt is set smaller, down to the least', () => {
  expect([20, 100, 300, 600].map((length) => promptSize('a'.repeat(length)))).toEqual([
    'large',
    'middle',
    'small',
    'least',
  ]);
});
