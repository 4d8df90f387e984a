/** What every ballot box keeps to, whatever holds its records. Each driver's test runs this suite. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { castsPerPersonMax, type BallotBox, type Cast, type CastState, type RoundRef } from './box.ts';

export interface BoxUnderTest {
  box: BallotBox;
  /** Stops the box and opens what it left behind. */
  again(): Promise<BallotBox>;
  cleanUp(): Promise<void>;
}

export const round: RoundRef = { session: 'session-1', step: 'readiness', round: 1 };
const room = 200;
let commands = 0;

/** A cast of `value` as a phone makes it; `over` is what this test is about. */
export function castOf(participant: string, value: number, over: Partial<Cast> = {}): Cast {
  return {
    participant,
    id: `command-${++commands}`,
    counter: null,
    state: 'answered',
    content: JSON.stringify({ answer: { value } }),
    ...over,
  };
}

const passOf = (participant: string): Cast =>
  castOf(participant, 0, { state: 'passed', content: '{"pass":true}' });
const withdrawalOf = (participant: string): Cast =>
  castOf(participant, 0, { state: 'withdrawn', content: '{"withdrawn":true}' });

export function ballotBoxContract(name: string, make: () => Promise<BoxUnderTest>): void {
  describe(`the ballot box contract: ${name}`, () => {
    let under: BoxUnderTest;
    let box: BallotBox;

    beforeEach(async () => {
      under = await make();
      box = under.box;
      await box.open(round, room);
    });

    afterEach(() => under.cleanUp());

    const contents = async (ref: RoundRef): Promise<string[]> =>
      ((await box.take(ref)) ?? []).map(({ content }) => content);
    const values = async (ref: RoundRef): Promise<number[]> =>
      (await contents(ref)).map(
        (content) => (JSON.parse(content) as { answer: { value: number } }).answer.value,
      );

    test('given answers and a pass, closing and taking gives each person once, without names', async () => {
      await box.cast(round, castOf('ada', 3));
      await box.cast(round, castOf('ben', 1));
      await box.cast(round, passOf('cleo'));
      await box.close(round);
      expect(await box.take(round)).toEqual([
        { content: '{"answer":{"value":1}}', state: 'answered' },
        { content: '{"answer":{"value":3}}', state: 'answered' },
        { content: '{"pass":true}', state: 'passed' },
      ]);
    });

    test('ballots leave in code point order of their content, not in order of arrival', async () => {
      const said = ['😀', '～', 'b', 'a'];
      for (const word of said)
        await box.cast(round, castOf(`person ${word}`, 0, { content: JSON.stringify(word) }));
      await box.close(round);
      expect(await contents(round)).toEqual(['"a"', '"b"', '"～"', '"😀"']);
    });

    test('counts know the latest of each person, and a withdrawal counts as neither', async () => {
      await box.cast(round, castOf('ada', 3));
      await box.cast(round, castOf('ada', 4));
      await box.cast(round, castOf('ben', 4));
      await box.cast(round, passOf('cleo'));
      await box.cast(round, withdrawalOf('ben'));
      expect(box.counts(round)).toEqual({ answered: 1, passed: 1 });
      expect(['ada', 'ben', 'cleo', 'dora'].map((person) => box.has(round, person))).toEqual([
        'answered',
        'withdrawn',
        'passed',
        null,
      ] satisfies (CastState | null)[]);
      await box.close(round);
      expect(await contents(round)).toEqual(['{"answer":{"value":4}}', '{"pass":true}']);
    });

    test('a late retry with an older counter is kept and changes nothing', async () => {
      await box.cast(round, castOf('ada', 5, { counter: 7 }));
      expect(await box.cast(round, castOf('ada', 1, { counter: 6 }))).toEqual({ kept: true });
      await box.close(round);
      expect(await values(round)).toEqual([5]);
    });

    test('a cast without a counter comes after everything its person has cast', async () => {
      await box.cast(round, castOf('ada', 1, { counter: 40 }));
      await box.cast(round, castOf('ada', 2));
      await box.cast(round, castOf('ada', 3, { counter: 40 }));
      await box.close(round);
      expect(await values(round)).toEqual([2]);
    });

    test('of two devices with the same counter the later arrival stands', async () => {
      await box.cast(round, castOf('ada', 1, { counter: 3 }));
      await box.cast(round, castOf('ada', 2, { counter: 3 }));
      await box.close(round);
      expect(await values(round)).toEqual([2]);
    });

    test('a repeated command is kept again, and does not overwrite what came after it', async () => {
      const first = castOf('ada', 1);
      await box.cast(round, first);
      await box.cast(round, castOf('ada', 2));
      expect(await box.cast(round, first)).toEqual({ kept: true });
      await box.close(round);
      expect(await values(round)).toEqual([2]);
    });

    test('the same command id with another content is refused; two people may use one id', async () => {
      const first = castOf('ada', 1);
      await box.cast(round, first);
      expect(await box.cast(round, { ...first, content: '{"answer":{"value":2}}' })).toEqual({
        refused: 'id-reused',
      });
      expect(await box.cast(round, castOf('ben', 2, { id: first.id }))).toEqual({ kept: true });
      await box.close(round);
      expect(await values(round)).toEqual([1, 2]);
    });

    test('commands of one person sent at once are decided one after the other', async () => {
      const first = castOf('ada', 1);
      const results = await Promise.all([
        box.cast(round, first),
        box.cast(round, first),
        box.cast(round, { ...first, content: '{"answer":{"value":9}}' }),
        box.cast(round, castOf('ada', 2)),
      ]);
      expect(results).toEqual([{ kept: true }, { kept: true }, { refused: 'id-reused' }, { kept: true }]);
      await box.close(round);
      expect(await values(round)).toEqual([2]);
    });

    test('a content of exactly the round’s size fits, one byte more is refused', async () => {
      const fits = castOf('ada', 0, { content: `"${'é'.repeat((room - 2) / 2)}"` });
      expect(await box.cast(round, fits)).toEqual({ kept: true });
      const over = castOf('ben', 0, { content: `"${'é'.repeat((room - 2) / 2)}" ` });
      expect(await box.cast(round, over)).toEqual({ refused: 'too-large' });
      await box.close(round);
      expect(await contents(round)).toEqual([fits.content]);
    });

    test('one person may change an answer only so often, and may still withdraw it', async () => {
      const casts = Array.from({ length: castsPerPersonMax }, (_, value) =>
        box.cast(round, castOf('ada', value)),
      );
      await Promise.all(casts);
      expect(await box.cast(round, castOf('ada', 1))).toEqual({ refused: 'too-many' });
      expect(await box.cast(round, withdrawalOf('ada'))).toEqual({ kept: true });
      expect(await box.cast(round, withdrawalOf('ada'))).toEqual({ refused: 'too-many' });
      expect(box.has(round, 'ada')).toBe('withdrawn');
    });

    test('casting needs an open box', async () => {
      expect(await box.cast({ ...round, round: 2 }, castOf('ada', 1))).toEqual({ refused: 'no-box' });
      expect(box.counts({ ...round, round: 2 })).toBeNull();
      await box.close(round);
      expect(await box.cast(round, castOf('ada', 1))).toEqual({ refused: 'box-closed' });
    });

    test('a repeated command is still told "kept" after the close, and a new one is not', async () => {
      const first = castOf('ada', 1);
      const casting = box.cast(round, first);
      const closing = box.close(round);
      const late = [box.cast(round, first), box.cast(round, castOf('ada', 2))];
      expect(await Promise.all(late)).toEqual([{ kept: true }, { refused: 'box-closed' }]);
      expect([await casting, await closing]).toEqual([{ kept: true }, { closed: true }]);
      expect(await box.cast(round, { ...first, content: '{}' })).toEqual({ refused: 'id-reused' });
      expect(await values(round)).toEqual([1]);
    });

    test('closing and taking say so when there is no box', async () => {
      await box.destroy(round);
      expect(await box.close(round)).toEqual({ refused: 'no-box' });
      expect(await box.take(round)).toBeNull();
    });

    test('ballots cannot be taken while the box is open', async () => {
      await expect(box.take(round)).rejects.toThrow('before their box was closed');
    });

    test('a cast racing a close is in or refused, never both', async () => {
      for (let number = 1; number <= 20; number++) {
        const ref = { ...round, step: 'race', round: number };
        await box.open(ref, room);
        const people = Array.from({ length: 12 }, (_, index) => `person-${index}`);
        const before = people.slice(0, number % 12).map((person) => box.cast(ref, castOf(person, 1)));
        const closing = box.close(ref);
        const after = people.slice(number % 12).map((person) => box.cast(ref, castOf(person, 1)));
        const results = await Promise.all([...before, ...after]);
        await closing;
        const kept = results.filter((result) => 'kept' in result).length;
        expect(results.every((result) => 'kept' in result || result.refused === 'box-closed')).toBe(true);
        expect((await box.take(ref))?.length).toBe(kept);
        expect(box.counts(ref)?.answered).toBe(kept);
      }
    });

    test('two boxes of one session know nothing of each other', async () => {
      const second = { ...round, round: 2 };
      await box.open(second, 50);
      const first = castOf('ada', 1);
      await box.cast(round, first);
      expect(await box.cast(second, { ...first, content: '{"answer":{"value":2}}' })).toEqual({ kept: true });
      expect(box.has(second, 'ben')).toBeNull();
      await box.close(round);
      expect(await box.cast(second, castOf('ben', 3))).toEqual({ kept: true });
      await box.destroy(round);
      await box.close(second);
      expect(await values(second)).toEqual([2, 3]);
    });

    test('opening and closing again change nothing', async () => {
      await box.cast(round, castOf('ada', 1));
      const epoch = box.epoch(round);
      expect(await box.open(round, room + 50)).toEqual({ opened: true });
      expect(box.epoch(round)).toBe(epoch);
      expect(box.counts(round)).toEqual({ answered: 1, passed: 0 });
      expect(await box.close(round)).toEqual({ closed: true });
      expect(await box.close(round)).toEqual({ closed: true });
      await box.open(round, room);
      expect(await box.cast(round, castOf('ben', 1))).toEqual({ refused: 'box-closed' });
      expect(await values(round)).toEqual([1]);
    });

    test('opening again with another size changes the size of a box that is still empty, and of no other', async () => {
      const long = castOf('ada', 0, { content: `"${'e'.repeat(room)}"` });
      expect(await box.cast(round, long)).toEqual({ refused: 'too-large' });
      expect(await box.open(round, room + 2)).toEqual({ opened: true });
      expect(await box.cast(round, long)).toEqual({ kept: true });
      expect(await box.open(round, room)).toEqual({ opened: true });
      await box.close(round);
      expect(await contents(round)).toEqual([long.content]);
      expect(await box.open(round, room + 50)).toEqual({ opened: true });
      expect(await box.list()).toEqual([{ ref: round, closed: true }]);
    });

    test('opening one box from two sides at once makes one box', async () => {
      const ref = { ...round, step: 'twice' };
      await Promise.all([box.open(ref, room), box.open(ref, room)]);
      await box.cast(ref, castOf('ada', 1));
      expect((await box.list()).filter(({ ref: listed }) => listed.step === 'twice').length).toBe(1);
    });

    test('a restart finds every box as it was: casts, commands, counters, closed or open', async () => {
      const held = { ...round, step: 'held' };
      await box.open(held, room);
      await box.cast(held, castOf('ada', 6));
      await box.close(held);
      const first = castOf('ada', 1, { counter: 5 });
      await box.cast(round, first);
      await box.cast(round, passOf('ben'));
      const epoch = box.epoch(round);
      box = await under.again();
      expect(new Set((await box.list()).map(({ ref, closed }) => `${ref.step} ${String(closed)}`))).toEqual(
        new Set(['readiness false', 'held true']),
      );
      expect(box.epoch(round)).toBe(epoch);
      expect(box.counts(round)).toEqual({ answered: 1, passed: 1 });
      expect(await box.cast(round, first)).toEqual({ kept: true });
      expect(await box.cast(round, { ...first, content: '{}' })).toEqual({ refused: 'id-reused' });
      expect(await box.cast(round, castOf('ada', 2, { counter: 4 }))).toEqual({ kept: true });
      expect(await box.cast(held, castOf('ben', 2))).toEqual({ refused: 'box-closed' });
      expect(await values(held)).toEqual([6]);
      await box.close(round);
      expect(await contents(round)).toEqual(['{"answer":{"value":1}}', '{"pass":true}']);
    });

    test('a destroyed box is gone, may be destroyed again, and stays gone after a restart', async () => {
      await box.cast(round, castOf('ada', 1));
      await box.destroy(round);
      await box.destroy(round);
      expect(box.counts(round)).toBeNull();
      expect(await box.cast(round, castOf('ada', 1))).toEqual({ refused: 'no-box' });
      box = await under.again();
      expect(await box.list()).toEqual([]);
    });

    test('a box opened in place of a lost one is empty and has another epoch', async () => {
      const epoch = box.epoch(round);
      await box.cast(round, castOf('ada', 1));
      await box.destroy(round);
      await box.open(round, room);
      expect(box.epoch(round)).not.toBe(epoch);
      expect(box.counts(round)).toEqual({ answered: 0, passed: 0 });
    });

    test('destroying a session destroys its boxes and no other session’s', async () => {
      const other = { ...round, session: 'session-2' };
      await box.open({ ...round, round: 2 }, room);
      await box.open(other, room);
      await box.destroySession(round.session);
      expect(await box.list()).toEqual([{ ref: other, closed: false }]);
    });
  });
}
