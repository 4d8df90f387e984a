import { describe, expect, it } from 'vitest';
import { scaleStep, textsStep, workshopWith } from '../session/fixtures.ts';
import { Story } from '../session/story.ts';
import type { Step } from '../session/workshop.ts';
import { deskView } from './desk.ts';
import { phoneView } from './phone.ts';
import { stageView } from './stage.ts';

const four = ['p-aaaaaaaa', 'p-bbbbbbbb', 'p-cccccccc', 'p-dddddddd'];

function storyOf(steps: Step[]): Story {
  const story = new Story(workshopWith(steps));
  for (const one of four) story.joins(one, 'writer');
  return story;
}

function closes(story: Story, step: string): void {
  story.desk({ type: 'open', step });
  story.desk({ type: 'close', step }, { counts: { present: four, answered: 4, passed: 0 } });
}

function desk(story: Story) {
  const view = deskView(story.state, { role: 'facilitator' });
  if (!view) throw new Error('A facilitator has a desk.');
  return view;
}

describe('the desk', () => {
  it('A7 looks through cards behind a blank wall while phones wait, then shows them', () => {
    const story = storyOf([{ ...textsStep, review: true }]);
    closes(story, 'cards');
    expect(desk(story).forward).toMatchObject({ do: 'release', label: 'Look through the cards' });
    story.desk({ type: 'blank', on: true });
    const texts = four.map((_, at) => ({ answer: { texts: [`Card ${at}`] } }));
    story.desk(
      { type: 'release', step: 'cards' },
      { ballots: [{ step: 'cards', round: 1, ballots: texts }] },
    );
    expect(desk(story).forward).toMatchObject({ do: 'show' });
    expect(phoneView(story.state, 'p-aaaaaaaa')?.screen).toMatchObject({ is: 'waiting', why: 'closed' });
    story.desk({ type: 'blank', on: false });
    expect(desk(story).forward.do).toBe('end');
    expect(stageView(story.state, { role: 'stage' }).screen.is).toBe('released');
    expect(phoneView(story.state, 'p-aaaaaaaa')?.screen.is).toBe('result');
  });

  it('A4 goes on from an answer that it may not see, shown or not', () => {
    const story = storyOf([{ ...scaleStep, seenBy: 'roles', who: ['writer'] }, textsStep]);
    closes(story, 'ready');
    const onward = { do: 'release', step: 'ready', onward: 'cards' };
    expect(desk(story).forward).toMatchObject(onward);
    const threes = four.map(() => ({ answer: { value: 3 } }));
    story.desk(
      { type: 'release', step: 'ready' },
      { ballots: [{ step: 'ready', round: 1, ballots: threes }] },
    );
    expect(desk(story).forward).toMatchObject(onward);
    expect(desk(story).current?.round?.result).toBeNull();
  });

  it('S18 lets in whoever came too late for an open question about a project', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.joins('p-eeeeeeee', 'writer');
    expect(
      desk(story)
        .room.filter((one) => one.mayAdmit)
        .map((one) => one.id),
    ).toEqual(['p-eeeeeeee']);
  });
});
