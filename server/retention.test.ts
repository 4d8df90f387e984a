import { expect, test, vi } from 'vitest';
import { LiveServer, smallWorkshop } from './live-server.ts';
import { deleteOlder } from './retention.ts';

vi.setConfig({ testTimeout: 60_000 });

test('sessions that ended long ago are deleted, and no others', async () => {
  let now = Date.parse('2026-11-01T09:00:00Z');
  const live = await LiveServer.start({ clock: () => now });
  const made = [];
  for (const title of ['Long over', 'Just over', 'Still going'])
    made.push(await live.create(smallWorkshop, { title }));
  const [old, recent] = made;
  if (!old || !recent) throw new Error('Three sessions were to be made.');
  await (await live.connect(old.session, old.tokens.facilitator)).do({ type: 'end' });
  now += 20 * 24 * 60 * 60 * 1000;
  await (await live.connect(recent.session, recent.tokens.facilitator)).do({ type: 'end' });
  await deleteOlder(live.running.sessions, new Date(now - 10 * 24 * 60 * 60 * 1000).toISOString());
  const { text } = await live.call('GET', '/api/sessions', { token: live.running.hostKey });
  const left = (JSON.parse(text) as { title: string }[]).map(({ title }) => title);
  expect(left.toSorted()).toEqual(['Just over', 'Still going']);
  await live.close();
  expect(live.faults).toEqual([]);
});
