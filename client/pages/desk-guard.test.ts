import { expect, test } from 'vitest';
import { deskView, type DeskView } from '../../events/views/desk.ts';
import { scaleStep, workshopWith } from '../../events/session/fixtures.ts';
import { Story } from '../../events/session/story.ts';
import { commandOf } from './desk-conduct.ts';
import { againGuard, guardOf } from './desk-guard.ts';

function opened(people: number): { story: Story; view: () => NonNullable<ReturnType<typeof deskView>> } {
  const story = new Story(workshopWith([scaleStep]));
  for (let at = 0; at < people; at += 1) story.joins(`p-aaaaaaa${at}`, 'writer');
  const view = () => {
    const desk = deskView(story.state, { role: 'facilitator' });
    return desk ?? never();
  };
  return { story, view };
}

test('closing below the floor is asked first, and says how many are in', () => {
  const { story, view } = opened(5);
  story.desk({ type: 'open', step: 'ready' });
  const progress = { step: 'ready', round: 1, present: 5, answered: 2 };
  expect(guardOf(view(), progress)).toMatchObject({
    text: '2 of 3 needed answers are in. Closing now erases them.',
    no: 'Wait',
  });
  expect(guardOf(view(), { ...progress, answered: 3 })).toBeNull();
  expect(guardOf(view(), { ...progress, round: 2, answered: 3 })).not.toBeNull();
});

test('opening is asked first where the room is smaller than the floor', () => {
  const { story, view } = opened(2);
  story.desk({ type: 'go-to', step: 'ready' });
  expect(guardOf(view(), null)?.title).toBe('Fewer here than this question needs');
});

test('asking once more is asked first where no further round was planned', () => {
  const story = new Story(workshopWith([{ ...scaleStep, mode: 'named', rounds: 2 }]));
  const view = (): DeskView => deskView(story.state, { role: 'facilitator' }) ?? never();
  story.joins('p-aaaaaaaa', 'writer');
  const round = (type: 'open' | 'again'): void => {
    story.desk({ type, step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, { counts: { present: [], answered: 0, passed: 0 } });
    story.desk({ type: 'release', step: 'ready' });
  };
  round('open');
  expect(againGuard(view())).toBeNull();
  round('again');
  expect(againGuard(view())).toMatchObject({ yes: 'Ask again', no: 'Leave it' });
});

function never(): never {
  throw new Error('A facilitator has a desk.');
}

test('ending says which answers were never shown', () => {
  const { story, view } = opened(5);
  story.desk({ type: 'open', step: 'ready' });
  const five = ['0', '1', '2', '3', '4'].map((at) => `p-aaaaaaa${at}`);
  story.desk({ type: 'close', step: 'ready' }, { counts: { present: five, answered: 5, passed: 0 } });
  expect(guardOf({ ...view(), forward: { do: 'end', label: 'End' } }, null)?.text).toContain(
    '“Ready?” was never shown',
  );
});

test('a key sends what the moment asks for, and nothing where there is nothing to do', () => {
  const { story, view } = opened(5);
  expect(commandOf('forward', view())).toEqual({ type: 'go-to', step: 'ready' });
  expect(commandOf('back', view())).toBeNull();
  expect(commandOf('minute', view())).toBeNull();
  story.desk({ type: 'open', step: 'ready' });
  expect(commandOf('forward', view())).toEqual({ type: 'close', step: 'ready' });
  story.desk({ type: 'pause' });
  expect(commandOf('pause', view())).toEqual({ type: 'resume' });
  expect(commandOf('blank', view())).toEqual({ type: 'blank', on: true });
});
