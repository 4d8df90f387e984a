import { WebSocket } from 'ws';

/**
 * A phone as the network sees it: one websocket that speaks just enough of Socket.IO. The real client would cost
 * the load more than the server under it, and then the load would be what is measured.
 */

export interface BarePhoneOptions {
  url: string;
  auth?: object;
  /** every event that is told, as it came */
  heard?: (name: string, payload: string) => void;
}

type Waiter = (answer: string) => void;

export class BarePhone {
  /** messages from the server, answers included */
  received = 0;
  /** messages to the server */
  sent = 0;
  private readonly socket: WebSocket;
  private readonly options: BarePhoneOptions;
  private readonly waiters = new Map<number, Waiter>();
  private opened: (() => void) | null = null;
  private failed: ((error: Error) => void) | null = null;
  private asked = 0;

  constructor(options: BarePhoneOptions) {
    this.options = options;
    const url = `${options.url.replace(/^http/u, 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    this.socket.on('message', (data) => this.take((data as Buffer).toString('utf8')));
    this.socket.on('error', (error) => this.failed?.(error));
    this.socket.on('close', () => this.failed?.(new Error('The line was closed.')));
  }

  /** Let in. */
  async open(): Promise<this> {
    await new Promise<void>((opened, failed) => {
      this.opened = opened;
      this.failed = failed;
    });
    this.failed = null;
    return this;
  }

  /** The answer as it came: the JSON of a list with one thing in it. */
  async ask(payload: object): Promise<string> {
    this.asked += 1;
    const { asked } = this;
    return await new Promise((answered) => {
      this.waiters.set(asked, answered);
      this.sent += 1;
      this.socket.send(`42${asked}["command",${JSON.stringify(payload)}]`);
    });
  }

  close(): void {
    this.socket.terminate();
  }

  private take(packet: string): void {
    if (packet === '2') this.socket.send('3');
    else if (packet.startsWith('0')) this.socket.send(`40${JSON.stringify(this.options.auth ?? {})}`);
    else if (packet.startsWith('40')) this.opened?.();
    else if (packet.startsWith('44')) this.failed?.(new Error(`The server would not have it: ${packet}`));
    else this.takeMessage(packet);
  }

  private takeMessage(packet: string): void {
    this.received += 1;
    const ack = packet.startsWith('43');
    if (ack) {
      const from = packet.indexOf('[');
      const asked = Number(packet.slice(2, from));
      this.waiters.get(asked)?.(packet.slice(from));
      this.waiters.delete(asked);
    } else if (this.options.heard && packet.startsWith('42["')) {
      const to = packet.indexOf('"', 4);
      this.options.heard(packet.slice(4, to), packet.slice(to + 2, -1));
    }
  }
}
