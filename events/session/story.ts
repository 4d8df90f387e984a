import type { Actor, Facts } from './context.ts';
import { decide } from './decide.ts';
import type { Command, JoinCommand } from './command.ts';
import type { NewEvent, SessionEvent } from './event.ts';
import { fold } from './fold.ts';
import type { SessionState } from './state.ts';
import { later } from './time.ts';
import type { Workshop } from './workshop.ts';

/** Tells a session as a story, for tests: each line is a command, and time moves a second a line. */

export const facilitator: Actor = { seat: 'desk', role: 'facilitator', participant: null };

export function person(participant: string): Actor {
  return { seat: participant, role: 'participant', participant };
}

type WithoutId<C> = C extends { id: string } ? Omit<C, 'id'> : C;
type Line = WithoutId<Command> | JoinCommand;

export class Story {
  readonly events: SessionEvent[] = [];
  readonly casts: { participant: string; cast: unknown }[] = [];
  #seconds = 0;
  #ids = 0;

  constructor(
    workshop: Workshop,
    {
      rehearsal = false,
      title = 'A test session',
      subject,
    }: { rehearsal?: boolean; title?: string; subject?: string } = {},
  ) {
    this.#append([
      {
        type: 'session-created',
        v: 1,
        at: this.#now(),
        session: 's-test',
        title,
        ...(subject !== undefined && { subject }),
        workshop,
        floor: workshop.floor ?? 3,
        ...(rehearsal && { rehearsal: true as const }),
      },
    ]);
  }

  get state(): SessionState {
    const state = fold(null, this.events);
    if (!state) throw new Error('A story begins with its session.');
    return state;
  }

  /** Lets time pass without anything happening. */
  waits(seconds: number): this {
    this.#seconds += seconds;
    return this;
  }

  /** Appends what the command decides; a refusal or a cast is returned and changes nothing. */
  does(actor: Actor, line: Line, facts: Facts = {}): ReturnType<typeof decide> {
    const command = {
      id: `00000000-0000-4000-8000-${String(this.#ids++).padStart(12, '0')}`,
      ...line,
    } as Command;
    const context = {
      at: this.#now(),
      actor,
      newId: () => `id${String(this.#ids++).padStart(8, '0')}`,
      facts,
    };
    const decision = decide(this.state, command, context);
    if ('events' in decision) this.#append(decision.events);
    if ('cast' in decision) this.casts.push({ participant: actor.participant ?? '', cast: decision.cast });
    return decision;
  }

  desk(line: Line, facts: Facts = {}): ReturnType<typeof decide> {
    return this.does(facilitator, line, facts);
  }

  joins(participant: string, role: string, extra: Partial<JoinCommand> = {}): ReturnType<typeof decide> {
    return this.does(person(participant), {
      type: 'join',
      participant,
      role,
      name: `Name ${participant}`,
      ...extra,
    });
  }

  #now(): string {
    return later('2026-11-24T10:00:00.000Z', 1000 * this.#seconds++);
  }

  #append(events: NewEvent[]): void {
    for (const event of events)
      this.events.push({ ...event, position: this.events.length + 1 } as SessionEvent);
  }
}
