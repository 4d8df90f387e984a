import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A websocket by hand, which can send what no library would. */

export interface Opening {
  port: number;
  origin?: string;
  host?: string;
}

export class RawSocket {
  readonly #socket: Socket;
  heard = '';
  isClosed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => (this.heard += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  /** Asks for a websocket; `heard` begins with what the server thinks of it. */
  static async open({ port, origin, host = `127.0.0.1:${port}` }: Opening): Promise<RawSocket> {
    const socket = connect(port, '127.0.0.1');
    const raw = new RawSocket(socket);
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        ...(origin === undefined ? [] : [`Origin: ${origin}`]),
        '\r\n',
      ].join('\r\n'),
    );
    await raw.#answered();
    return raw;
  }

  /** The HTTP status that the server answered the opening with; 101 is a websocket. */
  get status(): number {
    return Number(/^HTTP\/1\.1 (\d{3})/u.exec(this.heard)?.[1] ?? 0);
  }

  send(payload: Buffer, opcode = 1): void {
    this.write(frameOf(payload, opcode));
  }

  write(bytes: Buffer): void {
    if (!this.isClosed) this.#socket.write(bytes);
  }

  stopReading(): void {
    this.#socket.pause();
  }

  /** Until the other side has taken all that was written off the line, or the system keeps it for it. */
  async sent(): Promise<void> {
    while (this.#socket.writableLength > 0 && !this.isClosed)
      await new Promise((resolve) => setImmediate(resolve));
  }

  close(): void {
    this.#socket.destroy();
  }

  async #answered(): Promise<void> {
    while (!this.heard.includes('\r\n\r\n') && !this.isClosed) {
      await new Promise((resolve) => this.#socket.once('data', resolve).once('close', resolve));
    }
  }
}

/** One masked frame, as clients must send them. */
export function frameOf(payload: Buffer, opcode: number): Buffer {
  const mask = randomBytes(4);
  const masked = Buffer.from(payload.map((byte, place) => byte ^ (mask[place % 4] ?? 0)));
  return Buffer.concat([lengthOf(payload.length, opcode), mask, masked]);
}

function lengthOf(length: number, opcode: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (length < 65_536 ? 126 : 127);
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
