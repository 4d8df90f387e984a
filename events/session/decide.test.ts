import { describe, expect, it } from 'vitest';
import type { Facts } from './context.ts';
import { scaleStep, textsStep, workshopWith } from './fixtures.ts';
import { person, Story } from './story.ts';
import type { Step, Workshop } from './workshop.ts';

const six = ['p-aaaaaaaa', 'p-bbbbbbbb', 'p-cccccccc', 'p-dddddddd', 'p-eeeeeeee', 'p-ffffffff'];
const [ana = '', bea = '', cem = '', dov = ''] = six;

function storyOf(steps: Step[], extra: Partial<Workshop> = {}, people = six): Story {
  const story = new Story(workshopWith(steps, extra));
  for (const one of people) story.joins(one, 'writer');
  return story;
}

function ballots(
  step: string,
  round: number,
  values: number[],
  previous: (number | undefined)[] = [],
): Facts {
  return {
    ballots: [
      {
        step,
        round,
        ballots: values.map((value, place) => {
          const before = previous[place];
          return before === undefined
            ? { answer: { value } }
            : { answer: { value }, previous: { value: before } };
        }),
      },
    ],
  };
}

const named: Step = { ...scaleStep, mode: 'named' };
const everyone: Facts = { counts: { present: six, answered: 6, passed: 0 } };

describe('the room', () => {
  it('J1 joins someone in a role that the session has', () => {
    const story = storyOf([scaleStep], {}, []);
    expect(story.joins(ana, 'writer')).toMatchObject({
      events: [{ type: 'joined', participant: ana, role: 'writer' }],
    });
    expect(story.joins(bea, 'singer')).toEqual({ refused: 'unknown-role' });
  });

  it('J2 refuses a role that is taken', () => {
    const story = storyOf([scaleStep], {}, []);
    story.joins(ana, 'candidate');
    expect(story.joins(bea, 'candidate')).toEqual({ refused: 'role-taken' });
    expect(story.desk({ type: 'assign-role', participant: ana, role: 'writer' })).toMatchObject({
      events: [{ role: 'writer' }],
    });
    expect(story.joins(bea, 'candidate')).toMatchObject({ events: [{ type: 'joined' }] });
  });

  it('J3 refuses newcomers while the room is locked', () => {
    const story = storyOf([scaleStep], {}, [ana]);
    story.desk({ type: 'lock', on: true });
    expect(story.joins(bea, 'writer')).toEqual({ refused: 'locked' });
    story.desk({ type: 'lock', on: false });
    expect(story.joins(bea, 'writer')).toMatchObject({ events: [{ type: 'joined' }] });
  });

  it('J4 hears nothing more from a seat that was taken out', () => {
    const story = storyOf([named]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'remove-participant', participant: ana });
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } }),
    ).toEqual({ refused: 'removed' });
  });

  it('J5 blanks the wall for a candidate and says to nobody but the desk who asked', () => {
    const story = storyOf([scaleStep]);
    story.joins('p-zzzzzzzz', 'candidate');
    const asked = story.does(person('p-zzzzzzzz'), { type: 'ask-pause' });
    expect(asked).toMatchObject({ events: [{ type: 'pause-asked' }, { type: 'blanked', on: true }] });
    expect('events' in asked && asked.events[1]).not.toHaveProperty('actor');
    expect(story.does(person(ana), { type: 'ask-pause' })).toMatchObject({
      events: [{ type: 'pause-asked' }],
    });
  });

  it('J7 a link may end at a time that is told in any time zone', () => {
    const story = storyOf([scaleStep]);
    for (const expires of ['2027-01-01T01:00:00+01:00', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z']) {
      expect(story.desk({ type: 'make-link', role: 'reader', expires })).toMatchObject({
        events: [{ type: 'link-made', expires: '2027-01-01T00:00:00.000Z' }],
      });
    }
  });

  it('J6 lets nobody give commands that are not theirs', () => {
    const story = storyOf([scaleStep]);
    expect(story.does(person(ana), { type: 'open', step: 'ready' })).toEqual({ refused: 'wrong-role' });
    expect(story.desk({ type: 'answer', step: 'ready', round: 1, answer: { value: 3 } })).toEqual({
      refused: 'wrong-role',
    });
    const scribe = { seat: 'scribe', role: 'scribe' as const, participant: null };
    expect(story.does(scribe, { type: 'note', text: 'A line', record: true })).toMatchObject({
      events: [{ type: 'noted' }],
    });
    expect(story.does(scribe, { type: 'end' })).toEqual({ refused: 'wrong-role' });
  });
});

describe('rounds', () => {
  it('S1 fixes who may answer when the round opens', () => {
    const story = storyOf([{ ...scaleStep, who: ['writer'] }]);
    story.joins('p-zzzzzzzz', 'candidate');
    story.joins('p-yyyyyyyy', 'writer', { observer: true });
    story.desk({ type: 'open', step: 'ready' });
    expect(story.state.steps[0]?.rounds[0]?.electorate).toEqual({
      size: 6,
      members: six,
      roles: { writer: 6 },
    });
  });

  it('S2 does not open a question to an empty room', () => {
    expect(storyOf([scaleStep], {}, []).desk({ type: 'open', step: 'ready' })).toEqual({
      refused: 'nobody-here',
    });
  });

  it('S3 opens a step once', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    expect(story.desk({ type: 'open', step: 'ready' })).toEqual({ refused: 'already-open' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    expect(story.desk({ type: 'open', step: 'ready' })).toEqual({ refused: 'already-opened' });
    expect(story.desk({ type: 'open', step: 'nowhere' })).toEqual({ refused: 'unknown-step' });
  });

  it('S5 refuses an answer before the step opens', () => {
    const story = storyOf([named]);
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } }),
    ).toEqual({ refused: 'not-open' });
  });

  it('S6 refuses an answer to a closed round', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } }),
    ).toEqual({ refused: 'round-over' });
  });

  it('S7 refuses an answer from outside the electorate', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.joins('p-zzzzzzzz', 'writer');
    expect(
      story.does(person('p-zzzzzzzz'), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } }),
    ).toEqual({ refused: 'not-asked' });
  });

  it('S8 says what is wrong with an answer', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 9 } }),
    ).toMatchObject({ refused: 'invalid-answer' });
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { colour: 'red' } }),
    ).toMatchObject({ refused: 'invalid-answer' });
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 2, answer: { value: 3 } }),
    ).toEqual({ refused: 'unknown-round' });
  });

  it('S8 keeps an answer as its kind reads it, not as it came', () => {
    const story = storyOf([textsStep]);
    story.desk({ type: 'open', step: 'cards' });
    const texts = [`   A card${' '.repeat(9)}`];
    const cast = story.does(person(ana), { type: 'answer', step: 'cards', round: 1, answer: { texts } });
    expect(cast).toMatchObject({ cast: { ballot: { answer: { texts: ['A card'] } } } });
  });

  it('S9 keeps sealed answers out of the log', () => {
    const story = storyOf([scaleStep, { ...named, id: 'open-ready' }]);
    story.desk({ type: 'open', step: 'ready' });
    const before = story.events.length;
    const cast = story.does(person(ana), {
      type: 'answer',
      step: 'ready',
      round: 1,
      answer: { value: 3 },
      counter: 2,
    });
    expect(cast).toEqual({
      cast: { step: 'ready', round: 1, counter: 2, state: 'answered', ballot: { answer: { value: 3 } } },
    });
    expect(story.events).toHaveLength(before);
    story.desk({ type: 'open', step: 'open-ready' });
    expect(
      story.does(person(ana), { type: 'answer', step: 'open-ready', round: 1, answer: { value: 3 } }),
    ).toMatchObject({
      events: [{ type: 'answered', participant: ana, answer: { value: 3 } }],
    });
  });

  it('S9 takes an answer that is a pass for a pass, named or sealed', () => {
    const passing = { type: 'answer', step: 'ready', round: 1, answer: { pass: true } } as const;
    const open = storyOf([named]);
    open.desk({ type: 'open', step: 'ready' });
    expect(open.does(person(ana), passing)).toMatchObject({
      events: [{ type: 'answered', participant: ana, answer: { pass: true } }],
    });
    const sealed = storyOf([scaleStep]);
    sealed.desk({ type: 'open', step: 'ready' });
    expect(sealed.does(person(ana), passing)).toMatchObject({
      cast: { state: 'passed', ballot: { pass: true } },
    });
  });

  it('S10 tells answered, passed, silent and absent apart', () => {
    const story = storyOf([named]);
    story.desk({ type: 'open', step: 'ready' });
    story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } });
    story.does(person(bea), { type: 'pass', step: 'ready', round: 1 });
    story.does(person(cem), { type: 'answer', step: 'ready', round: 1, answer: { value: 2 } });
    story.does(person(cem), { type: 'withdraw', step: 'ready', round: 1 });
    story.desk(
      { type: 'close', step: 'ready' },
      { counts: { present: [bea, cem, dov], answered: 0, passed: 0 } },
    );
    expect(story.state.steps[0]?.rounds[0]?.counts).toEqual({
      present: 4,
      answered: 1,
      passed: 1,
      silent: 2,
      absent: 2,
    });
  });

  it('S11 erases a sealed round below its floor as it closes', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    const closed = story.desk(
      { type: 'close', step: 'ready' },
      { counts: { present: six, answered: 2, passed: 1 } },
    );
    expect(closed).toMatchObject({
      events: [
        { type: 'closed', answered: 2 },
        { type: 'discarded', reason: 'too-few' },
      ],
    });
    expect(story.desk({ type: 'release', step: 'ready' })).toEqual({ refused: 'discarded' });
  });

  it('S12 shows a round once', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    const released = story.desk({ type: 'release', step: 'ready' }, ballots('ready', 1, [1, 2, 2, 3, 4, 4]));
    expect(released).toMatchObject({
      events: [
        { type: 'released', rule: 'scale@1', groupAnswer: { n: 6, counts: [1, 2, 1, 2, 0], median: [2, 3] } },
      ],
    });
    expect(story.desk({ type: 'release', step: 'ready' })).toEqual({ refused: 'already-released' });
  });

  it('S13 shows nothing while the round is open', () => {
    const story = storyOf([scaleStep]);
    expect(story.desk({ type: 'release', step: 'ready' })).toEqual({ refused: 'no-round' });
    story.desk({ type: 'open', step: 'ready' });
    expect(story.desk({ type: 'release', step: 'ready' })).toEqual({ refused: 'still-open' });
  });

  it('S14 keeps a held round shut until its repeat is shown, and shows both together', () => {
    const story = storyOf([
      { ...scaleStep, hold: true },
      { ...scaleStep, id: 'ready-again', repeats: 'ready' },
    ]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    expect(story.desk({ type: 'release', step: 'ready' })).toEqual({ refused: 'held' });
    story.desk({ type: 'open', step: 'ready-again' });
    story.desk({ type: 'close', step: 'ready-again' }, everyone);
    const first = ballots('ready', 1, [1, 2, 2, 3, 3, 4]).ballots ?? [];
    const second = ballots('ready-again', 1, [2, 2, 3, 4, 3, 4], [1, 2, 2, 3, 3, 4]).ballots ?? [];
    const released = story.desk({ type: 'release', step: 'ready-again' }, { ballots: [...first, ...second] });
    expect(released).toMatchObject({
      events: [
        { type: 'released', step: 'ready' },
        { type: 'released', step: 'ready-again', moved: { up: 3, same: 3, down: 0 } },
      ],
    });
  });

  it('S15 tells no movement when subtracting would find someone', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    story.desk({ type: 'release', step: 'ready' }, ballots('ready', 1, [1, 2, 2, 3, 3, 4]));
    story.desk({ type: 'again', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    const released = story.desk(
      { type: 'release', step: 'ready' },
      ballots('ready', 2, [2, 2, 3, 4, 3, 4], [1, 2, 2, 3, 3, undefined]),
    );
    expect(released).toMatchObject({ events: [{ type: 'released', round: 2, unmoved: 'too-few-in-both' }] });
    expect('events' in released && released.events[0]).not.toHaveProperty('moved');
  });

  it('S16 asks again in a new round', () => {
    const story = storyOf([named]);
    expect(story.desk({ type: 'again', step: 'ready' })).toEqual({ refused: 'no-round' });
    story.desk({ type: 'open', step: 'ready' });
    story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    expect(story.desk({ type: 'again', step: 'ready' })).toEqual({ refused: 'not-released' });
    story.desk({ type: 'release', step: 'ready' });
    expect(story.desk({ type: 'again', step: 'ready' })).toMatchObject({
      events: [{ type: 'opened', round: 2 }],
    });
    expect(
      story.does(person(ana), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } }),
    ).toEqual({ refused: 'round-over' });
  });

  it('S17 erases what was not shown when the session ends', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    expect(story.desk({ type: 'end' })).toMatchObject({
      events: [{ type: 'discarded', reason: 'ended' }, { type: 'ended' }],
    });
    expect(story.desk({ type: 'open', step: 'ready' })).toEqual({ refused: 'ended' });
    expect(story.desk({ type: 'write', field: 'claim', text: 'A late correction', base: 0 })).toMatchObject({
      events: [{ type: 'written' }],
    });
  });

  it('S18 admits late joiners on a project, never on people', () => {
    const project = storyOf([scaleStep]);
    project.desk({ type: 'open', step: 'ready' });
    project.joins('p-zzzzzzzz', 'writer');
    expect(project.desk({ type: 'admit', participant: 'p-zzzzzzzz' })).toMatchObject({
      events: [{ type: 'admitted' }],
    });
    expect(project.desk({ type: 'admit', participant: 'p-zzzzzzzz' })).toEqual({ refused: 'already-asked' });
    expect(
      project.does(person('p-zzzzzzzz'), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } }),
    ).toHaveProperty('cast');
    const people = storyOf([scaleStep], { topic: 'people' });
    people.desk({ type: 'open', step: 'ready' });
    people.joins('p-zzzzzzzz', 'writer');
    expect(people.desk({ type: 'admit', participant: 'p-zzzzzzzz' })).toEqual({ refused: 'people-topic' });
  });

  it('S19 gives back the time of a pause', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    const until = story.state.steps[0]?.rounds[0]?.until ?? '';
    story.desk({ type: 'pause' });
    story.desk({ type: 'resume' });
    const after = story.state.steps[0]?.rounds[0]?.until ?? '';
    expect(Date.parse(after) - Date.parse(until)).toBe(1000);
  });

  it('S19 gives back the time of a pause in the talk too, and a minute more can be had', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, everyone);
    story.desk({ type: 'release', step: 'ready' }, ballots('ready', 1, [3, 3, 4, 4, 4, 5]));
    const talkUntil = () => Date.parse(story.state.steps[0]?.rounds[0]?.talkUntil ?? '');
    const planned = talkUntil();
    story.desk({ type: 'pause' });
    story.desk({ type: 'resume' });
    expect(talkUntil() - planned).toBe(1000);
    story.desk({ type: 'extend', seconds: 60 });
    expect(talkUntil() - planned).toBe(61_000);
  });

  it('S20 lets pretend phones into rehearsals only', () => {
    const real = storyOf([scaleStep], {}, []);
    expect(real.joins(ana, 'writer', { pretend: true })).toEqual({ refused: 'only-rehearsals' });
    const rehearsal = new Story(workshopWith([scaleStep]), { rehearsal: true });
    expect(rehearsal.joins(ana, 'writer', { pretend: true })).toMatchObject({ events: [{ pretend: true }] });
  });
});

describe('the agenda', () => {
  it('G1 leaves steps alone that have begun', () => {
    const story = storyOf([scaleStep, textsStep]);
    story.desk({ type: 'open', step: 'ready' });
    expect(story.desk({ type: 'edit-step', step: { ...scaleStep, title: 'Other' } as never })).toEqual({
      refused: 'step-begun',
    });
    expect(story.desk({ type: 'move-step', step: 'ready' })).toEqual({ refused: 'step-begun' });
    expect(
      story.desk({ type: 'edit-step', step: { ...textsStep, title: 'Other cards' } as never }),
    ).toMatchObject({ events: [{ type: 'step-edited' }] });
    expect(story.state.steps[1]?.step.title).toBe('Other cards');
  });

  it('G2 lowers no floor and no promise once the session has begun', () => {
    const story = storyOf([scaleStep, { ...textsStep, floor: 5 }]);
    story.desk({ type: 'open', step: 'ready' });
    expect(story.desk({ type: 'edit-step', step: { ...textsStep, floor: 3 } as never })).toEqual({
      refused: 'floor-lowered',
    });
    expect(
      story.desk({ type: 'edit-step', step: { ...textsStep, floor: 5, mode: 'named' } as never }),
    ).toEqual({ refused: 'floor-lowered' });
    expect(story.desk({ type: 'edit-step', step: { ...textsStep, floor: 6 } as never })).toMatchObject({
      events: [{ type: 'step-edited' }],
    });
  });

  it('G2 shows no step to more people than it promised, nor sooner, nor unread', () => {
    const private_ = { ...scaleStep, id: 'private', mode: 'one' as const, who: ['decider'] };
    const named = { ...scaleStep, id: 'named', mode: 'named' as const, seenBy: 'desk' as const };
    const read = { ...textsStep, id: 'read', review: true as const };
    const story = storyOf([scaleStep, private_, named, read]);
    story.desk({ type: 'open', step: 'ready' });
    const { review: _, ...unread } = read;
    for (const step of [
      { ...private_, seenBy: 'room' },
      { ...private_, who: ['writer'] },
      { ...named, seenBy: 'room' },
      { ...named, live: true },
      unread,
    ])
      expect(story.desk({ type: 'edit-step', step: step as never })).toEqual({ refused: 'floor-lowered' });
    const closer = { ...read, seenBy: 'desk' };
    expect(story.desk({ type: 'edit-step', step: closer as never })).toHaveProperty('events');
  });

  it('G5 takes no change after which a step no longer finds what it leans on', () => {
    const ranked: Step = { ...scaleStep, id: 'ranked', kind: 'ranking', from: 'cards', settings: {} };
    const second: Step = { ...scaleStep, id: 'second', repeats: 'ready' };
    const story = storyOf([scaleStep, textsStep, ranked, second]);
    for (const command of [
      { type: 'move-step', step: 'cards' },
      { type: 'move-step', step: 'ranked', before: 'cards' },
      { type: 'edit-step', step: { ...scaleStep, id: 'cards' } },
      { type: 'edit-step', step: { ...scaleStep, settings: { ...scaleStep.settings, max: 7 } } },
      { type: 'add-step', step: { ...ranked, id: 'early' }, before: 'cards' },
    ])
      expect(story.desk(command as never)).toMatchObject({ refused: 'invalid-workshop' });
    expect(story.desk({ type: 'move-step', step: 'ready', before: 'ranked' })).toHaveProperty('events');
  });

  it('D2 takes no move back once the step was asked where it stands', () => {
    const story = storyOf([scaleStep, textsStep]);
    story.desk({ type: 'move-step', step: 'cards', before: 'ready' });
    const moved = story.state.position;
    story.desk({ type: 'open', step: 'cards' });
    expect(story.desk({ type: 'undo', position: moved })).toEqual({ refused: 'built-upon' });
  });

  it('G6 turns pages of an answer on the wall, and begins again with the next one', () => {
    const story = storyOf([{ ...scaleStep, mode: 'named' }, textsStep]);
    story.desk({ type: 'open', step: 'ready' });
    expect(story.desk({ type: 'turn-page', page: 1 })).toEqual({ refused: 'not-released' });
    story.desk({ type: 'close', step: 'ready' }, { counts: { present: six, answered: 0, passed: 0 } });
    story.desk({ type: 'release', step: 'ready' });
    story.desk({ type: 'turn-page', page: 2 });
    expect(story.state.page).toBe(2);
    story.desk({ type: 'go-to', step: 'cards' });
    expect(story.state.page).toBe(0);
  });

  it('W4 hands on nothing that fewer people may see', () => {
    const own = { ...textsStep, id: 'own', mode: 'one' as const, who: ['decider'] };
    const story = storyOf([scaleStep, own]);
    const ranked = { ...scaleStep, id: 'ranked', kind: 'ranking', from: 'own', settings: {} };
    const add = (step: object): unknown =>
      story.desk({ type: 'add-step', step: { ...ranked, ...step } as never });
    for (const step of [
      {},
      { mode: 'one', who: ['writer'] },
      { seenBy: 'roles', shownTo: ['decider'] },
      { mode: 'one', who: ['decider'], seenBy: 'desk' },
    ])
      expect(add(step)).toMatchObject({ refused: 'invalid-workshop' });
    expect(add({ mode: 'one', who: ['decider'] })).toHaveProperty('events');
  });

  it('S23 asks nothing again in a step that is skipped', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'open', step: 'ready' });
    story.desk({ type: 'close', step: 'ready' }, { counts: { present: six, answered: 0, passed: 0 } });
    story.desk({ type: 'skip-step', step: 'ready' });
    expect(story.desk({ type: 'again', step: 'ready' })).toEqual({ refused: 'skipped' });
  });

  it('S24 counts no answer of somebody who was erased before the round was closed', () => {
    const story = storyOf([{ ...scaleStep, mode: 'named' }]);
    story.desk({ type: 'open', step: 'ready' });
    for (const who of [ana, six[1] ?? ''])
      story.does(person(who), { type: 'answer', step: 'ready', round: 1, answer: { value: 3 } });
    story.desk({ type: 'erase', participant: ana });
    story.desk({ type: 'close', step: 'ready' }, { counts: { present: six, answered: 0, passed: 0 } });
    expect(story.state.steps[0]?.rounds[0]?.counts).toMatchObject({ answered: 1 });
  });
});

describe('the record', () => {
  function withCards(): { story: Story; ids: string[] } {
    const story = storyOf([textsStep]);
    story.desk({ type: 'open', step: 'cards' });
    story.desk({ type: 'close', step: 'cards' }, everyone);
    const texts = ['One', 'Two', 'Three'].map((text) => ({ answer: { texts: [text] } }));
    story.desk(
      { type: 'release', step: 'cards' },
      { ballots: [{ step: 'cards', round: 1, ballots: texts }] },
    );
    const result = story.state.steps[0]?.rounds[0]?.result?.groupAnswer as { texts: { id: string }[] };
    return { story, ids: result.texts.map((text) => text.id) };
  }

  it('D1 keeps both wordings of a conflict', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'write', field: 'claim', text: 'First', base: 0 });
    story.desk({ type: 'write', field: 'claim', text: 'Second', base: 0 });
    expect(story.state.fields.get('claim')).toMatchObject({ text: 'Second', beside: ['First'] });
  });

  it('D2 takes back a merge, but not below a later one', () => {
    const { story, ids } = withCards();
    const [one = '', two = '', three = ''] = ids;
    story.desk({ type: 'merge-texts', step: 'cards', texts: [one, two], title: 'Both' });
    const merged = story.state.position;
    story.desk({ type: 'hide-text', step: 'cards', text: three, reason: 'names someone' });
    expect(story.desk({ type: 'undo', position: merged })).toEqual({ refused: 'built-upon' });
    expect(story.desk({ type: 'undo', position: story.state.position })).toMatchObject({
      events: [{ type: 'undone' }],
    });
    expect(story.state.steps[0]?.hidden).toEqual([]);
    expect(story.desk({ type: 'undo', position: merged })).toMatchObject({ events: [{ type: 'undone' }] });
    expect(story.state.steps[0]?.themes).toEqual([]);
    expect(story.desk({ type: 'undo', position: merged })).toEqual({ refused: 'nothing-to-undo' });
  });

  it('D3 calls a decision without a decider advice', () => {
    const story = storyOf([scaleStep]);
    story.desk({ type: 'decide', text: 'Do the smallest test', why: 'It is cheap' });
    expect(story.state.decisions[0]).toMatchObject({ status: 'advisory', who: null });
    story.joins('p-zzzzzzzz', 'decider');
    story.does(person('p-zzzzzzzz'), { type: 'decide', text: 'Do the smallest test', why: 'It is cheap' });
    expect(story.state.decisions[1]).toMatchObject({ status: 'decided', who: 'p-zzzzzzzz' });
  });

  it('D4 erases a text and a person wherever they went', () => {
    const { story, ids } = withCards();
    const [one = ''] = ids;
    const words = JSON.stringify(story.state.steps[0]?.rounds);
    expect(words).toContain('One');
    story.desk({ type: 'erase', text: one });
    const left = story.state.steps[0]?.rounds[0]?.result?.groupAnswer;
    expect(left).toMatchObject({ texts: [{ id: one, text: null }, {}, {}] });
    story.desk({ type: 'erase', participant: ana });
    expect(story.state.participants.get(ana)).toMatchObject({ name: null, number: 1, erased: true });
  });

  it('D5 asks an erased person nothing more, and takes nothing from them', () => {
    const { story } = withCards();
    story.desk({ type: 'erase', participant: ana });
    expect(story.does(person(ana), { type: 'rename', name: 'Ana again' })).toEqual({ refused: 'removed' });
    story.desk({ type: 'again', step: 'cards' });
    expect(story.state.steps[0]?.rounds[1]?.electorate.members).not.toContain(ana);
  });
});
