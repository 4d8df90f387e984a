import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Server } from 'socket.io';

/**
 * Socket.IO and nothing else: answers a command, and tells the wall. With `store` it first puts all commands that
 * wait into the database with one insert, and into a file with one sync; without, it answers at once.
 */

const { store } = JSON.parse(process.argv[2] ?? '{}') as { store?: boolean };

const directory = mkdtempSync(join(tmpdir(), 'parley-reference-'));
const database = store === true ? await PGlite.create(join(directory, 'db')) : null;
await database?.exec('create table votes (position bigint primary key, actor text, body text)');
const journal = await open(join(directory, 'journal'), 'a');

interface Vote {
  actor: string;
  body: string;
  ack: (answer: object) => void;
}

let position = 0;
let waiting: Vote[] = [];
let writing = false;

async function write(): Promise<void> {
  if (writing) return;
  writing = true;
  while (waiting.length > 0) {
    const votes = waiting;
    waiting = [];
    const rows = votes.map(({ actor, body }) => ({ position: (position += 1), actor, body }));
    await database?.query(
      'insert into votes select * from jsonb_to_recordset($1::jsonb) as rows (position bigint, actor text, body text)',
      [JSON.stringify(rows)],
    );
    await journal.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await journal.datasync();
    for (const { ack } of votes) ack({ ok: true });
    io.to('wall').emit('progress', { answered: position });
  }
  writing = false;
}

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  pingInterval: 10_000,
});
io.on('connection', (socket) => {
  if (socket.handshake.auth['wall'] === true) void socket.join('wall');
  socket.on('command', (command: unknown, ack: Vote['ack']) => {
    if (store === true) {
      waiting.push({ actor: socket.id, body: JSON.stringify(command), ack });
      void write();
      return;
    }
    ack({ ok: true });
    position += 1;
    io.to('wall').emit('progress', { answered: position });
  });
});
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
process.on('SIGTERM', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
