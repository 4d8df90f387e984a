import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { brokenAt, firstHead } from './chain.ts';
import { limits } from './log.ts';
import type { Log } from './log.ts';
import { command, event, positions, seatRow, sessionRow, turn } from './samples.ts';

/**
 * What every log does, whichever driver. A driver's test passes the log it opened; the sessions of
 * each test have names of their own, so that one database serves them all.
 */
export function logContract(name: string, opened: () => Log): void {
  describe(name, () => {
    appending(opened);
    commandsOnce(opened);
    writersTogether(opened);
    textKept(opened);
    rowsBeside(opened);
    removing(opened);
  });
}

function appending(opened: () => Log): void {
  test('gives a session positions 1, 2, 3 … and a chain that holds', async () => {
    const log = opened();
    const [first] = await log.append([
      turn('l1', 0, command('a', event('one'), event('two')), command('b', event('three'))),
    ]);
    expect(positions(first)).toEqual([1, 2, 3]);
    const [second] = await log.append([turn('l1', 3, command('c', event('four')))]);
    expect(positions(second)).toEqual([4]);
    const events = await log.read('l1', 0);
    expect(events.map(({ command: id }) => id)).toEqual(['a', 'a', 'b', 'c']);
    expect(brokenAt(firstHead('l1'), 0, events)).toBeNull();
    expect(await log.tip('l1')).toEqual({ position: 4, head: events.at(-1)?.head });
    expect(events.slice(0, 3)).toEqual(first !== undefined && 'appended' in first && first.appended);
  });

  test('reads on from any position, as many as asked for', async () => {
    const log = opened();
    await log.append([turn('l1-read', 0, command('a', ...'abcde'.split('').map((text) => event(text))))]);
    const read = async (after: number, limit?: number) =>
      (await log.read('l1-read', after, limit)).map(({ position }) => position);
    expect(await read(0, 2)).toEqual([1, 2]);
    expect(await read(2, 2)).toEqual([3, 4]);
    expect(await read(3)).toEqual([4, 5]);
    expect(await read(5)).toEqual([]);
    expect(await read(99)).toEqual([]);
    expect(await log.read('l1-nobody', 0)).toEqual([]);
    expect(await log.tip('l1-nobody')).toBeNull();
  });

  test('refuses a turn decided at another tip, and the other sessions of the same append land', async () => {
    const log = opened();
    await log.append([turn('l2-late', 0, command('a', event('one')))]);
    const results = await log.append([
      turn('l2-first', 0, command('a', event('one'))),
      turn('l2-late', 0, command('b', event('too late'))),
      turn('l2-last', 0, command('a', event('one'))),
      turn('l2-none', 7, command('a', event('ahead of its time'))),
    ]);
    expect(results.map((result) => ('appended' in result ? 'appended' : result))).toEqual([
      'appended',
      { conflict: 1 },
      'appended',
      { conflict: 0 },
    ]);
    expect(await log.tip('l2-late')).toMatchObject({ position: 1 });
    expect(await log.tip('l2-last')).toMatchObject({ position: 1 });
    expect(await log.tip('l2-none')).toBeNull();
  });

  test('takes two turns decided at the same tip as one winner and one conflict', async () => {
    const log = opened();
    await log.append([turn('l3', 0, command('start', event('start')))]);
    const results = await Promise.all([
      log.append([turn('l3', 1, command('next-by-a', event('a')))]),
      log.append([turn('l3', 1, command('next-by-b', event('b')))]),
    ]);
    expect(results.flat().filter((result) => 'appended' in result)).toHaveLength(1);
    expect(results.flat().filter((result) => 'conflict' in result)).toEqual([{ conflict: 2 }]);
  });
}

function commandsOnce(opened: () => Log): void {
  test('stores a command once, however often it is sent', async () => {
    const log = opened();
    await log.append([turn('l4', 0, command('start', event('start')))]);
    const sent = command('vote', event('yes'), event('and why'));
    expect(positions((await log.append([turn('l4', 1, sent)]))[0])).toEqual([2, 3]);
    const first = { id: 'vote', actor: 'anna', digest: sent.digest, position: 3 };
    // Once more with the old tip, as after a lost answer, and once with the new.
    expect(await log.append([turn('l4', 1, sent)])).toEqual([{ repeated: [first] }]);
    expect(await log.append([turn('l4', 3, sent)])).toEqual([{ repeated: [first] }]);
    expect(await log.tip('l4')).toMatchObject({ position: 3 });
    expect(await log.command('l4', 'anna', 'vote')).toEqual({ digest: sent.digest, position: 3 });
  });

  test('names the first digest when an id comes back with another payload, and stores nothing of the turn', async () => {
    const log = opened();
    const first = command('vote', event('yes'));
    await log.append([turn('l5', 0, first)]);
    const changed = [command('other', event('more')), command('vote', event('no'))];
    const [result] = await log.append([turn('l5', 1, ...changed)]);
    expect(result).toEqual({
      repeated: [{ id: 'vote', actor: 'anna', digest: first.digest, position: 1 }],
    });
    expect(first.digest).not.toBe(changed[1]?.digest);
    expect(await log.tip('l5')).toMatchObject({ position: 1 });
    expect(await log.command('l5', 'anna', 'other')).toBeNull();
  });

  test('keeps the same id of two people, and of two sessions, apart', async () => {
    const log = opened();
    const ben = { ...command('same', event('ben', 'ben')), actor: 'ben' };
    await log.append([
      turn('l4-a', 0, command('same', event('anna')), ben),
      turn('l4-b', 0, command('same', event('anna elsewhere'))),
    ]);
    expect(await log.command('l4-a', 'anna', 'same')).toMatchObject({ position: 1 });
    expect(await log.command('l4-a', 'ben', 'same')).toMatchObject({ position: 2 });
    expect(await log.command('l4-b', 'anna', 'same')).toMatchObject({ position: 1 });
  });

  test('a command without events touches nothing, at whatever tip', async () => {
    const log = opened();
    await log.append([turn('l6', 0, command('start', event('start')))]);
    const before = await log.tip('l6');
    const idle = Array.from({ length: 100 }, (_, at) => turn('l6', at % 3, command(`idle-${at}`)));
    const results = await Promise.all([
      ...idle.map(async (one) => (await log.append([one]))[0]),
      log.append([turn('l6', 1, command('real', event('real')))]),
    ]);
    expect(results.slice(0, -1)).toEqual(idle.map(() => ({ appended: [] })));
    expect(before).toMatchObject({ position: 1 });
    expect(await log.tip('l6')).toMatchObject({ position: 2 });
    expect(await log.command('l6', 'anna', 'idle-1')).toBeNull();
    expect(await log.append([turn('l6-none', 0, command('idle'))])).toEqual([{ appended: [] }]);
    expect(await log.tip('l6-none')).toBeNull();
  });
}

function writersTogether(opened: () => Log): void {
  test('eight writers who send everything three times leave no gap, and a reader at the tail misses nothing', async () => {
    const log = opened();
    await log.append([turn('l7', 0, command('start', event('start')))]);
    const each = 15;
    const writers = Array.from({ length: 8 }, (_, writer) => writeAll(log, writer, each));
    const seen: number[] = [];
    const tail = (async () => {
      while (seen.length < 1 + 8 * each) {
        const events = await log.read('l7', seen.length, 40);
        seen.push(...events.map(({ position }) => position));
        // A tail is polled; PGlite answers within the microtask queue, and files need the loop to turn.
        await wait(5);
      }
    })();
    await Promise.all([...writers, tail]);
    expect(seen).toEqual(Array.from({ length: 1 + 8 * each }, (_, at) => at + 1));
    const events = await log.read('l7', 0);
    expect(new Set(events.map(({ command: id }) => id)).size).toBe(1 + 8 * each);
    expect(brokenAt(firstHead('l7'), 0, events)).toBeNull();
  });
}

/** Appends like a server that knows the tip only from its last answer. */
async function writeAll(log: Log, writer: number, each: number): Promise<void> {
  let tip = 1;
  for (let number = 0; number < each; number += 1) {
    const sent = command(`w${writer}-${number}`, event(`${writer} says ${number}`));
    for (let copies = 0; copies < 3;) {
      const [result] = await log.append([turn('l7', tip, sent)]);
      if (result === undefined) throw new Error('An append of one turn gave no result.');
      if ('conflict' in result) tip = result.conflict;
      else copies += 1;
      if ('appended' in result) tip = result.appended.at(-1)?.position ?? tip;
    }
  }
}

function textKept(opened: () => Log): void {
  const odd = [
    'e\u0301 and \u00e9',
    '👩‍👩‍👧‍👦 🏳️‍🌈',
    '\u202eright to left\u202c \u2066isolate\u2069',
    `Z${'\u0335\u0336'.repeat(500)}`,
    '\u0001\u001f\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff\ufffd',
    'quotes " \\ \\u0041 {a,"b"} NULL \r\n\t',
    '\u{10ffff}\u{1f600}',
    '',
  ];

  test('gives back every character as it came', async () => {
    const log = opened();
    const bodies = odd.map((text) => `{"n":1e2,"text":${JSON.stringify(text)},"z":-0}`);
    const raw = odd.map((text) => `{"text":"${text.replaceAll(/["\\]/gu, '')}"}`);
    const events = [...bodies, ...raw].map((body, at) => ({
      ...event(''),
      body,
      actor: odd[at % odd.length] ?? '',
    }));
    await log.append([turn('l8', 0, command('odd ✓ "id"', ...events))]);
    const read = await log.read('l8', 0);
    expect(read.map(({ body }) => body)).toEqual(events.map(({ body }) => body));
    expect(read.map(({ actor }) => actor)).toEqual(events.map(({ actor }) => actor));
    expect(await log.command('l8', 'anna', 'odd ✓ "id"')).toMatchObject({ position: events.length });
  });

  test.each([
    ['NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud83d'],
  ])('does not take %s, and what was sent beside it lands', async (name, text) => {
    const log = opened();
    const session = `l9-${name.length}`;
    const bad = log.append([turn(`${session}-bad`, 0, command('a', { ...event(''), body: text }))]);
    const good = log.append([turn(`${session}-good`, 0, command('a', event('good')))]);
    await expect(bad).rejects.toThrow('ill-formed or holds NUL');
    expect(positions((await good)[0])).toEqual([1]);
    expect(await log.tip(`${session}-bad`)).toBeNull();
  });

  test('does not take a session name that is a path, nor more than its limits', async () => {
    const log = opened();
    const vote = command('a', event('x'));
    await expect(log.append([turn('../l9', 0, vote)])).rejects.toThrow('cannot name a file');
    await expect(log.append([turn('l9', 0, vote), turn('l9', 0, vote)])).rejects.toThrow('two turns');
    await expect(log.append([turn('l9', 0, vote, vote)])).rejects.toThrow('twice');
    const long = { ...event(''), body: 'x'.repeat(limits.bodyLength + 1) };
    await expect(log.append([turn('l9', 0, command('a', long))])).rejects.toThrow('longer');
    expect(await log.tip('l9')).toBeNull();
  });
}

function rowsBeside(opened: () => Log): void {
  test('keeps the session and its seats with the turn they came with', async () => {
    const log = opened();
    const seats = [seatRow('l10', 'desk'), seatRow('l10', 'p1', { participant: null })];
    const begin = { ...turn('l10', 0, command('a', event('begin'))), sessionRow: sessionRow('l10'), seats };
    await log.append([begin]);
    expect(await log.sessionByCode('L10')).toEqual(sessionRow('l10'));
    expect(await log.sessions()).toContainEqual(sessionRow('l10'));
    expect(await log.seats('l10')).toEqual(seats);
    expect(await log.seatByToken(seatRow('l10', 'p1').tokenHash)).toEqual(seats[1]);
    expect(await log.seatByToken('nobody')).toBeNull();
    expect(await log.sessionByCode('NOBODY')).toBeNull();
  });

  test('replaces a seat under the same name, and does not store one whose turn conflicts', async () => {
    const log = opened();
    await log.append([
      { ...turn('l10-again', 0, command('a', event('begin'))), seats: [seatRow('l10-again', 'p1')] },
    ]);
    const revoked = seatRow('l10-again', 'p1', { revoked: true });
    const late = { ...turn('l10-again', 0, command('b', event('late'))), seats: [revoked] };
    expect(await log.append([late])).toEqual([{ conflict: 1 }]);
    expect(await log.seats('l10-again')).toEqual([seatRow('l10-again', 'p1')]);
    // A turn may consist of rows alone; the last row of a seat counts.
    const rows = { ...turn('l10-again', 1), seats: [seatRow('l10-again', 'p1', { role: 'x' }), revoked] };
    expect(await log.append([rows])).toEqual([{ appended: [] }]);
    expect(await log.seatByToken(revoked.tokenHash)).toEqual(revoked);
    expect(await log.tip('l10-again')).toMatchObject({ position: 1 });
  });
}

function removing(opened: () => Log): void {
  test('leaves nothing of a removed session, and everything of the others', async () => {
    const log = opened();
    for (const session of ['l11-gone', 'l11-stays']) {
      const rows = { sessionRow: sessionRow(session), seats: [seatRow(session, 'desk')] };
      await log.append([{ ...turn(session, 0, command('a', event('one'))), ...rows }]);
    }
    await Promise.all([log.remove('l11-gone'), log.remove('l11-never-was')]);
    expect(await log.tip('l11-gone')).toBeNull();
    expect(await log.read('l11-gone', 0)).toEqual([]);
    expect(await log.seats('l11-gone')).toEqual([]);
    expect(await log.seatByToken(seatRow('l11-gone', 'desk').tokenHash)).toBeNull();
    expect(await log.sessionByCode('L11-GONE')).toBeNull();
    expect(await log.command('l11-gone', 'anna', 'a')).toBeNull();
    expect((await log.read('l11-stays', 0)).map(({ body }) => body)).toEqual([event('one').body]);
    expect(await log.seats('l11-stays')).toEqual([seatRow('l11-stays', 'desk')]);
    expect(positions((await log.append([turn('l11-stays', 1, command('b', event('two')))]))[0])).toEqual([2]);
  });
}
