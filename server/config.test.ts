import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('an empty environment gives the defaults', () => {
  expect(readConfig({ PORT: '', HOST_KEY: ' ' })).toMatchObject({
    config: {
      port: 4747,
      host: '0.0.0.0',
      publicUrl: null,
      tls: null,
      trustProxy: false,
      hostKey: null,
      retentionDays: null,
    },
  });
});

test('a public address loses its slash', () => {
  expect(readConfig({ PUBLIC_URL: 'https://parley.example.org/' })).toMatchObject({
    config: { publicUrl: 'https://parley.example.org' },
  });
});

test('what is off may be said to be off', () => {
  expect(readConfig({ RETENTION_DAYS: 'off', TRUST_PROXY: 'off' })).toMatchObject({
    config: { retentionDays: null, trustProxy: false },
  });
});

test('a key that a person chose may be as short as a good password', () => {
  expect(readConfig({ HOST_KEY: 'host-key' })).toMatchObject({ config: { hostKey: 'host-key' } });
});

test.each([
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['PUBLIC_URL', 'talks.example.org'],
  ['PUBLIC_URL', 'ftp://talks.example.org'],
  ['PUBLIC_URL', 'https://talks.example.org/path'],
  ['TRUST_PROXY', 'maybe'],
  ['DATABASE_URL', 'mysql://secret@host/database'],
  ['HOST_KEY', '7-signs'],
  ['HOST_KEY', 'with spaces is not allowed here'],
  ['LOG_LEVEL', 'loud'],
  ['RETENTION_DAYS', '0'],
  ['RETENTION_DAYS', 'two'],
])('a wrong %s is one sentence that names it and not its value', (name, value) => {
  const read = readConfig({ [name]: value });
  if (!('problem' in read)) throw new Error(`${name} was taken although it is wrong.`);
  expect(read.problem).toMatch(new RegExp(`^${name} must be [^\\n]+\\.$`, 'u'));
  if (value.length > 5) expect(read.problem).not.toContain(value);
});

test('a certificate without its key is refused', () => {
  expect(readConfig({ TLS_CERT: 'a.pem' })).toEqual({
    problem: 'TLS_KEY must be set too: a certificate and its key go together.',
  });
});
