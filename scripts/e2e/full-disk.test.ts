import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ack } from '../../events/wire.ts';
import { SmallDisk } from '../../server/log/small-disk.ts';
import { until } from './harness/condition.ts';
import { ask, makeSession, refusalIn, type MadeSession } from './harness/made-session.ts';
import { hostKey, runServer, ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// The disk fills up in the middle of a session. Everybody is told, nothing that was saved is lost, and with room
// again the room goes on, whether the server was killed in between or not.

// Needs the right to mount a file system, which most people who run the tests do not have.
describe.skipIf(!SmallDisk.isPossible)('on a full disk', () => {
  let disk: SmallDisk;
  let server: ServerProcess;
  let made: MadeSession;
  let desk: SocketClient;
  let phones: SocketPhone[];
  const heard: (string | null)[] = [];

  beforeEach(async () => {
    disk = new SmallDisk();
    const dataDirectory = join(disk.path, 'data');
    mkdirSync(dataDirectory);
    server = await ServerProcess.start({ dataDirectory });
    made = await makeSession(server.url, testWorkshop);
    desk = new SocketClient({ url: server.url, session: made.session, token: made.tokens.facilitator });
    desk.socket.on('trouble', ({ reason }) => heard.push(reason));
    await desk.open();
    phones = [];
    for (const name of ['Ada', 'Bob', 'Cleo'])
      phones.push(await SocketPhone.join(server.url, { code: made.code, name }));
  });

  afterEach(async () => {
    for (const client of [desk, ...phones]) client.close();
    await server.remove();
    disk.remove();
  });

  test('phones and desk are told, nothing saved is lost, and with room again it goes on', async () => {
    await desk.must('open', { step: 'mood' });
    await desk.must('open', { step: 'estimate' });
    await until('the questions are on the phones', () =>
      phones.every((one) => one.roundsOf('estimate') === 1),
    );
    const saved = { mood: new Map<string, number>(), estimate: new Map<string, number>() };

    for (const step of ['mood', 'estimate'] as const) {
      for (const phone of phones) expect(await answerOnce(phone, step, 1)).toMatchObject({ ok: true });
      // Again, because the log gives up its ballast to finish what it has begun.
      disk.fill();
      for (const phone of phones) saved[step].set(phone.participant, await answerUntilFull(phone, step));
    }
    await until('the desk is told', () => heard.at(-1) === 'the disk is full');
    const created = await ask(`${server.url}/api/sessions`, {
      token: hostKey,
      body: { workshop: testWorkshop, title: 'No room' },
    });
    expect([created.status, refusalIn(created)]).toEqual([409, 'read-only']);
    expect((await ask(`${server.url}/readyz`)).status).toBe(503);
    // What there is can still be read.
    expect(
      (await ask(`${server.url}/api/sessions/${made.session}/events`, { token: made.tokens.stage })).status,
    ).toBe(200);

    await server.kill();
    disk.fill();
    const tried = await runServer({ DATA_DIR: server.dataDirectory });
    expect([tried.code, tried.output.trim()]).toEqual([
      1,
      `Parley: The data directory ${server.dataDirectory} cannot be used: the disk is full; make room and start again.`,
    ]);
    disk.empty();
    await server.startAgain();
    await desk.must('close', { step: 'mood' });
    await desk.must('release', { step: 'mood' });
    await desk.must('close', { step: 'estimate' });
    await desk.must('release', { step: 'estimate' });
    await until('the desk is told that there is room', () => heard.at(-1) === null);
    const released = await until('the desk has the release', () =>
      desk.events.find((one) => one.type === 'released' && one.step === 'estimate'),
    );
    const moods = desk.events.flatMap((one) => (one.type === 'answered' && one.step === 'mood' ? [one] : []));
    for (const [participant, value] of saved.mood)
      expect(moods.findLast((one) => one.participant === participant)).toMatchObject({ answer: { value } });
    expect(released).toMatchObject({
      groupAnswer: { values: [...saved.estimate.values()].toSorted((a, b) => a - b) },
    });
  });

  /** The last number that was called saved before the first that was refused for want of room. */
  async function answerUntilFull(phone: SocketPhone, step: string): Promise<number> {
    for (let value = 2; ; value += 1) {
      const ack = await answerOnce(phone, step, value);
      if (ack.ok) continue;
      expect(ack.code).toBe('read-only');
      return value - 1;
    }
  }

  async function answerOnce(phone: SocketPhone, step: string, value: number): Promise<Ack> {
    counter += 1;
    const id = crypto.randomUUID();
    const ack = await phone.askOnce({ id, type: 'answer', step, round: 1, counter, answer: { value } });
    if (ack === null) throw new Error('The line broke while the disk was full.');
    return ack;
  }
  let counter = 0;
});
