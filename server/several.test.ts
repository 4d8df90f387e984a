import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Command } from '../events/session/command.ts';
import { readConfig } from './config.ts';
import { sessionsIn } from './keep/erasing.ts';
import { postgresPrograms, ScratchCluster } from './keys/scratch-cluster.ts';
import { LiveServer, smallWorkshop } from './live-server.ts';
import { openStorage } from './storage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

describe.skipIf(postgresPrograms === null)(
  'two processes on one PostgreSQL (skipped where there is none)',
  () => {
    let cluster: ScratchCluster;
    let one: LiveServer;
    let other: LiveServer;
    let databaseUrl: string;
    const hostKey = 'the-same-key-for-both-processes';

    beforeAll(async () => {
      cluster = await ScratchCluster.start();
      databaseUrl = `postgres://parley@localhost/postgres?host=${encodeURIComponent(cluster.directory)}`;
      one = await LiveServer.start({ config: { port: 0, dataDirectory: '', databaseUrl, hostKey } });
      other = await LiveServer.start({ config: { port: 0, dataDirectory: '', databaseUrl, hostKey } });
    });

    afterAll(async () => {
      await one.close();
      await other.close();
      await cluster.remove();
      expect([...one.faults, ...other.faults]).toEqual([]);
    });

    test('what is asked of one is told by both, sealed answers included', async () => {
      const made = await one.create(smallWorkshop);
      const desk = await one.connect(made.session, made.tokens.facilitator);
      const stage = await other.connect(made.session, made.tokens.stage);
      const joined = await Promise.all(
        ['Ada', 'Ben', 'Cleo', 'Dan'].map(async (name) => await one.join(made.code, name)),
      );
      const phones = await Promise.all(
        joined.map(async ({ token }, place) => await (place % 2 ? one : other).connect(made.session, token)),
      );
      await stage.saw('joined', 4);
      await desk.do({ type: 'open', step: 'readiness' });
      await Promise.all(phones.map(async (phone) => await phone.saw('opened')));
      const acks = await Promise.all(
        phones.map(
          async (phone, place) =>
            await phone.ask({ type: 'answer', step: 'readiness', round: 1, answer: { value: place + 1 } }),
        ),
      );
      expect(acks).toEqual(phones.map(() => ({ ok: true })));
      await stage.until(() => stage.progress?.answered === 4);
      const close = await other.connect(made.session, made.tokens.facilitator);
      await close.do({ type: 'close', step: 'readiness' });
      await desk.saw('closed');
      await desk.do({ type: 'release', step: 'readiness' });
      expect(await stage.saw('released')).toMatchObject([{ tally: { n: 4, counts: [1, 1, 1, 1, 0] } }]);
      const erased = joined[0]?.participant ?? '';
      await desk.do({ type: 'erase', participant: erased });
      await stage.saw('erased');
      const { text } = await other.call('GET', `/api/sessions/${made.session}/events`, {
        token: made.tokens.facilitator,
      });
      expect(text).not.toContain('"name":"Ada"');
    });

    test('both decide at once, and everyone ends with the same history', async () => {
      const made = await one.create(smallWorkshop);
      const desks = [
        await one.connect(made.session, made.tokens.facilitator),
        await other.connect(made.session, made.tokens.facilitator),
      ];
      const notes = await Promise.all(
        desks.flatMap((desk, place) =>
          Array.from(
            { length: 25 },
            async (_, line) => await desk.ask({ type: 'note', text: `Desk ${place}, line ${line}` }),
          ),
        ),
      );
      expect(notes.every((ack) => ack.ok)).toBe(true);
      const [here, there] = await Promise.all(desks.map(async (desk) => await desk.saw('noted', 50)));
      expect(here).toEqual(there);
    });

    test('a process that has not heard of a release takes no answer for saved, and makes no box again', async () => {
      const made = await one.create(smallWorkshop);
      const desk = await one.connect(made.session, made.tokens.facilitator);
      const voters = await Promise.all(
        ['Ada', 'Ben', 'Cleo', 'Dan'].map(async (name) => await one.phone(made, name)),
      );
      await desk.do({ type: 'open', step: 'readiness' });
      const deaf = await unheard();
      const answer = async (
        { joined: { participant } }: (typeof voters)[number],
        value: number,
      ): Promise<unknown> => {
        const id = `${participant} says ${value}`;
        return await deaf.sessions.ask(made.session, {
          id,
          actor: { seat: participant, role: 'participant', participant },
          command: { id, type: 'answer', step: 'readiness', round: 1, answer: { value } },
        });
      };
      for (const voter of voters) expect(await answer(voter, 2)).toEqual({ ok: true });
      await desk.do({ type: 'close', step: 'readiness' });
      await desk.do({ type: 'release', step: 'readiness' });
      for (const voter of voters) expect(await answer(voter, 5)).toMatchObject({ refused: 'round-over' });
      expect((await deaf.storage.box.list()).filter(({ ref }) => ref.session === made.session)).toEqual([]);
      expect(await desk.saw('released')).toMatchObject([{ tally: { n: 4, counts: [0, 4, 0, 0, 0] } }]);
      await deaf.storage.close();
    });

    test('a process refuses nothing that is right by what it has not heard of', async () => {
      const made = await one.create(smallWorkshop);
      const deaf = await unheard();
      const desk = { seat: 'desk', role: 'facilitator', participant: null } as const;
      const ask = async (id: string, command: object): Promise<unknown> =>
        await deaf.sessions.ask(made.session, { id, actor: desk, command: { id, ...command } as Command });
      const open = { type: 'open', step: 'readiness' };
      expect(await ask('before', open)).toMatchObject({ refused: 'nobody-here' });
      for (const name of ['Ada', 'Ben']) await one.join(made.code, name);
      expect(await ask('after', open)).toMatchObject({ ok: true });
      await deaf.sessions.close();
      await deaf.storage.close();
    });

    test('a process that begins leaves the box of a round alone that another is about to open', async () => {
      const made = await one.create(smallWorkshop);
      const begun = await unheard();
      const round = { session: made.session, step: 'readiness', round: 1 };
      await begun.storage.box.open(round, 10);
      await begun.sessions.start();
      expect(await begun.storage.box.list()).toContainEqual({ ref: round, closed: false });
      const desk = await one.connect(made.session, made.tokens.facilitator);
      const voter = await one.phone(made, 'Ada');
      await desk.do({ type: 'open', step: 'readiness' });
      await voter.do({ type: 'answer', step: 'readiness', round: 1, answer: { value: 5 } });
      await begun.sessions.close();
      await begun.storage.close();
    });

    test('a session deleted by one is gone from the other', async () => {
      const made = await one.create(smallWorkshop);
      const desk = await other.connect(made.session, made.tokens.facilitator);
      await one.call('DELETE', `/api/sessions/${made.session}`, { token: one.running.hostKey });
      await desk.until(() => desk.isClosed);
      expect((await other.connect(made.session, made.tokens.facilitator)).refusal).not.toBeNull();
    });

    /** What a process holds that is told nothing by the others. */
    async function unheard() {
      const read = readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: one.directory });
      if ('problem' in read) throw new Error(read.problem);
      const storage = await openStorage({
        config: read.config,
        fatal: (sentence) => void one.faults.push(sentence),
      });
      if ('refused' in storage) throw new Error(storage.sentence);
      return { storage, sessions: sessionsIn(storage, Date.now) };
    }
  },
);
