import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Audience } from './audience.ts';
import { redact, redactRun } from './audience.ts';
import type { CommandOf } from './command.ts';
import type { Ballot, Facts } from './context.ts';
import { needs } from './decide-round.ts';
import { erasableIn } from './erasure.ts';
import type { SessionEvent } from './event.ts';
import { scaleStep, textsStep, workshopWith } from './fixtures.ts';
import { fold } from './fold.ts';
import { lastRound, settingsOf, stepOf } from './state.ts';
import { person, Story } from './story.ts';
import { outcomeView } from '../views/outcome.ts';
import { phoneView } from '../views/phone.ts';
import { deskView } from '../views/desk.ts';
import { stageView } from '../views/stage.ts';
import type { Step } from './workshop.ts';

const people = ['p-aaaaaaaa', 'p-bbbbbbbb', 'p-cccccccc', 'p-dddddddd', 'p-eeeeeeee'];
const manager = 'p-mmmmmmmm';

const steps: Step[] = [
  scaleStep,
  textsStep,
  { ...scaleStep, id: 'named', mode: 'named', who: ['writer'] },
  { ...scaleStep, id: 'live', mode: 'named', live: true },
  { ...scaleStep, id: 'private', mode: 'one', who: ['decider'] },
  { ...scaleStep, id: 'desk-only', mode: 'one', who: ['decider'], seenBy: 'desk', outcome: 'standing' },
  { ...textsStep, id: 'looked', review: true },
  { ...textsStep, id: 'own', mode: 'one', who: ['decider'] },
  { ...scaleStep, id: 'of-own', kind: 'ranking', mode: 'one', who: ['decider'], from: 'own', settings: {} },
  { ...scaleStep, id: 'next', kind: 'steps', mode: 'named', settings: {} },
  { ...scaleStep, id: 'of-cards', kind: 'ranking', mode: 'named', from: 'cards', settings: {} },
];

const audiences: Audience[] = [
  { role: 'facilitator' },
  { role: 'scribe' },
  { role: 'stage' },
  { role: 'reader' },
  ...[...people, manager].map((participant) => ({ role: 'participant' as const, participant })),
];

/** What a role can possibly be shown, all of it. */
function everyView(events: readonly SessionEvent[], audience: Audience): unknown {
  const state = fold(null, events);
  if (!state) return null;
  return {
    phone: audience.role === 'participant' ? phoneView(state, audience.participant) : null,
    stage: audience.role === 'participant' || audience.role === 'scribe' ? null : stageView(state, audience),
    desk: audience.role === 'participant' ? null : deskView(state, audience),
    outcome:
      audience.role === 'facilitator' || audience.role === 'reader'
        ? { ...outcomeView(state, audience), events: 0 }
        : null,
  };
}

/** Every prefix as this audience is sent it after the fact, and as it came in while the session ran. */
function sentAfterwards(events: readonly SessionEvent[], audience: Audience): SessionEvent[] {
  const state = fold(null, events);
  return state ? events.flatMap((event) => redact(event, state, audience) ?? []) : [];
}

function sentLive(events: readonly SessionEvent[], audience: Audience): SessionEvent[] {
  return events.flatMap((event, place) => {
    const state = fold(null, events.slice(0, place + 1));
    return (state && redact(event, state, audience)) ?? [];
  });
}

const act = fc.record({
  what: fc.nat({ max: 27 }),
  who: fc.nat({ max: people.length - 1 }),
  step: fc.nat({ max: steps.length - 1 }),
  value: fc.integer({ min: 1, max: 5 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Plays random acts as a session; refused ones change nothing, as in life. */
function play(acts: readonly Act[]): Story {
  const story = new Story(workshopWith(steps));
  for (const participant of people) story.joins(participant, 'writer');
  story.joins(manager, 'decider');
  for (const one of acts) playOne(story, one);
  return story;
}

function playOne(story: Story, { what, who, step: place, value }: Act): void {
  const participant = people[who] ?? manager;
  const step = steps[place]?.id ?? 'ready';
  const round = stepOf(story.state, step)?.rounds.length ?? 1;
  const answer = answerTo(story, step, { who, value });
  const desk: Record<number, () => unknown> = {
    0: () => story.desk({ type: 'go-to', step }),
    1: () => story.desk({ type: 'open', step }),
    2: () => story.desk({ type: 'close', step }, { counts: { present: people, answered: value, passed: 0 } }),
    3: () => story.desk({ type: 'release', step }, boxes(story, step, value)),
    4: () => story.desk({ type: 'again', step }),
    5: () => story.does(person(participant), { type: 'answer', step, round, answer }),
    6: () => story.does(person(manager), { type: 'answer', step, round, answer }),
    7: () => story.does(person(participant), { type: 'pass', step, round }),
    8: () => story.joins(`p-late${who}${place}aa`, 'writer'),
    9: () => story.does(person(participant), { type: 'rename', name: `Renamed ${value}` }),
    10: () => story.desk({ type: 'note', text: `Line ${value}`, record: value > 2 }),
    11: () =>
      story.desk({
        type: 'write',
        field: value > 2 ? 'standing' : 'claim',
        text: `Wording ${value}`,
        base: 0,
      }),
    12: () => story.desk({ type: 'erase', participant }),
    13: () => story.desk({ type: 'admit', participant: `p-late${who}${place}aa` }),
    14: () => story.desk({ type: 'undo', position: story.state.position }),
    15: () => story.desk({ type: 'move-step', step, before: steps[who]?.id }),
    16: () => story.does(person(participant), { type: 'ask-pause' }),
    18: () => {
      const text = cardsOf(story, step)[value - 1] ?? '';
      story.desk({ type: 'hide-text', step, text, reason: 'It names a person' });
    },
    19: () =>
      story.desk({ type: 'merge-texts', step, texts: cardsOf(story, step).slice(0, value), title: 'Alike' }),
    20: () => {
      const hiding = story.events.findLast(({ type }) => type === 'text-hidden');
      story.desk({ type: 'undo', position: hiding?.position ?? 0 });
    },
    21: () => story.desk({ type: 'turn-page', page: value }),
    17: () => (value === 1 ? story.desk({ type: 'end' }) : story.desk({ type: 'blank', on: value > 3 })),
  };
  const does = desk[what] ?? (() => askThrough(story, step, value));
  does();
}

/** A whole round, so that what steps hand on is met often enough. */
function askThrough(story: Story, step: string, value: number): void {
  story.desk({ type: 'open', step });
  const asked = stepOf(story.state, step);
  const members = (asked && lastRound(asked)?.electorate.members) ?? [];
  const round = asked?.rounds.length ?? 1;
  for (const [who, participant] of [...people, manager].entries()) {
    const answer = answerTo(story, step, { who, value });
    story.does(person(participant), { type: 'answer', step, round, answer });
  }
  story.desk({ type: 'close', step }, { counts: { present: members, answered: members.length, passed: 0 } });
  story.desk({ type: 'release', step }, boxes(story, step, value));
}

function answerTo(
  story: Story,
  step: string,
  { who, value }: { who: number; value: number },
): CommandOf<'answer'>['answer'] {
  const asked = stepOf(story.state, step);
  if (asked?.step.kind === 'texts') return { texts: [`Card ${value} of ${who}`] };
  if (asked?.step.kind === 'steps') return { steps: [{ text: `Step ${value} of ${who}`, by: 'Friday' }] };
  if (asked?.step.kind !== 'ranking') return { value };
  const settings = settingsOf(asked, lastRound(asked));
  const options = 'options' in settings && settings.options ? settings.options : [];
  return { order: options.map(({ id }) => [id]) };
}

function cardsOf(story: Story, step: string): string[] {
  const round = stepOf(story.state, step)?.rounds.at(-1);
  return erasableIn(round?.result?.groupAnswer).map(({ id }) => String(id));
}

function boxes(story: Story, step: string, value: number): Facts {
  const wanted = needs(story.state, { type: 'release', step }).ballots ?? [];
  return {
    ballots: wanted.map((at) => {
      const kind = stepOf(story.state, at.step)?.step.kind;
      const answered = lastRound(stepOf(story.state, at.step) ?? fail())?.counts?.answered ?? 0;
      const ballots: Ballot[] = Array.from({ length: answered }, (_, place) => ({
        answer: kind === 'texts' ? { texts: [`Card ${place}`] } : { value: ((value + place) % 5) + 1 },
      }));
      return { ...at, ballots };
    }),
  };
}

function fail(): never {
  throw new Error('A box was asked for of a step that is not there.');
}

describe('who sees what', () => {
  it('A1 shows each role the same, whether it was sent the events as they came, afterwards, or saw the whole log through its own eyes', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 60 }), fc.nat({ max: 1000 }), (acts, cut) => {
        const all = play(acts).events;
        const prefix = all.slice(0, 1 + (cut % all.length));
        for (const audience of audiences) {
          const whole = everyView(prefix, audience);
          expect(everyView(sentAfterwards(prefix, audience), audience)).toEqual(whole);
          expect(everyView(sentLive(prefix, audience), audience)).toEqual(whole);
        }
      }),
      { numRuns: 120, seed: 20261124 },
    );
  });

  it('A2 sends a phone nothing about other phones', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { events } = play(acts);
        const audience: Audience = { role: 'participant', participant: people[0] ?? '' };
        const others = [...people.slice(1), manager];
        for (const event of sentAfterwards(events, audience)) {
          const named = 'participant' in event ? event.participant : undefined;
          expect(event.type === 'erased' || named === undefined || !others.includes(named)).toBe(true);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('A2 tells phones that the desk let one more in, because that makes the electorate larger', () => {
    const story = play([]);
    story.desk({ type: 'open', step: 'ready' });
    story.joins('p-latecomer', 'writer');
    story.desk({ type: 'admit', participant: 'p-latecomer' });
    const [first = ''] = people;
    const phone = fold(null, sentLive(story.events, { role: 'participant', participant: first }));
    const size = stepOf(story.state, 'ready')?.rounds[0]?.electorate.size;
    expect(size).toBe(people.length + 2);
    expect(phone && stepOf(phone, 'ready')?.rounds[0]?.electorate.size).toBe(size);
  });

  it('A2 tells phones whose named answers are shown, while the room is small enough to know itself', () => {
    const shownTo = (step: string, others: number): unknown => {
      const place = steps.findIndex(({ id }) => id === step);
      const story = new Story(workshopWith(steps));
      for (const participant of people) story.joins(participant, 'writer');
      for (let at = 0; at < others; at += 1) story.joins(`p-other${String(at).padStart(5, '0')}`, 'writer');
      const acts = [1, 5, 2, 3].map((what) => ({ what, who: 1, step: place, value: 3 }));
      for (const one of acts) playOne(story, one);
      const audience: Audience = { role: 'participant', participant: people[0] ?? '' };
      const told = fold(null, sentAfterwards(story.events, audience));
      const screen = told && phoneView(told, people[0] ?? '')?.screen;
      return screen?.is === 'result' ? screen.names : screen;
    };
    expect(shownTo('next', 0)).toEqual({ 'p-bbbbbbbb': 'Name p-bbbbbbbb' });
    expect(shownTo('next', 30)).toEqual({});
    // Where the answer shows nobody, who gave one is nobody's business.
    expect(shownTo('live', 0)).toEqual({});
  });

  it('A4 hides a private step from everyone it leaves out, the facilitator included', () => {
    const story = new Story(workshopWith(steps));
    for (const participant of people) story.joins(participant, 'writer');
    story.joins(manager, 'decider');
    story.desk({ type: 'open', step: 'private' });
    story.does(person(manager), { type: 'answer', step: 'private', round: 1, answer: { value: 2 } });
    story.desk(
      { type: 'close', step: 'private' },
      { counts: { present: [manager], answered: 0, passed: 0 } },
    );
    story.desk({ type: 'release', step: 'private' });
    for (const audience of audiences) {
      const sent = sentAfterwards(story.events, audience).map((event) => event.type);
      const sees = audience.role === 'participant' && audience.participant === manager;
      expect(sent.includes('answered')).toBe(sees);
      expect(sent.includes('released')).toBe(sees);
    }
  });

  it('A4 leaves what is shown to a few with them until the next question opens, because the desk cannot wait for them', () => {
    const story = new Story(workshopWith(steps));
    for (const participant of people) story.joins(participant, 'writer');
    story.joins(manager, 'decider');
    story.desk({ type: 'go-to', step: 'private' });
    story.desk({ type: 'open', step: 'private' });
    story.does(person(manager), { type: 'answer', step: 'private', round: 1, answer: { value: 2 } });
    story.desk(
      { type: 'close', step: 'private' },
      { counts: { present: [manager], answered: 0, passed: 0 } },
    );
    story.desk({ type: 'release', step: 'private' });
    story.desk({ type: 'go-to', step: 'desk-only' });
    const shownTo = (participant: string) => phoneView(story.state, participant)?.screen;
    expect(shownTo(manager)).toMatchObject({ is: 'result', title: scaleStep.title });
    expect(shownTo(people[0] ?? '')).toMatchObject({ is: 'waiting', why: 'next' });
    story.desk({ type: 'open', step: 'desk-only' });
    expect(shownTo(manager)).toMatchObject({ is: 'question' });
  });

  it('A4 hides what a private step hands on from everyone whom that step leaves out', () => {
    const story = play([]);
    for (const step of ['own', 'of-own']) askThrough(story, step, 1);
    const knows = (audience: Audience, send = sentLive): boolean =>
      JSON.stringify(send(story.events, audience)).includes('Card 1 of 5');
    for (const audience of audiences) {
      const isDecider = audience.role === 'participant' && audience.participant === manager;
      expect([audience, knows(audience), knows(audience, sentAfterwards)]).toEqual([
        audience,
        isDecider,
        isDecider,
      ]);
    }
  });

  it('A5 gives readers roles and no names', () => {
    const { events } = play([]);
    const lines = redactRun(events, fold(null, events) ?? fail(), { role: 'reader' });
    expect(JSON.stringify(lines)).not.toContain('Name p-');
    expect(lines.filter((line) => line.type === 'joined')).toHaveLength(people.length + 1);
  });

  it('A5 tells readers what was answered by name once it is shown, and neither when nor in which order', () => {
    const named = Math.max(
      0,
      steps.findIndex((step) => step.mode === 'named' && step.seenBy === undefined && step.who === undefined),
    );
    const id = steps[named]?.id ?? '';
    const at = { what: 5, step: named, value: 3 };
    const lastFirst = people.map((_, who) => people.length - 1 - who);
    const { events } = play([
      { what: 1, who: 0, step: named, value: 1 },
      ...lastFirst.map((who) => ({ ...at, who })),
      { what: 2, who: 0, step: named, value: 3 },
      { what: 3, who: 0, step: named, value: 3 },
    ]);
    const lines = redactRun(events, fold(null, events) ?? fail(), { role: 'reader' });
    expect(events.some((event) => event.type === 'answered' && event.step === id)).toBe(true);
    expect(lines.some((line) => line.type === 'answered')).toBe(false);
    const shown = lines.flatMap((line) => (line.type === 'released' ? (line.answers ?? []) : []));
    const order = shown.map(({ participant }) => participant);
    expect(order.length).toBeGreaterThan(1);
    expect(order).toEqual(order.toSorted());
  });

  it('A7 sends nobody but desks the words of cards while they are looked through, and of hidden ones never', () => {
    const story = new Story(workshopWith(steps));
    for (const participant of people) story.joins(participant, 'writer');
    const counts = { present: people, answered: 3, passed: 0 };
    const step = 'looked';
    story.desk({ type: 'go-to', step });
    story.desk({ type: 'open', step });
    story.desk({ type: 'close', step }, { counts });
    story.desk({ type: 'blank', on: true });
    story.desk({ type: 'release', step }, boxes(story, step, 1));
    const words = ['Card 0', 'Card 1', 'Card 2'];
    const known = (audience: Audience, send = sentLive) =>
      words.filter((word) => JSON.stringify(send(story.events, audience)).includes(word));
    const others = audiences.filter(({ role }) => role !== 'facilitator' && role !== 'scribe');
    for (const audience of others) expect(known(audience)).toEqual([]);
    expect(known({ role: 'facilitator' })).toEqual(words);
    const named = erasableIn(stepOf(story.state, step)?.rounds[0]?.result?.groupAnswer).find(
      ({ text }) => text === 'Card 1',
    );
    story.desk({ type: 'hide-text', step, text: String(named?.['id']), reason: 'It names a person' });
    story.desk({ type: 'blank', on: false });
    for (const audience of others) {
      expect(known(audience)).toEqual(['Card 0', 'Card 2']);
      expect(known(audience, sentAfterwards)).toEqual(['Card 0', 'Card 2']);
    }
    const phone = fold(null, sentLive(story.events, { role: 'participant', participant: people[0] ?? '' }));
    expect(phone && phoneView(phone, people[0] ?? '')?.screen).toMatchObject({ is: 'result' });
  });

  it('A10 sends the wall what stood at the release, and phones no outcome while it is written', () => {
    const story = play([]);
    const [first = '', second = ''] = people;
    story.desk({ type: 'open', step: 'named' });
    const answer = (value: number) =>
      story.does(person(first), { type: 'answer', step: 'named', round: 1, answer: { value } });
    answer(1);
    answer(2);
    story.does(person(second), { type: 'answer', step: 'named', round: 1, answer: { value: 5 } });
    story.does(person(second), { type: 'withdraw', step: 'named', round: 1 });
    story.desk({ type: 'close', step: 'named' }, { counts: { present: people, answered: 1, passed: 0 } });
    story.desk({ type: 'release', step: 'named' });
    const wall = sentAfterwards(story.events, { role: 'stage' });
    expect(wall.flatMap((event) => (event.type === 'answered' ? [event.answer] : []))).toEqual([
      { value: 2 },
    ]);
    expect(wall.find(({ type }) => type === 'released')).toMatchObject({
      answers: [{ participant: first, answer: { value: 2 } }],
    });
    story.desk({ type: 'write', field: 'claim', text: 'A claim', base: 0 });
    const phone: Audience = { role: 'participant', participant: first };
    const written = (): boolean => sentAfterwards(story.events, phone).some(({ type }) => type === 'written');
    expect(written()).toBe(false);
    story.desk({ type: 'share' });
    expect(written()).toBe(true);
  });

  it('A7 hides a card wherever it was carried, and in what is written out', () => {
    const story = play([]);
    for (const step of ['cards', 'of-cards']) askThrough(story, step, 1);
    const card = cardsOf(story, 'cards')[0] ?? '';
    const words = String(
      erasableIn(stepOf(story.state, 'cards')?.rounds[0]?.result?.groupAnswer).find(
        ({ id }) => id === card,
      )?.['text'],
    );
    const knows = (value: unknown): boolean => JSON.stringify(value).includes(words);
    const others = audiences.filter(({ role }) => role !== 'facilitator' && role !== 'scribe');
    expect(others.filter((audience) => knows(sentAfterwards(story.events, audience)))).toEqual(others);
    story.desk({ type: 'hide-text', step: 'cards', text: card, reason: 'It names a person' });
    expect(others.filter((audience) => knows(sentAfterwards(story.events, audience)))).toEqual([]);
    const writers: Audience[] = [{ role: 'facilitator' }, { role: 'reader' }];
    expect(writers.filter((audience) => knows(outcomeView(story.state, audience)))).toEqual([]);
  });

  it('A9 sends the words of a hidden card again with what takes the hiding back, to all who see the card', () => {
    const story = new Story(workshopWith(steps));
    for (const participant of people) story.joins(participant, 'writer');
    const step = 'cards';
    story.desk({ type: 'go-to', step });
    story.desk({ type: 'open', step });
    story.desk({ type: 'close', step }, { counts: { present: people, answered: 3, passed: 0 } });
    story.desk({ type: 'release', step }, boxes(story, step, 1));
    const card = erasableIn(stepOf(story.state, step)?.rounds[0]?.result?.groupAnswer).find(
      ({ text }) => text === 'Card 1',
    );
    story.desk({ type: 'hide-text', step, text: String(card?.['id']), reason: 'By mistake' });
    const hiding = story.state.position;
    const others = audiences.filter(({ role }) => role !== 'facilitator' && role !== 'scribe');
    // Who comes now is sent everything up to here, and then what follows.
    const before = others.map((audience) => fold(null, sentAfterwards(story.events, audience)));
    story.desk({ type: 'undo', position: hiding });
    const after = story.events.slice(hiding);
    others.forEach((audience, at) => {
      const told = after.flatMap((event) => redact(event, story.state, audience) ?? []);
      const state = fold(before[at] ?? null, told);
      const result = state && stepOf(state, step)?.rounds[0]?.result;
      expect(erasableIn(result?.groupAnswer).map(({ text }) => text)).toContain('Card 1');
    });
  });

  it('A6 folds to the same state in pieces and at once', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.nat({ max: 1000 }), (acts, cut) => {
        const { events } = play(acts);
        const at = cut % (events.length + 1);
        const pieces = fold(fold(null, events.slice(0, at)), events.slice(at));
        const { undoable: one, ...whole } = fold(null, events) ?? fail();
        const { undoable: other, ...joined } = pieces ?? fail();
        expect(joined).toEqual(whole);
        expect([...other.keys()]).toEqual([...one.keys()]);
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});
