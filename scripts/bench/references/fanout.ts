import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

/** The same few bytes to everyone, ten times a second: one buffer over bare sockets, or Socket.IO and nothing else. */

const { how, bytes, hertz } = JSON.parse(process.argv[2] ?? '{}') as {
  how: 'ws' | 'socket.io';
  bytes: number;
  hertz: number;
};
const text = 'x'.repeat(bytes);
const http = createServer();
let send = (): void => {};

if (how === 'ws') {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const buffer = Buffer.from(`42["events","${text}"]`);
  // So that the same phone can be used: this is all that Socket.IO says on the way in.
  server.on('connection', (socket) => {
    socket.send('0{"pingInterval":100000}');
    socket.once('message', () => socket.send('40{}'));
  });
  send = () => {
    for (const socket of server.clients) socket.send(buffer, { binary: false });
  };
} else {
  const server = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
  });
  send = () => server.emit('events', text);
}

let timer: NodeJS.Timeout | undefined;
process.on('message', ({ sending }: { sending: boolean }) => {
  clearInterval(timer);
  if (sending) timer = setInterval(send, 1000 / hertz);
  process.send?.({ ok: true });
});
process.on('SIGTERM', () => process.exit(0));
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
