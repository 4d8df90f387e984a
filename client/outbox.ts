import type { Command, CommandType } from '../events/session/command.ts';
import type { Store } from './storage.ts';

/**
 * Commands that wait for their acknowledgement, in storage, so that a refresh, a dead battery or a lost network
 * costs nothing. A command is resent with the same id and the same words until the server has said what came of it.
 *
 * Of several changes of mind only the newest waits. One that was already sent stays in front of it: it may have
 * reached the server, and asking again under its id is the only way to know that it will not arrive later.
 */

export interface Waiting {
  command: Command;
  sent: boolean;
}

const waitsOffline: readonly string[] = [
  'answer',
  'pass',
  'withdraw',
  'rename',
  'ask-pause',
] satisfies CommandType[];

/** Whether a participant's command may wait for the network; anything else is asked now or not at all. */
export function mayWait(type: CommandType): boolean {
  return waitsOffline.includes(type);
}

export class Outbox {
  readonly #store: Store;
  readonly #key: string;

  constructor(store: Store, key: string) {
    this.#store = store;
    this.#key = key;
  }

  waiting(): Waiting[] {
    const kept = this.#store.get(this.#key);
    return Array.isArray(kept) ? (kept as Waiting[]) : [];
  }

  next(): Command | null {
    return this.waiting()[0]?.command ?? null;
  }

  /** Puts a command last; gives the ids of those it takes the place of. */
  add(command: Command): string[] {
    const all = this.waiting();
    const replaced = all.filter((one) => !one.sent && slotOf(one.command) === slotOf(command));
    this.#keep([...all.filter((one) => !replaced.includes(one)), { command, sent: false }]);
    return replaced.map((one) => one.command.id);
  }

  markSent(id: string): void {
    this.#keep(this.waiting().map((one) => (one.command.id === id ? { ...one, sent: true } : one)));
  }

  settle(id: string): void {
    this.#keep(this.waiting().filter((one) => one.command.id !== id));
  }

  /** The newest command about this round that is still on its way. */
  about(step: string, round: number): Command | null {
    const slot = `${step}/${round}`;
    return this.waiting().findLast((one) => slotOf(one.command) === slot)?.command ?? null;
  }

  #keep(all: Waiting[]): void {
    if (all.length === 0) this.#store.remove(this.#key);
    else this.#store.set(this.#key, all);
  }
}

/** Commands of one slot take each other's place. */
function slotOf(command: Command): string {
  if (command.type === 'answer' || command.type === 'pass' || command.type === 'withdraw') {
    return `${command.step}/${command.round}`;
  }
  return command.type;
}
