import { expect, test } from 'vitest';
import { scaleStep, workshopWith } from '../../events/session/fixtures.ts';
import { Story } from '../../events/session/story.ts';
import type { Step } from '../../events/session/workshop.ts';
import { phoneView } from '../../events/views/phone.ts';
import { waiting } from './phone-screens.ts';

const writers = ['p-aaaaaaaa', 'p-cccccccc', 'p-dddddddd'];
const [ana = ''] = writers;
const decider = 'p-bbbbbbbb';

function closedFor(participant: string, step: Step) {
  const story = new Story(workshopWith([step]));
  for (const one of writers) story.joins(one, 'writer');
  story.joins(decider, 'decider');
  story.desk({ type: 'open', step: step.id });
  const counts = { present: [...writers, decider], answered: step.mode === 'one' ? 0 : 3, passed: 0 };
  story.desk({ type: 'close', step: step.id }, { counts });
  const screen = phoneView(story.state, participant)?.screen;
  if (screen?.is !== 'waiting') throw new Error('A phone was expected to wait.');
  const { heading, lines } = waiting(screen);
  return [heading, lines[1]];
}

test('a closed question leads up to the wall only where its answer comes there', () => {
  expect(closedFor(ana, scaleStep)).toEqual([
    'Closed. Look up.',
    'Nothing is shown yet. The room’s answer comes next.',
  ]);
  expect(closedFor(ana, { ...scaleStep, seenBy: 'desk' })).toEqual([
    'Closed.',
    'What comes out goes to your facilitator alone, and not to the wall.',
  ]);
  const own: Step = { ...scaleStep, mode: 'one', who: ['decider'], seenBy: 'roles' };
  expect(closedFor(decider, own)).toEqual([
    'Closed.',
    'What comes out goes to you alone, and not to the wall.',
  ]);
  expect(closedFor(ana, own)[1]).toBe('What comes out goes to Decider alone, and not to the wall.');
});
