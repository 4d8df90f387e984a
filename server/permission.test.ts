import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Budgets } from './budgets.ts';
import { LiveServer, smallWorkshop, type Made } from './live-server.ts';
import { routes, type Role, type Route } from './routes.ts';

/** Every route with every kind of token: a new route without a rule for each would fail here. */

// A machine that does much else at once takes its time over real sockets and a real database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let live: LiveServer;
let made: Made;
const tokens: Record<string, string | undefined> = {};

beforeAll(async () => {
  let now = Date.parse('2026-11-24T09:00:00Z');
  // All this comes from one address, and here nobody is guessing.
  const budgets = new Budgets({
    failuresPerMinute: 10_000,
    wrongTokensPerMinute: 10_000,
    failuresPerSecondOfAll: 10_000,
    slowLaneLength: 1,
  });
  live = await LiveServer.start({ clock: () => now, budgets });
  made = await live.create(smallWorkshop);
  const desk = await live.connect(made.session, made.tokens.facilitator);
  const link = async (role: string, more: object = {}): Promise<string> => {
    const { link: made = '' } = await desk.do({ type: 'make-link', role, ...more });
    return made.split('#')[1] ?? '';
  };
  tokens['none'] = undefined;
  tokens['nonsense'] = 'parley_f_nonsense';
  tokens['host'] = live.running.hostKey;
  Object.assign(tokens, made.tokens);
  tokens['participant'] = (await live.join(made.code, 'Ada')).token;
  tokens['scribe'] = await link('scribe');
  tokens['personal link'] = await link('candidate');
  tokens['expired'] = await link('facilitator', { expires: '2026-11-24T10:00:00.000Z' });
  tokens['revoked'] = await link('facilitator');
  const [revoked] = (await desk.saw('link-made', 6)).slice(-1);
  if (revoked?.type === 'link-made') await desk.do({ type: 'revoke-link', link: revoked.link });
  const removed = await live.join(made.code, 'Ben');
  tokens['removed'] = removed.token;
  await desk.do({ type: 'remove-participant', participant: removed.participant });
  tokens['other session'] = (await live.create(smallWorkshop)).tokens.facilitator;
  await desk.do({ type: 'end' });
  now += 2 * 60 * 60 * 1000;
});

afterAll(async () => {
  await live.close();
  expect(live.faults).toEqual([]);
});

const roles: readonly string[] = ['facilitator', 'scribe', 'stage', 'reader', 'participant'] satisfies Role[];

function expected({ who }: Route, kind: string): number[] {
  const fine = [200, 201];
  // Whether what was asked makes sense is another question, which only those may ask who are let in.
  if (who === 'anyone') return [...fine, 404, 422, 400];
  if (who === 'host') return kind === 'host' ? [...fine, 400, 404, 422] : [401];
  // By now its session has ended.
  if (who === 'link') return kind === 'personal link' ? [410] : [401];
  if (roles.includes(kind)) return (who as readonly string[]).includes(kind) ? fine : [403];
  return kind === 'personal link' ? [403] : [401];
}

const kinds = [
  'none',
  'nonsense',
  'host',
  'facilitator',
  'scribe',
  'stage',
  'reader',
  'participant',
  'personal link',
  'expired',
  'revoked',
  'removed',
  'other session',
];

// Deletion comes last, for what comes after it would find nothing.
const inOrder = routes.toSorted(
  (one, other) => Number(one.method === 'delete') - Number(other.method === 'delete'),
);

describe.each(inOrder)('$method $path', (route) => {
  test.each(kinds)('answers a token of the kind “%s” as its row says', async (kind) => {
    const token = tokens[kind];
    const path = route.path.replace(':id', route.who === 'host' ? 's-unknown' : made.session);
    const answer = await live.call(route.method.toUpperCase(), path, {
      ...(token !== undefined && { token }),
      ...(route.body && { body: {} }),
    });
    expect(expected(route, kind), answer.text).toContain(answer.status);
    expect(answer.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('strict-transport-security')).toBeNull();
  });

  test('stands in the published description', async () => {
    const { text } = await live.call('GET', '/api/openapi.json');
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
    expect(paths[route.path.replace(':id', '{id}')]).toHaveProperty(route.method);
  });
});

test('sockets are let in by the same tokens and no others', async () => {
  for (const kind of kinds) {
    const peer = await live.connect(made.session, tokens[kind] ?? '');
    const isIn = peer.refusal === null;
    expect([kind, isIn]).toEqual([kind, roles.includes(kind)]);
    peer.close();
  }
});
