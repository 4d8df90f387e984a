import { describe, expect, it } from 'vitest';
import { scaleStep, textsStep, workshopWith } from '../session/fixtures.ts';
import { person, Story } from '../session/story.ts';
import type { Step, Workshop } from '../session/workshop.ts';
import { deskView } from './desk.ts';
import { phoneView } from './phone.ts';

const three = ['p-aaaaaaaa', 'p-bbbbbbbb', 'p-cccccccc'];
const [ana = '', bo = ''] = three;
const decider = 'p-dddddddd';
const present = { counts: { present: three, answered: 3, passed: 0 } };

const buckets = [
  { id: 'what', label: 'What' },
  { id: 'how', label: 'How' },
];

const tagging: Step = {
  id: 'tagged',
  title: 'What or how?',
  minutes: 1,
  say: '',
  kind: 'tags',
  prompt: 'What or how?',
  mode: 'named',
  settings: {
    buckets,
    items: [{ id: 'queue', label: 'Use a queue' }],
  },
  branches: [{ when: 'share', of: 'how', atLeast: 0.5, untilRound: 1, say: 'Go back once.', again: 'cards' }],
};

const consent: Step = {
  id: 'consent',
  title: 'Any objection?',
  minutes: 1,
  say: '',
  kind: 'consent',
  prompt: 'Safe enough?',
  mode: 'named',
  settings: { proposal: 'We try it for a week.' },
  decides: true,
  branches: [
    { when: 'objection', untilRound: 1, say: 'Integrate it once.' },
    { when: 'integrated', untilRound: 1, say: 'Write it anew.', again: 'cards' },
    { when: 'objection', fromRound: 2, say: 'Whoever decides goes on over it, or not today.' },
  ],
};

function storyOf(steps: Step[], extra: Partial<Workshop> = {}): Story {
  const story = new Story(workshopWith(steps, extra));
  for (const one of three) story.joins(one, 'writer');
  return story;
}

function desk(story: Story) {
  const view = deskView(story.state, { role: 'facilitator' });
  if (!view) throw new Error('A facilitator has a desk.');
  return view;
}

const says = (story: Story): string[] => desk(story).proposals.map(({ say }) => say);

/** Each of the three answers with names, in turn; then it is shown. */
function asks(story: Story, step: string, answers: unknown[], round = 1): void {
  story.desk({ type: round === 1 ? 'open' : 'again', step });
  answers.forEach((answer, at) =>
    story.does(person(three[at] ?? ''), { type: 'answer', step, round, answer: answer as never }),
  );
  story.desk({ type: 'close', step }, present);
  story.desk({ type: 'release', step });
}

describe('where a session may turn', () => {
  it('G4 proposes what the workshop says of a share, once, and with the step to ask again', () => {
    const story = storyOf([{ ...textsStep, mode: 'named' }, tagging]);
    asks(story, 'cards', [{ texts: ['Use a queue'] }]);
    asks(story, 'tagged', [{ tags: { queue: 'how' } }, { tags: { queue: 'what' } }]);
    expect(desk(story).proposals).toMatchObject([
      { say: 'Go back once.', act: { label: 'Ask “Cards” again', does: [{ type: 'again', step: 'cards' }] } },
    ]);
    asks(story, 'tagged', [{ tags: { queue: 'how' } }], 2);
    expect(desk(story).proposals).toEqual([]);
  });

  it('G4 proposes nothing where the answer gives no reason', () => {
    const story = storyOf([{ ...textsStep, mode: 'named' }, tagging]);
    asks(story, 'tagged', [{ tags: { queue: 'what' } }]);
    expect(desk(story).proposals).toEqual([]);
  });

  it('G4 asks for one integration, then for whoever decides', () => {
    const story = storyOf([consent]);
    story.joins(decider, 'decider');
    const harm = { position: 'objection', reason: 'It would freeze billing' };
    asks(story, 'consent', [harm, { position: 'none' }]);
    expect(says(story)).toEqual(['Integrate it once.']);
    const objection = desk(story).current?.objections[0]?.id ?? '';
    story.desk({
      type: 'settle-objection',
      step: 'consent',
      text: objection,
      state: 'integrated',
      how: 'A week',
    });
    expect(says(story)).toEqual(['Write it anew.']);
    asks(story, 'consent', [harm], 2);
    expect(says(story)).toEqual(['Whoever decides goes on over it, or not today.']);
    // What became of the first one stays with the first round.
    expect(desk(story).current?.objections.map(({ state }) => state)).toEqual(['integrated', 'open']);
  });

  it('D7 settles an objection of an earlier round, and only what is one', () => {
    const story = storyOf([consent]);
    asks(story, 'consent', [
      { position: 'objection', reason: 'Harm' },
      { position: 'concern', reason: 'Hm' },
    ]);
    const first = desk(story).current?.objections[0]?.id ?? '';
    asks(story, 'consent', [{ position: 'none' }], 2);
    expect(
      story.desk({ type: 'settle-objection', step: 'consent', text: first, state: 'overruled' }),
    ).toHaveProperty('events');
    const concern = desk(story)
      .written.flatMap(({ words }) => words)
      .find(({ text }) => text === 'Hm');
    expect(
      story.desk({ type: 'settle-objection', step: 'consent', text: concern?.id ?? '', state: 'overruled' }),
    ).toEqual({ refused: 'not-objection' });
  });

  it('D3 says before it begins, and where it is due, that nobody decides', () => {
    const story = storyOf([scaleStep, consent]);
    expect(says(story)[0]).toMatch(/^Nobody here decides/u);
    story.desk({ type: 'go-to', step: 'ready' });
    expect(says(story)).toEqual([]);
    story.desk({ type: 'go-to', step: 'consent' });
    expect(says(story)[0]).toMatch(/^Nobody here decides/u);
    story.joins(decider, 'decider');
    expect(says(story)).toEqual([]);
  });

  it('D8 asks whoever decides, on their own phone, once the answer is shown', () => {
    const story = storyOf([consent]);
    story.joins(decider, 'decider');
    story.desk({ type: 'open', step: 'consent' });
    expect(phoneView(story.state, decider)?.screen.is).toBe('question');
    story.desk({ type: 'close', step: 'consent' }, present);
    story.desk({ type: 'release', step: 'consent' });
    expect(phoneView(story.state, decider)?.screen).toMatchObject({
      deciding: { step: 'consent', decided: [] },
    });
    expect(phoneView(story.state, ana)?.screen).toMatchObject({ is: 'result', deciding: null });
    story.does(person(decider), { type: 'decide', text: 'Yes, for a week', why: 'It is cheap' });
    expect(phoneView(story.state, decider)?.screen).toMatchObject({
      deciding: { decided: [{ text: 'Yes, for a week', status: 'decided' }] },
    });
  });

  it('G2 offers a small room the lower floor before it begins, and never after', () => {
    const story = storyOf([{ ...scaleStep, floor: 5 }], { topic: 'people' });
    const [offer] = desk(story).proposals.filter(({ id }) => id === 'small-room');
    expect(offer?.say).toContain('3 can answer where 5 are needed.');
    for (const does of offer?.act?.does ?? []) story.desk(does as never);
    expect(story.state.steps[0]?.step.floor).toBe(3);
    story.desk({ type: 'open', step: 'ready' });
    expect(says(story)).toEqual([]);
  });
});

describe('what the desk may read', () => {
  it('A4 lists what was written, with the author where the log knows one, for whoever erases', () => {
    const story = storyOf([{ ...textsStep, mode: 'named' }]);
    asks(story, 'cards', [{ texts: ['First'] }]);
    const [first] = desk(story).written[0]?.words ?? [];
    asks(story, 'cards', [{ texts: ['Second'] }], 2);
    expect(desk(story).written).toMatchObject([
      { title: 'Cards', words: [{ text: 'First', by: `Name ${ana}` }, { text: 'Second' }] },
    ]);
    // A card of an earlier round is erased like any other.
    expect(story.desk({ type: 'erase', text: first?.id ?? '' })).toHaveProperty('events');
    expect(desk(story).written).toMatchObject([{ words: [{ text: 'Second' }] }]);
  });

  it('D4 erases a next step', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'take-step', text: 'Ask them', owner: ana, by: 'Friday' });
    const { id = '' } = desk(story).written[0]?.words[0] ?? {};
    expect(story.desk({ type: 'erase', text: id })).toHaveProperty('events');
    expect(desk(story).taken).toMatchObject([{ text: null, owner: `Name ${ana}` }]);
  });

  it('shows named answers in words, with labels in place of ids', () => {
    const story = storyOf([tagging, consent]);
    story.desk({ type: 'open', step: 'tagged' });
    story.does(person(bo), { type: 'answer', step: 'tagged', round: 1, answer: { tags: { queue: 'how' } } });
    expect(desk(story).current?.answers).toMatchObject([{ name: `Name ${bo}`, words: 'Use a queue: How' }]);
    story.desk({ type: 'close', step: 'tagged' }, present);
    story.desk({ type: 'open', step: 'consent' });
    const answer = { position: 'objection', reason: 'It would freeze billing' };
    story.does(person(ana), { type: 'answer', step: 'consent', round: 1, answer });
    expect(desk(story).current?.answers).toMatchObject([{ words: 'Objection · It would freeze billing' }]);
  });
});

describe('handing on', () => {
  const ranking: Step = {
    id: 'ranked',
    title: 'Which first?',
    minutes: 1,
    say: '',
    kind: 'ranking',
    prompt: 'Which first?',
    mode: 'sealed',
    from: 'cards',
    settings: {},
  };

  function openingWith(cards: number): unknown {
    const story = storyOf([textsStep, ranking]);
    for (let more = 10; more < 60; more += 1) story.joins(`p-more00${more}`, 'writer');
    story.desk({ type: 'open', step: 'cards' });
    story.desk({ type: 'close', step: 'cards' }, { counts: { present: three, answered: 50, passed: 0 } });
    const ballots = Array.from({ length: 50 }, (_, at) => ({ answer: { texts: [`Card ${at % cards}`] } }));
    story.desk({ type: 'release', step: 'cards' }, { ballots: [{ step: 'cards', round: 1, ballots }] });
    return story.desk({ type: 'open', step: 'ranked' });
  }

  it('S22 says that it is too much, and how much would do', () => {
    expect(openingWith(41)).toMatchObject({ refused: 'too-many-to-carry', detail: '41 now, 40 at most' });
    expect(openingWith(40)).toHaveProperty('events');
  });
});

describe('asking about other things', () => {
  const tagged: Step = { ...tagging, mode: 'sealed', from: 'cards', settings: { buckets }, branches: [] };

  it('K14 encloses no earlier answer: it would say nothing, and need not fit', () => {
    const story = storyOf([{ ...textsStep, mode: 'named' }, tagged]);
    asks(story, 'cards', [{ texts: ['One'] }]);
    story.desk({ type: 'open', step: 'tagged' });
    story.desk({ type: 'close', step: 'tagged' }, present);
    const ballots = three.map(() => ({ answer: { tags: {} } }));
    story.desk({ type: 'release', step: 'tagged' }, { ballots: [{ step: 'tagged', round: 1, ballots }] });
    asks(story, 'cards', [{ texts: ['Two'] }], 2);
    story.desk({ type: 'again', step: 'tagged' });
    expect(phoneView(story.state, ana)?.screen).toMatchObject({ is: 'question', question: { before: null } });
  });
});

describe('hands', () => {
  const ready = { step: 'ready' };

  function shown(): Story {
    const story = storyOf([{ ...scaleStep, mode: 'named' }, textsStep]);
    asks(story, 'ready', [{ value: 2 }, { value: 3 }]);
    return story;
  }

  it('S21 are counted where they say something, stand beside the answer, and change no number', () => {
    const story = shown();
    const before = desk(story).current?.round?.result?.groupAnswer;
    story.desk({ type: 'enter-count', ...ready, counts: { 4: 2 } });
    story.desk({ type: 'enter-count', ...ready, counts: { 4: 3 } });
    expect(desk(story).current?.hands?.counts).toEqual({ 4: 3 });
    expect(desk(story).current?.hands?.options[0]).toEqual({ id: '1', label: '1 no' });
    expect(desk(story).current?.round?.result?.groupAnswer).toEqual(before);
  });

  it('S21 may be given in the order of what was asked, as in the group’s answer', () => {
    const story = shown();
    story.desk({ type: 'enter-count', ...ready, counts: [0, 0, 1, 3, 0] });
    expect(desk(story).current?.hands?.counts).toEqual({ 1: 0, 2: 0, 3: 1, 4: 3, 5: 0 });
    for (const counts of [[], [1, 2], [0, 0, 0, 0, 0], [0, 0, -1, 3, 0]])
      expect(story.desk({ type: 'enter-count', ...ready, counts })).toMatchObject({
        refused: 'invalid-answer',
      });
  });

  it('S21 are refused for what was not asked, for no number, and where a show of hands says nothing', () => {
    const story = shown();
    for (const counts of [{ 9: 1 }, { 4: -1 }, { 4: 'two' }, { 4: 0 }, {}])
      expect(story.desk({ type: 'enter-count', ...ready, counts })).toMatchObject({
        refused: 'invalid-answer',
      });
    story.desk({ type: 'open', step: 'cards' });
    expect(story.desk({ type: 'enter-count', step: 'cards', counts: { card: 1 } })).toEqual({
      refused: 'no-hands',
    });
  });
});
