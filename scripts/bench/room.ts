import { randomUUID } from 'node:crypto';
import type { ProgressMessage } from '../../events/wire.ts';
import { BarePhone } from './bare-phone.ts';
import { must, type Made, type Parley } from './parley.ts';
import { Reference } from './program.ts';
import { questions, stepId } from './workshop.ts';

/** A full room: phones that vote, a wall that counts. The server's own, and one that is Socket.IO and nothing else. */
export interface VotingRoom {
  readonly pid: number;
  readonly phones: readonly BarePhone[];
  /** messages both ways so far, of phones, wall and desk */
  messages(): number;
  /** called with the count of answers, each time the wall learns one */
  counted: (answered: number) => void;
  /** a new question */
  open(): Promise<void>;
  close(): Promise<void>;
  /** resolves when the vote is safe */
  vote(phone: number): Promise<void>;
  leave(): void;
}

export class ParleyRoom implements VotingRoom {
  readonly pid: number;
  readonly phones: readonly BarePhone[];
  counted: (answered: number) => void = () => {};
  private readonly desk: BarePhone;
  private readonly wall: BarePhone;
  private opened = 0;
  private readonly counters: number[];

  private constructor(pid: number, people: { phones: BarePhone[]; desk: BarePhone; wall: BarePhone }) {
    this.pid = pid;
    this.phones = people.phones;
    this.desk = people.desk;
    this.wall = people.wall;
    this.counters = people.phones.map(() => 0);
  }

  static async fill(parley: Parley, many: number): Promise<ParleyRoom> {
    const made: Made = await parley.create(questions('sealed', 60));
    const phones = await parley.phones(made, many);
    let heard = (_name: string, _payload: string): void => {};
    const wall = await parley.line({ session: made.session, token: made.tokens.stage }, (name, payload) =>
      heard(name, payload),
    );
    const room = new ParleyRoom(parley.pid, { phones, desk: await parley.desk(made), wall });
    heard = (name, payload) => {
      if (name === 'progress') room.counted((JSON.parse(payload) as ProgressMessage).answered);
    };
    return room;
  }

  messages(): number {
    return [this.desk, this.wall, ...this.phones].reduce(
      (sum, { sent, received }) => sum + sent + received,
      0,
    );
  }

  async open(): Promise<void> {
    this.opened += 1;
    await must(this.desk, { type: 'open', step: this.step });
  }

  async close(): Promise<void> {
    await must(this.desk, { type: 'close', step: this.step });
  }

  async vote(phone: number): Promise<void> {
    await this.send(phone, { type: 'answer', answer: { value: 1 + (phone % 5) } });
  }

  async withdraw(phone: number): Promise<void> {
    await this.send(phone, { type: 'withdraw' });
  }

  leave(): void {
    for (const phone of [this.desk, this.wall, ...this.phones]) phone.close();
  }

  private get step(): string {
    return stepId(this.opened - 1);
  }

  private async send(phone: number, command: object): Promise<void> {
    const line = this.phones[phone];
    if (!line) throw new Error(`There is no phone ${phone}.`);
    const counter = (this.counters[phone] ?? 0) + 1;
    this.counters[phone] = counter;
    await must(line, { step: this.step, round: 1, counter, ...command });
  }
}

export class ReferenceRoom implements VotingRoom {
  readonly pid: number;
  readonly phones: readonly BarePhone[];
  counted: (answered: number) => void = () => {};
  private readonly wall: BarePhone;
  private readonly reference: Reference;
  /** the wall counts all votes there ever were */
  private before = 0;
  private last = 0;

  private constructor(reference: Reference, wall: BarePhone, phones: BarePhone[]) {
    this.reference = reference;
    this.pid = reference.pid;
    this.wall = wall;
    this.phones = phones;
  }

  static async fill(many: number, settings: { store: boolean }): Promise<ReferenceRoom> {
    const { reference, ready } = await Reference.start<{ port: number }>('socket-server', settings);
    const url = `http://127.0.0.1:${ready.port}`;
    let heard = (_payload: string): void => {};
    const wall = await new BarePhone({
      url,
      auth: { wall: true },
      heard: (_, payload) => heard(payload),
    }).open();
    const phones: BarePhone[] = [];
    for (let from = 0; from < many; from += 50) {
      const some = Array.from(
        { length: Math.min(50, many - from) },
        async () => await new BarePhone({ url }).open(),
      );
      phones.push(...(await Promise.all(some)));
    }
    const room = new ReferenceRoom(reference, wall, phones);
    heard = (payload) => {
      room.last = (JSON.parse(payload) as { answered: number }).answered;
      room.counted(room.last - room.before);
    };
    return room;
  }

  messages(): number {
    return [this.wall, ...this.phones].reduce((sum, { sent, received }) => sum + sent + received, 0);
  }

  async open(): Promise<void> {
    this.before = this.last;
  }

  async close(): Promise<void> {
    // The same votes go on being counted.
  }

  async vote(phone: number): Promise<void> {
    const command = {
      id: randomUUID(),
      type: 'answer',
      step: 'question-1',
      round: 1,
      answer: { value: 3 },
      counter: 1,
    };
    await this.phones[phone]?.ask(command);
  }

  leave(): void {
    for (const phone of [this.wall, ...this.phones]) phone.close();
    void this.reference.stop();
  }
}
