import { expect, test } from 'vitest';
import type { NewEvent } from '../events/session/event.ts';
import { upcast } from '../events/session/upcast.ts';
import { commandDigest, isSameCommand } from './command-digest.ts';
import type { StoredEvent } from './log/log.ts';
import { keyIdsIn, sealEvent, unsealEvent } from './sealing.ts';

/** Sealing that shows its key, so that a test can tell what is under which. */
const seal = (keyId: string, plain: string): string => `${keyId}|${Buffer.from(plain).toString('base64')}`;
const unsealWith =
  (gone: readonly string[]) =>
  (keyId: string, sealed: string): string | null => {
    const [under = '', text = ''] = sealed.split('|');
    expect(under).toBe(keyId);
    return gone.includes(keyId) ? null : Buffer.from(text, 'base64').toString();
  };

const base = { v: 1, at: '2026-11-24T09:00:00.000Z', actor: 'p-aaaaaaaa' };
const author = 'p-aaaaaaaa';
const card = { id: 't-card1', text: 'wombat tunnels' };
const signed = { id: `t-${author}-1`, text: 'quokka stamps' };

const events: { event: NewEvent; keyIds: string[] }[] = [
  {
    event: { ...base, type: 'joined', participant: author, role: 'peer', name: 'Ada', number: 1 },
    keyIds: [author],
  },
  { event: { ...base, type: 'renamed', participant: author, name: 'Ada L.' }, keyIds: [author] },
  {
    event: { ...base, type: 'answered', step: 'worth', round: 1, participant: author, answer: { value: 4 } },
    keyIds: [author],
  },
  {
    event: {
      ...base,
      type: 'released',
      step: 'cards',
      round: 1,
      rule: 'texts@1',
      tally: { n: 2, single: true, texts: [card, signed] },
      groupAnswer: { n: 2, texts: [card, signed], themes: [{ id: 'th-1', title: '', texts: [card.id] }] },
    },
    keyIds: [card.id, author],
  },
  {
    event: {
      ...base,
      type: 'opened',
      step: 'tags',
      round: 1,
      mode: 'sealed',
      floor: 3,
      until: null,
      electorate: { size: 1, members: [author] },
      items: [{ id: card.id, label: 'wombat tunnels' }],
      settings: { buckets: [{ id: 'yes', label: 'Yes' }], items: [{ id: card.id, label: 'wombat tunnels' }] },
    },
    keyIds: [card.id],
  },
  {
    event: { ...base, type: 'step-taken', id: signed.id, text: 'quokka stamps', owner: author, by: 'Friday' },
    keyIds: [author],
  },
  {
    event: { ...base, type: 'noted', note: 'n-1', text: 'Said by the facilitator', record: true },
    keyIds: [],
  },
];

function stored(event: NewEvent): StoredEvent {
  return { ...sealEvent(event, seal), position: 7, command: null, salt: '', head: '' };
}

test.each(events)('D4 $event.type is kept under its keys and comes back whole', ({ event, keyIds }) => {
  expect(keyIdsIn(event)).toEqual(keyIds);
  const { body } = stored(event);
  expect(body).not.toMatch(/wombat|quokka|"Ada|"value"/u);
  expect(unsealEvent(stored(event), unsealWith([]))).toEqual({ ...event, position: 7 });
});

test.each(events)(
  'D4 $event.type without its keys still has its shape, and no words',
  ({ event, keyIds }) => {
    const left = unsealEvent(stored(event), unsealWith(keyIds));
    expect(JSON.stringify(left)).not.toMatch(/wombat|quokka|"Ada|"value"/u);
    expect(upcast(left)).toHaveProperty('event');
  },
);

test('a command’s digest says nothing of a name once its key is gone', () => {
  const rename = { type: 'rename', id: 'one', name: 'Ada' };
  const digest = commandDigest(rename, author, seal);
  expect(isSameCommand(rename, digest, unsealWith([]))).toBe(true);
  expect(isSameCommand({ ...rename, name: 'Eve' }, digest, unsealWith([]))).toBe(false);
  expect(isSameCommand({ ...rename, name: 'Eve' }, digest, unsealWith([author]))).toBe(true);
});
