import { activityOf } from '../activities/index.ts';
import { handsFor, misentered, namedCounts } from '../activities/hands.ts';
import { weighedMax } from '../activities/items.ts';
import type { Item, Settings } from '../activity.ts';
import { fourStates } from '../statistics/movement.ts';
import type { CommandOf } from './command.ts';
import { isSealed } from './decide-answer.ts';
import { releaseEvents } from './decide-release.ts';
import { tell, type Context, type Decision, type Facts } from './context.ts';
import type { FourStates, NewEvent } from './event.ts';
import { isGiven, isPass, mayAnswer } from './fold-round.ts';
import { groupAnswerNow } from './group-answer.ts';
import { limits } from './limits.ts';
import { refuse, type Refused } from './refusal.ts';
import { lastRound, settingsOf, stepOf, type Round, type SessionState, type StepState } from './state.ts';
import { later } from './time.ts';
import { floorOf } from './workshop.ts';

/** Opening, closing and showing a round. */

type RoundCommand = CommandOf<
  'open' | 'close' | 'release' | 'again' | 'admit' | 'extend' | 'enter-count' | 'end'
>;

export function decideRound(state: SessionState, command: RoundCommand, context: Context): Decision {
  switch (command.type) {
    case 'open':
      return open(state, command.step, context);
    case 'again':
      return again(state, command.step, context);
    case 'close':
      return close(state, command.step, context);
    case 'release':
      return release(state, command.step, context);
    case 'admit':
      return admit(state, command.participant, context);
    case 'extend':
      return extend(state, command.seconds, context);
    case 'enter-count':
      return enterCount(state, command, context);
    case 'end':
      return end(state, context);
  }
}

function open(state: SessionState, id: string, context: Context): Decision {
  const step = stepOf(state, id);
  if (!step) return refuse('unknown-step');
  if (step.skipped) return refuse('skipped');
  const last = lastRound(step);
  if (last?.phase === 'open') return refuse('already-open');
  if (last) return refuse('already-opened');
  return opening(state, step, context);
}

function again(state: SessionState, id: string, context: Context): Decision {
  const step = stepOf(state, id);
  if (!step) return refuse('unknown-step');
  if (step.skipped) return refuse('skipped');
  const last = lastRound(step);
  if (!last) return refuse('no-round');
  if (last.phase === 'open') return refuse('already-open');
  if (last.phase === 'closed') return refuse('not-released');
  if (step.rounds.length >= limits.roundsMax) return refuse('rounds-used');
  return opening(state, step, context);
}

function opening(state: SessionState, step: StepState, context: Context): Decision {
  const asked = [...state.participants.values()].filter((one) => mayAnswer(one, step));
  if (asked.length === 0) return refuse('nobody-here');
  const carried = carry(state, step);
  if ('refused' in carried) return carried;
  const roles: Record<string, number> = {};
  for (const one of asked) roles[one.role] = (roles[one.role] ?? 0) + 1;
  const minutes = step.step.minutes;
  const opened = tell(context, 'opened', {
    step: step.step.id,
    round: step.rounds.length + 1,
    mode: step.step.mode,
    floor: floorOf(state.workshop, step.step),
    until: minutes > 0 ? later(context.at, minutes * 60_000) : null,
    electorate: { size: asked.length, members: asked.map((one) => one.id), roles },
    ...carried,
  });
  const goTo = state.current === step.step.id ? [] : [tell(context, 'went-to', { step: step.step.id })];
  return { events: [...goTo, opened] };
}

/** Freezes what an earlier step hands on, with its ids, and the settings that come of it. */
function carry(state: SessionState, step: StepState): { items?: never; settings?: never } | Refused {
  if (step.step.from === undefined) return {};
  const source = stepOf(state, step.step.from);
  const round = source && lastRound(source);
  if (!source || round?.phase !== 'released' || !round.result) return refuse('nothing-to-carry');
  const items: Item[] = activityOf(source.step.kind).offers(
    groupAnswerNow(source, round.result),
    round.settings ?? source.step.settings,
  );
  const settings: Settings | null = activityOf(step.step.kind).accepts(step.step.settings, items);
  if (items.length === 0) return refuse('nothing-to-carry');
  if (!settings) return refuse('too-many-to-carry', `${items.length} now, ${weighedMax} at most`);
  return { items, settings } as unknown as { items?: never; settings?: never };
}

function close(state: SessionState, id: string, context: Context): Decision {
  const step = stepOf(state, id);
  if (!step) return refuse('unknown-step');
  const round = lastRound(step);
  if (!round) return refuse('no-round');
  if (round.phase !== 'open') return refuse('round-over');
  const counts = countsOf(round, context.facts.counts);
  const at = { step: id, round: round.round };
  const events: NewEvent[] = [tell(context, 'closed', { ...at, ...counts })];
  if (isSealed(round) && counts.answered < round.floor)
    events.push(tell(context, 'discarded', { ...at, reason: 'too-few' }));
  return { events };
}

/** Counts of those who were asked; named answers are counted here, sealed ones in the box. */
function countsOf(round: Round, counts: Facts['counts']): FourStates {
  if (!counts) throw new Error('Closing a round needs to know who was there, and nobody said.');
  const { size, members } = round.electorate;
  const named = [...round.answers.values()];
  const passed = isSealed(round) ? counts.passed : named.filter(isPass).length;
  const answered = isSealed(round) ? counts.answered : named.filter(isGiven).length;
  const present = new Set(counts.present);
  const connected = members.filter((member) => present.has(member) || round.answers.has(member)).length;
  return fourStates({ electorate: size, connected, answered, passed });
}

function release(state: SessionState, id: string, context: Context): Decision {
  const ready = releasable(state, id);
  if ('refused' in ready) return ready;
  return { events: ready.rounds.flatMap(({ step, round }) => releaseEvents(state, step, round, context)) };
}

/** The rounds that one release shows: the step's own, and the held one that it repeats. */
function releasable(
  state: SessionState,
  id: string,
): { rounds: { step: StepState; round: Round }[] } | Refused {
  const step = stepOf(state, id);
  if (!step) return refuse('unknown-step');
  const round = lastRound(step);
  if (!round) return refuse('no-round');
  if (round.phase === 'open') return refuse('still-open');
  if (round.phase === 'released') return refuse('already-released');
  if (round.phase === 'discarded') return refuse('discarded');
  if (step.step.hold && !repeatIsOver(state, id)) return refuse('held');
  const repeated = step.step.repeats === undefined ? null : stepOf(state, step.step.repeats);
  const held = repeated && lastRound(repeated);
  const before = repeated && held?.phase === 'closed' ? [{ step: repeated, round: held }] : [];
  return { rounds: [...before, { step, round }] };
}

/** A held round may be shown alone once the step that repeats it is skipped or was given up. */
function repeatIsOver(state: SessionState, id: string): boolean {
  const repeats = state.steps.filter((step) => step.step.repeats === id);
  return repeats.every((step) => step.skipped || lastRound(step)?.phase === 'discarded');
}

function admit(state: SessionState, id: string, context: Context): Decision {
  const participant = state.participants.get(id);
  if (!participant || participant.removed) return refuse('unknown-participant');
  if (state.workshop.topic === 'people') return refuse('people-topic');
  const open = state.steps.flatMap((step) => {
    const round = lastRound(step);
    return round?.phase === 'open' && mayAnswer(participant, step) ? [{ step, round }] : [];
  });
  if (open.length === 0) return refuse('not-open');
  const into = open.filter(({ round }) => !round.electorate.members.includes(id));
  if (into.length === 0) return refuse('already-asked');
  return {
    events: into.map(({ step, round }) =>
      tell(context, 'admitted', { step: step.step.id, round: round.round, participant: id }),
    ),
  };
}

/** The beat that runs: answering wherever a round is open, else the talk about the answer on the wall. */
function extend(state: SessionState, seconds: number, context: Context): Decision {
  const beats = beatsOf(state, context.at);
  if (beats.length === 0) return refuse('not-open');
  return {
    events: beats.map(({ step, until }) => {
      const from = until < context.at ? context.at : until;
      return tell(context, 'extended', { step, until: later(from, seconds * 1000) });
    }),
  };
}

function beatsOf(state: SessionState, at: string): { step: string; until: string }[] {
  const open = state.steps.flatMap((step) => {
    const round = lastRound(step);
    return round?.phase === 'open' ? [{ step: step.step.id, until: round.until ?? at }] : [];
  });
  const current = state.current === null ? null : stepOf(state, state.current);
  const shown = current && lastRound(current);
  if (open.length > 0 || !current || shown?.phase !== 'released') return open;
  return [{ step: current.step.id, until: shown.talkUntil ?? at }];
}

function enterCount(state: SessionState, command: CommandOf<'enter-count'>, context: Context): Decision {
  const step = stepOf(state, command.step);
  if (!step) return refuse('unknown-step');
  const round = lastRound(step);
  if (!round) return refuse('no-round');
  if (round.phase === 'discarded') return refuse('discarded');
  const hands = handsFor(step.step.kind, settingsOf(step, round));
  if (!hands) return refuse('no-hands');
  const counts = namedCounts(command.counts, hands);
  const wrong = counts === null ? `give ${hands.length} counts` : misentered(counts, hands);
  if (wrong !== null) return refuse('invalid-answer', wrong);
  return { events: [tell(context, 'count-entered', { step: command.step, round: round.round, counts })] };
}

/** Ending erases every sealed answer that was not shown; the desk says so before it asks for this. */
function end(state: SessionState, context: Context): Decision {
  const unshown = state.steps.flatMap((step) => {
    const round = lastRound(step);
    const waits = round && (round.phase === 'open' || round.phase === 'closed');
    return waits
      ? [tell(context, 'discarded', { step: step.step.id, round: round.round, reason: 'ended' })]
      : [];
  });
  return { events: [...unshown, tell(context, 'ended', {})] };
}

/** What the server must fetch before this command can be decided; empty when it will be refused anyway. */
export function needs(
  state: SessionState,
  command: { type: string; step?: unknown },
): { counts?: { step: string; round: number }; ballots?: { step: string; round: number }[] } {
  if (typeof command.step !== 'string') return {};
  const step = stepOf(state, command.step);
  const round = step && lastRound(step);
  if (!step || !round) return {};
  if (command.type === 'close' && round.phase === 'open')
    return { counts: { step: step.step.id, round: round.round } };
  if (command.type !== 'release') return {};
  const ready = releasable(state, command.step);
  if ('refused' in ready) return {};
  return {
    ballots: ready.rounds
      .filter((one) => isSealed(one.round))
      .map((one) => ({ step: one.step.step.id, round: one.round.round })),
  };
}
