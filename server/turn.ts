import type { Actor, BoxContent, Cast, Context, Facts } from '../events/session/context.ts';
import { decide } from '../events/session/decide.ts';
import type { Command, JoinCommand } from '../events/session/command.ts';
import { isSealed, lateCast } from '../events/session/decide-answer.ts';
import { sealedBytesMax } from '../events/session/decide-release.ts';
import { needs } from '../events/session/decide-round.ts';
import type { NewEvent, SessionEvent } from '../events/session/event.ts';
import { refuse, type Refused } from '../events/session/refusal.ts';
import { evolveIn } from '../events/session/fold.ts';
import { Run } from '../events/session/run.ts';
import { roundOf, settingsOf, stepOf, type SessionState } from '../events/session/state.ts';
import type { BallotBox, CastResult, OpenResult, RoundRef } from './ballots/box.ts';
import { canonical } from './canonical.ts';
import type { Room } from './room.ts';
import { seatsFor, type Issued } from './seats.ts';

/**
 * Decides everything that waits for one session, in order, each on the state that the one before it left. Nothing
 * of it has happened yet when this is done, but for two things that must come first: a box is there before the
 * round that needs it, and a box is shut before its answers are counted.
 */

export interface Asked {
  id: string;
  actor: Actor;
  command: Command | JoinCommand;
}

export type Drafted = Refused | { cast: Promise<CastResult> } | { events: NewEvent[]; issued: Issued };

export interface Draft {
  decided: Drafted[];
  /** the decided events with the positions they will have */
  events: SessionEvent[];
}

export interface Surroundings {
  box: BallotBox;
  /** makes boxes that are missed */
  reopen: () => Promise<OpenResult>;
  at: string;
  newId: () => string;
}

export async function draftTurn(room: Room, asked: readonly Asked[], around: Surroundings): Promise<Draft> {
  const drafting = new Drafting(room, around);
  for (const one of asked) drafting.draft.decided.push(await drafting.decide(one));
  return drafting.draft;
}

class Drafting {
  readonly draft: Draft = { decided: [], events: [] };
  private state: SessionState;
  private readonly run = new Run();
  private readonly room: Room;
  private readonly around: Surroundings;

  constructor(room: Room, around: Surroundings) {
    this.room = room;
    this.around = around;
    this.state = room.state;
  }

  async decide({ id, actor, command }: Asked): Promise<Drafted> {
    if (this.room.newer !== null) return refuse('newer-version');
    const { at, newId } = this.around;
    const context: Context = { at, newId, actor, facts: {} };
    const facts = await this.factsFor(command, context);
    if ('refused' in facts) return facts;
    const decision = decide(this.state, command, { ...context, facts });
    if ('refused' in decision) return this.late({ id, actor, command }, context) ?? decision;
    if ('cast' in decision) return this.cast(id, actor, decision.cast);
    return await this.take(decision.events);
  }

  /** An answer whose acknowledgement was lost before the round closed is asked again: the shut box knows. */
  private late({ id, actor, command }: Asked, context: Context): Drafted | null {
    if (command.type !== 'answer' && command.type !== 'pass' && command.type !== 'withdraw') return null;
    const cast = lateCast(this.state, command, context);
    return cast && this.cast(id, actor, cast);
  }

  /** Shuts and opens boxes only for what will not be refused anyway. */
  private async factsFor(command: Command | JoinCommand, context: Context): Promise<Facts | Refused> {
    const need = needs(this.state, command);
    if (!need.counts && !need.ballots) return {};
    const nothing = {
      counts: { present: [], answered: 0, passed: 0 },
      ballots: (need.ballots ?? []).map((where) => ({ ...where, ballots: [] })),
    };
    const trial = decide(this.state, command, { ...context, facts: nothing });
    if ('refused' in trial) return trial;
    if (need.counts) return { counts: await this.counts(need.counts) };
    return { ballots: await Promise.all((need.ballots ?? []).map((where) => this.ballots(where))) };
  }

  private async counts({
    step,
    round,
  }: {
    step: string;
    round: number;
  }): Promise<NonNullable<Facts['counts']>> {
    const ref = this.ref(step, round);
    const open = roundIn(this.state, step, round);
    const sealed = isSealed(open);
    if (sealed) await this.around.box.close(ref);
    if (sealed) await this.around.box.refresh(ref);
    const present = open.electorate.members.filter(
      (member) =>
        this.room.presence.wasHere(step, round, member) ||
        (sealed && this.around.box.has(ref, member) !== null),
    );
    return { present, ...((sealed ? this.around.box.counts(ref) : null) ?? { answered: 0, passed: 0 }) };
  }

  private async ballots({ step, round }: { step: string; round: number }): Promise<BoxContent> {
    const ref = this.ref(step, round);
    await this.around.box.close(ref);
    const taken = (await this.around.box.take(ref)) ?? [];
    return {
      step,
      round,
      ballots: taken.map(({ content }) => JSON.parse(content) as BoxContent['ballots'][number]),
    };
  }

  private cast(id: string, actor: Actor, cast: Cast): Drafted {
    if (actor.participant === null) return refuse('wrong-role');
    const { step, round, counter, state, ballot } = cast;
    const into = { participant: actor.participant, id, counter, state, content: canonical(ballot) };
    return { cast: this.castInto(this.ref(step, round), into) };
  }

  private async castInto(ref: RoundRef, cast: Parameters<BallotBox['cast']>[1]): Promise<CastResult> {
    const { box, reopen } = this.around;
    const result = await box.cast(ref, cast);
    if (!('refused' in result) || result.refused !== 'no-box') return result;
    const opened = await reopen();
    return 'refused' in opened ? opened : await box.cast(ref, cast);
  }

  /** Moves on to the state after these events, unless a box they need can't be made. */
  private async take(events: NewEvent[]): Promise<Drafted> {
    const positioned = events.map(
      (event, place) => ({ ...event, position: this.state.position + place + 1 }) as SessionEvent,
    );
    let after = this.state;
    for (const event of positioned) {
      after = evolveIn(this.run, after, event) ?? after;
      if (event.type === 'opened' && isSealed(event) && !(await this.openBox(after, event)))
        return refuse('read-only');
    }
    this.state = after;
    this.draft.events.push(...positioned);
    return { events, issued: seatsFor(this.room.session, events, this.room.book) };
  }

  private async openBox(
    after: SessionState,
    { step, round }: { step: string; round: number },
  ): Promise<boolean> {
    const ref = this.ref(step, round);
    const of = stepOf(after, step);
    if (!of) throw new Error(`The step ${step} was opened, but there is none.`);
    const opened = await this.around.box.open(ref, sealedBytesMax(of, settingsOf(of, roundOf(of, round))));
    return 'opened' in opened;
  }

  private ref(step: string, round: number): RoundRef {
    return { session: this.room.session, step, round };
  }
}

function roundIn(state: SessionState, step: string, round: number) {
  const of = stepOf(state, step);
  const found = of && roundOf(of, round);
  if (!found) throw new Error(`Round ${round} of ${step} was to be counted, but there is none.`);
  return found;
}
