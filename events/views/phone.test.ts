import { describe, expect, it } from 'vitest';
import { scaleStep, textsStep, workshopWith } from '../session/fixtures.ts';
import { Story } from '../session/story.ts';
import type { Step } from '../session/workshop.ts';
import { phoneView } from './phone.ts';

const writers = ['p-aaaaaaaa', 'p-bbbbbbbb', 'p-cccccccc'];
const [ana = ''] = writers;
const candidate = 'p-dddddddd';
const late = 'p-eeeeeeee';

function storyOf(...steps: Step[]): Story {
  const story = new Story(workshopWith(steps));
  for (const one of writers) story.joins(one, 'writer');
  story.joins(candidate, 'candidate');
  return story;
}

function screenOf(story: Story, participant: string) {
  return phoneView(story.state, participant)?.screen;
}

function closes(story: Story, step: string, answered = 3): void {
  story.desk({ type: 'open', step });
  story.desk({ type: 'close', step }, { counts: { present: [...writers, candidate], answered, passed: 0 } });
}

function shows(story: Story, step: string): void {
  const ballots = writers.map(() => ({ answer: { value: 3 } }));
  story.desk({ type: 'release', step }, { ballots: [{ step, round: 1, ballots }] });
}

describe('a phone', () => {
  it('A4 says whose an answer is that never comes to it, the same whether or not they have seen it', () => {
    const story = storyOf({ ...scaleStep, seenBy: 'desk' }, textsStep);
    closes(story, 'ready');
    const kept = { is: 'waiting', why: 'private', seenBy: { mode: 'desk' } };
    expect(screenOf(story, ana)).toMatchObject(kept);
    shows(story, 'ready');
    expect(screenOf(story, ana)).toMatchObject(kept);
  });

  it('A4 knows who alone sees an answer where that is whoever holds it', () => {
    const own: Step = { ...scaleStep, mode: 'one', who: ['candidate'], seenBy: 'roles' };
    const story = storyOf(own, { ...textsStep, seenBy: 'roles', shownTo: ['writer', 'candidate'] });
    story.desk({ type: 'open', step: 'ready' });
    expect(screenOf(story, candidate)).toMatchObject({
      question: { seenBy: { roles: [], you: 'Candidate' } },
    });
    story.desk({ type: 'open', step: 'cards' });
    expect(screenOf(story, candidate)).toMatchObject({
      question: { seenBy: { roles: ['Writer'], you: 'Candidate' } },
    });
    expect(screenOf(story, ana)).toMatchObject({
      question: { seenBy: { roles: ['Writer', 'Candidate'], you: null } },
    });
  });

  it('knows whether its owner was asked what the room answered', () => {
    const story = storyOf({ ...scaleStep, who: ['writer'] });
    closes(story, 'ready');
    shows(story, 'ready');
    story.joins(late, 'writer');
    const asked = [ana, candidate, late].map((one) => screenOf(story, one));
    expect(asked).toMatchObject([{ wasAsked: true }, { wasAsked: false }, { wasAsked: false }]);
  });

  it('of whoever came too late is in from the next question, also when this one had too few answers', () => {
    const story = storyOf({ ...scaleStep, who: ['writer'] });
    story.desk({ type: 'open', step: 'ready' });
    story.joins(late, 'writer');
    closes(story, 'ready', 1);
    expect(screenOf(story, late)).toMatchObject({ is: 'waiting', why: 'late' });
    for (const one of [ana, candidate]) expect(screenOf(story, one)?.is).toBe('too-few');
  });

  it('stands nowhere in a session that has ended', () => {
    const story = storyOf(scaleStep);
    closes(story, 'ready');
    expect(phoneView(story.state, ana)?.place.number).toBe(1);
    story.desk({ type: 'end' });
    expect(phoneView(story.state, ana)?.place.number).toBe(0);
  });
});
