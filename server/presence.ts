import type { Round, SessionState } from '../events/session/state.ts';

/**
 * Who is connected, here or to another process, and who was at any time while a round was open. Never stored: after
 * a restart those count who come back, or whose answer proves that they were there.
 */
export class Presence {
  private readonly connections = new Map<string, number>();
  private readonly elsewhere = new Map<string, readonly string[]>();
  private readonly seen = new Map<string, Set<string>>();
  stages = 0;

  get here(): string[] {
    return [...new Set([...this.connections.keys(), ...[...this.elsewhere.values()].flat()])];
  }

  /** Those connected to this very process. */
  get connected(): string[] {
    return [...this.connections.keys()];
  }

  /** Everyone who is connected to another process. */
  hear(process: string, here: readonly string[], state: SessionState): void {
    if (here.length === 0) this.elsewhere.delete(process);
    else this.elsewhere.set(process, here);
    for (const { step, round } of openRounds(state)) {
      const seen = this.seenIn(step, round.round);
      for (const participant of here) seen.add(participant);
    }
  }

  arrive(participant: string, state: SessionState): void {
    this.connections.set(participant, (this.connections.get(participant) ?? 0) + 1);
    for (const { step, round } of openRounds(state)) this.seenIn(step, round.round).add(participant);
  }

  leave(participant: string): void {
    const left = (this.connections.get(participant) ?? 0) - 1;
    if (left > 0) this.connections.set(participant, left);
    else this.connections.delete(participant);
  }

  /** To be called whenever the state has moved on: whoever is here sees a round that has just opened. */
  follow(state: SessionState): void {
    const open = openRounds(state);
    const names = new Set(open.map(({ step, round }) => nameOf(step, round.round)));
    for (const name of this.seen.keys()) if (!names.has(name)) this.seen.delete(name);
    for (const { step, round } of open) {
      if (this.seen.has(nameOf(step, round.round))) continue;
      const seen = this.seenIn(step, round.round);
      for (const participant of this.here) seen.add(participant);
    }
  }

  wasHere(step: string, round: number, participant: string): boolean {
    return this.seen.get(nameOf(step, round))?.has(participant) ?? false;
  }

  private seenIn(step: string, round: number): Set<string> {
    const name = nameOf(step, round);
    const seen = this.seen.get(name) ?? new Set<string>();
    this.seen.set(name, seen);
    return seen;
  }
}

function nameOf(step: string, round: number): string {
  return `${step}#${round}`;
}

export function openRounds(state: SessionState): { step: string; round: Round }[] {
  return state.steps.flatMap((step) =>
    step.rounds.filter((round) => round.phase === 'open').map((round) => ({ step: step.step.id, round })),
  );
}
