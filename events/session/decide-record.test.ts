import { describe, expect, it } from 'vitest';
import { scaleStep, workshopWith } from './fixtures.ts';
import { Story } from './story.ts';

describe('dissent', () => {
  const first = 'I would wait a cycle.';

  function dissented(): Story {
    const story = new Story(workshopWith([scaleStep]));
    story.desk({ type: 'write', field: 'dissent', text: first, base: 0 });
    return story;
  }

  it('D6 can be added to', () => {
    const story = dissented();
    const more = `${first} The adoption is two months old.`;
    expect(story.desk({ type: 'write', field: 'dissent', text: more, base: 2 })).toHaveProperty('events');
    expect(story.state.fields.get('dissent')?.text).toBe(more);
  });

  it('D6 is never replaced, shortened, emptied or taken back', () => {
    const story = dissented();
    for (const text of ['All agreed.', 'I would wait', '', ` ${first}`])
      expect(story.desk({ type: 'write', field: 'dissent', text, base: 2 })).toEqual({
        refused: 'only-added-to',
      });
    expect(story.desk({ type: 'undo', position: 2 })).toEqual({ refused: 'only-added-to' });
    expect(story.state.fields.get('dissent')?.text).toBe(first);
  });

  it('D6 binds no other field', () => {
    const story = dissented();
    story.desk({ type: 'write', field: 'claim', text: 'One', base: 0 });
    expect(story.desk({ type: 'write', field: 'claim', text: 'Two', base: 3 })).toHaveProperty('events');
    expect(story.desk({ type: 'undo', position: 4 })).toHaveProperty('events');
  });
});

describe('the decision', () => {
  it('D3 is what its reason says, where nothing but the reason was given', () => {
    const story = new Story(workshopWith([scaleStep]));
    story.joins('p-aaaaaaaa', 'decider');
    const why = 'Both objections are met.';
    expect(story.desk({ type: 'decide', who: 'p-aaaaaaaa', why })).toMatchObject({
      events: [{ type: 'decided', text: why, who: 'p-aaaaaaaa', why }],
    });
    expect(story.desk({ type: 'decide', text: 'We go.', why })).toMatchObject({
      events: [{ type: 'decided', text: 'We go.', why }],
    });
  });
});
