import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postgresPrograms, ScratchCluster } from '../../server/keys/scratch-cluster.ts';
import { until } from './harness/condition.ts';
import { makeSession } from './harness/made-session.ts';
import { ServerProcess } from './harness/server-process.ts';
import { SocketClient } from './harness/socket-client.ts';
import { SocketPhone } from './harness/socket-phone.ts';
import { testWorkshop } from './harness/test-workshop.ts';

// One room whose phones, desk and wall are connected to different processes on one PostgreSQL is still one room.

describe.skipIf(postgresPrograms === null)('three processes on one PostgreSQL', () => {
  let cluster: ScratchCluster;
  let servers: ServerProcess[] = [];
  let clients: SocketClient[] = [];

  beforeEach(async () => {
    cluster = await ScratchCluster.start();
    const environment = {
      DATABASE_URL: `postgresql://parley@localhost/postgres?host=${encodeURIComponent(cluster.directory)}`,
    };
    servers = [];
    clients = [];
    for (let place = 0; place < 3; place += 1) servers.push(await ServerProcess.start({ environment }));
  });

  afterEach(async () => {
    for (const client of clients) client.close();
    for (const server of servers) await server.remove();
    await cluster.remove();
  });

  test('the desk sees everyone who is here, wherever they are connected, and who is silent is not called absent', async () => {
    const made = await makeSession(at(0).url, testWorkshop);
    const desk = new SocketClient({ url: at(0).url, session: made.session, token: made.tokens.facilitator });
    const stage = new SocketClient({ url: at(2).url, session: made.session, token: made.tokens.stage });
    clients.push(await desk.open(), await stage.open());
    const phones: SocketPhone[] = [];
    for (let place = 0; place < 6; place += 1)
      phones.push(await SocketPhone.join(at(place).url, { code: made.code, name: `Voter ${place}` }));
    clients.push(...phones);
    const everyone = phones.map(({ participant }) => participant).toSorted();
    await until('the desk sees all six', () => desk.here.length === 6);
    expect(desk.here.toSorted()).toEqual(everyone);

    await desk.must('open', { step: 'estimate' });
    await until('everyone has the question', () => phones.every((phone) => phone.roundsOf('estimate') === 1));
    for (const phone of phones.slice(0, 3))
      expect(await phone.answer('estimate', 1, { value: 7 })).toMatchObject({ ok: true });
    await until('the wall counts them', () => stage.progress?.answered === 3 && stage.progress.present === 6);
    await desk.must('close', { step: 'estimate' });
    await until('the desk is told', () => desk.events.some(({ type }) => type === 'closed'));
    expect(desk.events.find(({ type }) => type === 'closed')).toMatchObject({
      present: 6,
      answered: 3,
      silent: 3,
      absent: 0,
    });

    await at(1).kill();
    await until('the desk misses those who were connected to it', () => desk.here.length === 4);
  });

  test('who comes late finds the round open; a crash of the database empties its box, and what is cast again counts', async () => {
    const made = await makeSession(at(0).url, testWorkshop);
    const desk = new SocketClient({ url: at(0).url, session: made.session, token: made.tokens.facilitator });
    clients.push(await desk.open());
    const phones: SocketPhone[] = [];
    for (const name of ['Ada', 'Bob', 'Cleo'])
      phones.push(await SocketPhone.join(at(1).url, { code: made.code, name }));
    clients.push(...phones);
    await desk.must('open', { step: 'estimate' });
    await until('everyone has the question', () => phones.every((phone) => phone.roundsOf('estimate') === 1));
    for (const phone of phones)
      expect(await phone.answer('estimate', 1, { value: 7 })).toMatchObject({ ok: true });
    // The first that this process hears of the room.
    const late = await SocketPhone.join(at(2).url, { code: made.code, name: 'Late' });
    clients.push(late);
    await until('all three are counted', () => late.progress?.answered === 3);

    const before = desk.progress?.epoch;
    await cluster.end('immediate');
    await cluster.begin();
    await until(
      'the box is another one',
      () => desk.progress?.epoch !== before && desk.progress?.answered === 0,
    );
    for (const [place, phone] of phones.entries())
      expect(await phone.answer('estimate', 1, { value: place })).toMatchObject({ ok: true });
    await desk.must('close', { step: 'estimate' });
    await desk.must('release', { step: 'estimate' });
    const released = await until('the desk has the release', () =>
      desk.events.find(({ type }) => type === 'released'),
    );
    expect(released).toMatchObject({ groupAnswer: { values: [0, 1, 2] } });
    expect(desk.events.filter(({ type }) => type === 'discarded')).toEqual([]);
  });

  function at(place: number): ServerProcess {
    const server = servers[place % servers.length];
    if (!server) throw new Error('There is no server.');
    return server;
  }
});
