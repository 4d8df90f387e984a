import type { Command } from '../../../events/session/command.ts';
import type { Actor, Facts } from '../../../events/session/context.ts';
import { decide } from '../../../events/session/decide.ts';
import type { NewEvent, SessionEvent } from '../../../events/session/event.ts';
import { scaleStep, workshopWith } from '../../../events/session/fixtures.ts';
import { evolveIn, fold } from '../../../events/session/fold.ts';
import { Run } from '../../../events/session/run.ts';
import type { SessionState } from '../../../events/session/state.ts';
import { facilitator, person } from '../../../events/session/story.ts';

/** The same lines, parsed and folded to a state, or parsed and counted by type. */

const people = 40;
const rounds = 9;
const changesOfMind = 4;

/** One session as the decider makes it, each command on the state that the one before it left. */
class Telling {
  readonly events: SessionEvent[] = [];
  private state: SessionState | null = null;
  private readonly run = new Run();

  append(events: readonly NewEvent[]): void {
    for (const event of events) {
      const positioned = { ...event, position: this.events.length + 1 } as SessionEvent;
      this.events.push(positioned);
      this.state = evolveIn(this.run, this.state, positioned);
    }
  }

  does(actor: Actor, line: object, facts: Facts = {}): void {
    if (!this.state) throw new Error('A session begins with its first event.');
    const at = new Date(Date.UTC(2026, 0, 1) + this.events.length * 1000).toISOString();
    const newId = (): string => `id${String(this.events.length).padStart(8, '0')}`;
    const decision = decide(this.state, { id: '', ...line } as Command, { at, actor, newId, facts });
    if (!('events' in decision)) throw new Error(`${JSON.stringify(line)} gave ${JSON.stringify(decision)}.`);
    this.append(decision.events);
  }
}

function session(): string[] {
  const steps = Array.from({ length: 6 }, (_, place) => ({
    ...scaleStep,
    id: `question-${place}`,
    mode: 'named' as const,
  }));
  const workshop = workshopWith(steps);
  const telling = new Telling();
  const at = '2026-01-01T00:00:00.000Z';
  telling.append([
    { type: 'session-created', v: 1, at, session: 's-1', title: 'A bench', workshop, floor: 3 },
  ]);
  const participants = Array.from(
    { length: people },
    (_, place) => `p-person${String(place).padStart(4, '0')}`,
  );
  for (const participant of participants) {
    telling.does(person(participant), { type: 'join', participant, role: 'writer', name: participant });
  }
  const counts = { present: participants, answered: 0, passed: 0 };
  for (const { id: step } of steps) {
    for (let round = 1; round <= rounds; round += 1) {
      telling.does(facilitator, round === 1 ? { type: 'open', step } : { type: 'again', step });
      for (let change = 0; change < changesOfMind; change += 1) {
        const answer = { value: 1 + ((change + round) % 5) };
        for (const participant of participants)
          telling.does(person(participant), { type: 'answer', step, round, answer });
      }
      telling.does(facilitator, { type: 'close', step }, { counts });
      telling.does(facilitator, { type: 'release', step });
    }
  }
  return telling.events.map((event) => JSON.stringify(event));
}

const lines = session();

function folded(): number {
  const state = fold(
    null,
    lines.map((line) => JSON.parse(line) as SessionEvent),
  );
  return state?.position ?? 0;
}

function counted(): number {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const { type } = JSON.parse(line) as SessionEvent;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return Object.keys(counts).length;
}

process.on('message', ({ how, events }: { how: 'folded' | 'counted'; events: number }) => {
  const run = how === 'folded' ? folded : counted;
  const began = performance.now();
  for (let done = 0; done < events; done += lines.length) run();
  process.send?.({
    perSecond: (Math.ceil(events / lines.length) * lines.length * 1000) / (performance.now() - began),
  });
});
process.on('SIGTERM', () => process.exit(0));
process.send?.({ lines: lines.length });
