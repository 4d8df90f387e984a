import { seesStep, type Audience } from '../session/audience.ts';
import { rolesShown, seenByOf } from '../session/seen-by.ts';
import { groupAnswerNow } from '../session/group-answer.ts';
import {
  lastRound,
  mergerOf,
  roundBefore,
  stepOf,
  type Round,
  type SessionState,
  type StepState,
} from '../session/state.ts';
import { decidingView, type DecidingView } from './deciding.ts';
import { placeOf, type Place } from './place.ts';
import { nameOf, roleLabel, roundsTogether, roundView, type RoundView } from './round-view.ts';

/** What one phone shows: exactly one thing at a time. */

export interface PhoneView {
  title: string;
  purpose: string;
  rehearsal: boolean;
  me: { id: string; name: string; role: string; roleLabel: string; observer: boolean };
  place: Place;
  paused: boolean;
  screen: PhoneScreen;
}

export interface PhoneQuestion {
  step: string;
  title: string;
  prompt: string;
  note: string | null;
  round: RoundView;
  /** the earlier round whose answer this phone encloses, so that the room learns how many moved */
  before: { step: string; round: number } | null;
  seenBy: SeenBy;
  topic: 'people' | 'project';
}

/** Who sees what a step brings. */
export interface SeenBy {
  mode: 'roles' | 'desk' | 'room';
  /** names of the roles that see it, where not everyone does */
  roles: string[];
  /** this person's own role, which is then not among them, where it sees it and one person alone holds it */
  you: string | null;
}

export type PhoneScreen =
  | { is: 'lobby' }
  | { is: 'question'; question: PhoneQuestion }
  | {
      is: 'waiting';
      why: 'next' | 'late' | 'others' | 'closed' | 'held';
      title: string;
      round: RoundView | null;
    }
  /** closed, and nothing of it comes to this phone, whether or not it was shown to those who see it */
  | { is: 'waiting'; why: 'private'; title: string; round: RoundView; seenBy: SeenBy }
  | { is: 'too-few'; title: string; round: RoundView }
  | {
      is: 'result';
      title: string;
      prompt: string;
      caveats: string[];
      rounds: RoundView[];
      /** whether this person could have answered the last of them */
      wasAsked: boolean;
      /** whose named answers these are, while the room is small enough to know itself */
      names: Readonly<Record<string, string>>;
      merging: MergingView | null;
      /** for whoever decides, where the decision is due */
      deciding: DecidingView | null;
    }
  | { is: 'removed' }
  | { is: 'ended'; shared: boolean };

type AsParticipant = Extract<Audience, { role: 'participant' }>;

/** Cards that this person's role may group, on their own phone. */
export interface MergingView {
  step: string;
  texts: { id: string; text: string | null }[];
  themes: { id: string; title: string; texts: string[] }[];
}

export function phoneView(state: SessionState, participant: string): PhoneView | null {
  const me = state.participants.get(participant);
  if (!me) return null;
  const asked = openRoundFor(state, participant);
  const shown = asked?.step.step.id ?? state.current;
  return {
    title: state.title,
    purpose: state.workshop.purpose,
    rehearsal: state.rehearsal,
    me: {
      id: me.id,
      name: nameOf(me),
      role: me.role,
      roleLabel: roleLabel(state, me.role),
      observer: me.observer,
    },
    place: placeOf(state, state.endedAt === null ? shown : null),
    paused: state.pausedAt !== null,
    screen: screenOf(state, participant, asked),
  };
}

/** The question this person is asked now: the one opened last, if several are open for different roles. */
function openRoundFor(state: SessionState, participant: string): { step: StepState; round: Round } | null {
  const open = state.steps.flatMap((step) => {
    const round = lastRound(step);
    return round?.phase === 'open' && round.electorate.members.includes(participant) ? [{ step, round }] : [];
  });
  return open.toSorted((one, other) => (one.round.openedAt < other.round.openedAt ? -1 : 1)).at(-1) ?? null;
}

function screenOf(
  state: SessionState,
  participant: string,
  asked: { step: StepState; round: Round } | null,
): PhoneScreen {
  if (state.participants.get(participant)?.removed) return { is: 'removed' };
  if (state.endedAt !== null) return { is: 'ended', shared: state.shared };
  const audience: AsParticipant = { role: 'participant', participant };
  if (asked) return { is: 'question', question: question(state, asked, audience) };
  const step = state.current === null ? null : stepOf(state, state.current);
  if (!step) return { is: 'lobby' };
  const round = lastRound(step);
  const { title } = step.step;
  if (!round) {
    const kept = shownAlone(state, step, audience);
    return kept ? result(state, kept, audience) : { is: 'waiting', why: 'next', title, round: null };
  }
  const view = roundView(state, step, round, audience);
  if (view.phase === 'released') return result(state, step, audience);
  const isLate = isAskedByRole(state, step, participant) && !round.electorate.members.includes(participant);
  if (view.phase === 'discarded' && !isLate) return { is: 'too-few', title, round: view };
  if (view.phase === 'discarded' || view.phase === 'open')
    return { is: 'waiting', why: isLate ? 'late' : 'others', title, round: view };
  if (step.step.hold) return { is: 'waiting', why: 'held', title, round: view };
  const seenBy = seenByFor(state, step, participant);
  return seenBy.mode === 'room'
    ? { is: 'waiting', why: 'closed', title, round: view }
    : { is: 'waiting', why: 'private', title, round: view, seenBy };
}

/**
 * What is shown to a few alone is not told to the desk, which goes on at once: so it stays with those few until the
 * next question opens.
 */
function shownAlone(state: SessionState, next: StepState, audience: AsParticipant): StepState | null {
  const steps = state.steps.filter((one) => !one.skipped);
  const before = steps[steps.indexOf(next) - 1];
  const round = before && lastRound(before);
  if (!before || round?.phase !== 'released' || seesStep(before, state, { role: 'facilitator' })) return null;
  return seesStep(before, state, audience) ? before : null;
}

function isAskedByRole(state: SessionState, step: StepState, participant: string): boolean {
  const me = state.participants.get(participant);
  if (!me || me.observer) return false;
  return step.step.who === undefined || step.step.who.includes(me.role);
}

function seenByFor(state: SessionState, { step }: StepState, participant: string): SeenBy {
  const seeing = rolesShown(step) ?? [];
  const own = state.workshop.roles.find(
    ({ id, max }) => max === 1 && id === state.participants.get(participant)?.role && seeing.includes(id),
  );
  return {
    mode: seenByOf(step),
    roles: seeing.filter((role) => role !== own?.id).map((role) => roleLabel(state, role)),
    you: own?.label ?? null,
  };
}

function question(
  state: SessionState,
  { step, round }: { step: StepState; round: Round },
  audience: AsParticipant,
): PhoneQuestion {
  // An answer about other things says nothing about these, and need not fit beside it.
  const before = step.step.from === undefined ? roundBefore(state, step, round.round) : null;
  return {
    step: step.step.id,
    title: step.step.title,
    prompt: step.step.prompt,
    note: step.step.note ?? null,
    round: roundView(state, step, round, audience),
    before: before && { step: before.step.step.id, round: before.round.round },
    seenBy: seenByFor(state, step, audience.participant),
    topic: state.workshop.topic,
  };
}

function result(state: SessionState, step: StepState, audience: AsParticipant): PhoneScreen {
  const { title, prompt, caveats = [] } = step.step;
  return {
    is: 'result',
    title,
    prompt,
    caveats,
    rounds: roundsTogether(state, step, audience),
    wasAsked: lastRound(step)?.electorate.members.includes(audience.participant) ?? false,
    names: lastRound(step)?.result?.names ?? {},
    merging: merging(state, step, audience),
    deciding: decidingView(state, step, audience.participant),
  };
}

function merging(state: SessionState, step: StepState, audience: AsParticipant): MergingView | null {
  const role = state.participants.get(audience.participant)?.role;
  const mergedBy = mergerOf(step);
  const released = lastRound(step)?.result;
  if (mergedBy === null || mergedBy !== role || !released || !seesStep(step, state, audience)) return null;
  const now = groupAnswerNow(step, released);
  if (!('texts' in now)) return null;
  return { step: step.step.id, texts: now.texts, themes: now.themes };
}
