import { isDesk, seesStep, type Audience } from '../session/audience.ts';
import { decidersOf, decides } from '../session/deciders.ts';
import { mayAnswer } from '../session/fold-round.ts';
import { lastRound, stepOf, type Participant, type SessionState, type StepState } from '../session/state.ts';
import { floorOf, type PrepareField } from '../session/workshop.ts';
import { askedNow, deskStep, type DeskStep } from './desk-step.ts';
import { phasesOf, placeOf, type Place } from './place.ts';
import { proposals, type Proposal } from './proposals.ts';
import { nameOf, roleLabel } from './round-view.ts';
import { stageView, type StageView } from './stage.ts';
import { writtenWords, type WrittenWords } from './written-words.ts';

/** The facilitator's desk: what is on the wall, what comes next, what to say, what to press. */

export interface DeskView {
  title: string;
  subject: string | null;
  rehearsal: boolean;
  place: Place;
  started: boolean;
  ended: boolean;
  shared: boolean;
  locked: boolean;
  blanked: boolean;
  paused: boolean;
  /** what the wall shows, in two or three words */
  onTheWall: string;
  stage: StageView;
  current: DeskStep | null;
  next: { id: string; title: string } | null;
  previous: string | null;
  /** the one thing to do now; the desk's large button and the right arrow */
  forward: Forward;
  agenda: AgendaLine[];
  minutesPlanned: number;
  startedAt: string | null;
  /** planned minutes of everything before the current step, and of it and all that follows */
  plannedBefore: number;
  plannedLeft: number;
  room: RoomLine[];
  roles: { id: string; label: string; count: number; max: number | null }[];
  floors: FloorWarning[];
  pauseAsked: string[];
  notes: { id: string; step: string | null; text: string; record: boolean; at: string }[];
  prepare: { field: PrepareField; text: string; position: number; beside: readonly string[] }[];
  decisions: SessionState['decisions'];
  /** who decides here; null where this workshop has nobody decide */
  deciders: string[] | null;
  /** what speaks against the outcome, and where it was last written */
  dissent: { text: string; position: number };
  /** where the session may turn */
  proposals: Proposal[];
  /** everything that people wrote and this desk may read, as far as it can be erased */
  written: WrittenWords[];
  taken: { id: string; text: string | null; owner: string | null; by: string }[];
  links: SessionState['links'];
  undoable: number | null;
  /** sealed answers that ending now would erase */
  unshown: string[];
  topic: 'people' | 'project';
}

export type Forward =
  | { do: 'go-to'; step: string; label: string }
  | { do: 'open'; step: string; label: string }
  | { do: 'close'; step: string; label: string }
  /** the wall was blank while somebody looked through the cards */
  | { do: 'show'; step: string; label: string }
  /** `onward`: where to go at once, because this desk will not learn that it was shown */
  | { do: 'release'; step: string; label: string; onward: string | null }
  | { do: 'end'; label: string }
  | { do: 'read'; label: string };

export interface AgendaLine {
  id: string;
  title: string;
  phase: string | null;
  /** answering and talking together */
  minutes: number;
  state: 'done' | 'now' | 'open' | 'held' | 'ahead' | 'skipped' | 'erased';
  answered: number | null;
  begun: boolean;
  /** the step itself, for whoever edits it */
  step: StepState['step'];
}

export interface RoomLine {
  id: string;
  name: string;
  role: string;
  roleLabel: string;
  observer: boolean;
  pretend: boolean;
  removed: boolean;
  erased: boolean;
  /** came too late for a question that is open now, and may be let in */
  mayAdmit: boolean;
}

/** “Step 5 needs 5 writers; the room has 4.” */
export interface FloorWarning {
  step: string;
  title: string;
  floor: number;
  asked: number;
}

export function deskView(state: SessionState, audience: Audience): DeskView | null {
  if (!isDesk(audience)) return null;
  const current = state.current === null ? null : stepOf(state, state.current);
  const at = state.steps.findIndex((step) => step.step.id === state.current);
  const next = state.steps.slice(at + 1).find((step) => !step.skipped) ?? null;
  const previous = state.steps.slice(0, Math.max(0, at)).findLast((step) => !step.skipped);
  const stage = stageView(state, { role: 'stage' });
  return {
    title: state.title,
    subject: state.subject,
    rehearsal: state.rehearsal,
    place: placeOf(state, state.current),
    started: state.startedAt !== null,
    ended: state.endedAt !== null,
    shared: state.shared,
    locked: state.locked,
    blanked: state.blanked,
    paused: state.pausedAt !== null,
    onTheWall: wallWords[stage.screen.is],
    stage,
    current: current && deskStep(state, current, audience),
    next: next && { id: next.step.id, title: next.step.title },
    previous: previous?.step.id ?? null,
    forward: forward(state, { current, next, audience }),
    agenda: state.steps.map((step) => agendaLine(state, step, audience)),
    startedAt: state.startedAt,
    minutesPlanned: minutesOf(state.steps),
    plannedBefore: minutesOf(state.steps.slice(0, Math.max(0, at))),
    plannedLeft: minutesOf(state.steps.slice(Math.max(0, at))),
    room: roomLines(state),
    roles: roleLines(state),
    floors: floorWarnings(state),
    pauseAsked: state.pauseAsked.map((id) => nameOf(state.participants.get(id))),
    notes: state.notes.map(({ id, step, text, record, at: writtenAt }) => ({
      id,
      step,
      text,
      record,
      at: writtenAt,
    })),
    prepare: (state.workshop.prepare?.fields ?? []).map((field) => ({
      field,
      text: state.fields.get(field.id)?.text ?? '',
      position: state.fields.get(field.id)?.position ?? 0,
      beside: state.fields.get(field.id)?.beside ?? [],
    })),
    decisions: state.decisions,
    deciders: decides(state) ? decidersOf(state).map(nameOf) : null,
    dissent: {
      text: state.fields.get('dissent')?.text ?? '',
      position: state.fields.get('dissent')?.position ?? 0,
    },
    proposals: proposals(state, audience),
    written: writtenWords(state, audience),
    taken: state.taken.map(({ id, text, owner, by }) => ({
      id,
      text,
      owner: owner === null ? null : nameOf(state.participants.get(owner)),
      by,
    })),
    links: state.links,
    undoable: [...state.undoable.keys()].at(-1) ?? null,
    unshown: state.steps.filter((step) => isUnshown(step, state, audience)).map((step) => step.step.title),
    topic: state.workshop.topic,
  };
}

const wallWords: Record<StageView['screen']['is'], string> = {
  lobby: 'lobby',
  blank: 'blank',
  coming: 'title',
  answering: 'question',
  closed: 'closed, nothing shown',
  'too-few': 'too few answers',
  released: 'results',
  ended: 'end',
};

/** The next thing a facilitator does, whatever the step: go there, open, close, show, go on. */
interface Standing {
  current: StepState | null;
  next: StepState | null;
  audience: Audience;
}

function forward(state: SessionState, { current, next, audience }: Standing): Forward {
  if (state.endedAt !== null) return { do: 'read', label: 'Open the outcome' };
  const onward: Forward = next
    ? {
        do: 'go-to',
        step: next.step.id,
        label: current ? `Next: ${next.step.title}` : `Begin: ${next.step.title}`,
      }
    : { do: 'end', label: 'End the session' };
  if (!current || current.skipped) return onward;
  const step = current.step.id;
  const round = lastRound(current);
  if (!round) return { do: 'open', step, label: 'Open the question' };
  if (round.phase === 'open') return { do: 'close', step, label: 'Close answering' };
  if (round.phase === 'discarded' || current.step.hold) return onward;
  // Whether an answer that this desk may not see was shown, it is not told either: showing it again changes nothing.
  if (!seesStep(current, state, audience)) {
    return { do: 'release', step, label: 'Show it to those it is for', onward: next?.step.id ?? null };
  }
  const looksFirst = current.step.review === true;
  if (round.phase === 'released') {
    return looksFirst && state.blanked ? { do: 'show', step, label: 'Show the cards' } : onward;
  }
  return {
    do: 'release',
    step,
    label: looksFirst ? 'Look through the cards' : 'Show the answer',
    onward: null,
  };
}

function agendaLine(state: SessionState, step: StepState, audience: Audience): AgendaLine {
  const round = lastRound(step);
  return {
    id: step.step.id,
    title: step.step.title,
    phase: step.step.phase ?? null,
    minutes: step.step.minutes + (step.step.talk ?? 0),
    state: agendaState(state, step, audience),
    answered: round?.counts?.answered ?? null,
    begun: step.rounds.length > 0,
    step: step.step,
  };
}

function agendaState(state: SessionState, step: StepState, audience: Audience): AgendaLine['state'] {
  if (step.skipped) return 'skipped';
  const round = lastRound(step);
  if (round?.phase === 'open') return 'open';
  if (step.step.id === state.current && state.endedAt === null) return 'now';
  switch (round?.phase) {
    case undefined:
      return 'ahead';
    case 'closed':
      // Whether an answer that is not for this desk was shown, it is not told.
      return seesStep(step, state, audience) ? 'held' : 'done';
    case 'released':
      return 'done';
    case 'discarded':
      // Asked once more in vain: what was shown before stands.
      return step.rounds.some(({ phase }) => phase === 'released') ? 'done' : 'erased';
  }
}

function minutesOf(steps: readonly StepState[]): number {
  return steps
    .filter((step) => !step.skipped)
    .reduce((sum, { step }) => sum + step.minutes + (step.talk ?? 0), 0);
}

function roomLines(state: SessionState): RoomLine[] {
  return [...state.participants.values()].map((one) => ({
    id: one.id,
    name: nameOf(one),
    role: one.role,
    roleLabel: roleLabel(state, one.role),
    observer: one.observer,
    pretend: one.pretend,
    removed: one.removed,
    erased: one.erased,
    mayAdmit: mayAdmit(state, one),
  }));
}

/** On a question about people late joiners wait for the next one, so nobody is let in. */
function mayAdmit(state: SessionState, participant: Participant): boolean {
  if (state.workshop.topic === 'people') return false;
  return state.steps.some((step) => {
    const round = lastRound(step);
    return (
      round?.phase === 'open' &&
      mayAnswer(participant, step) &&
      !round.electorate.members.includes(participant.id)
    );
  });
}

function roleLines(state: SessionState): DeskView['roles'] {
  return state.workshop.roles.map((role) => ({
    id: role.id,
    label: role.label,
    count: [...state.participants.values()].filter((one) => one.role === role.id && !one.removed).length,
    max: role.max ?? null,
  }));
}

function isSealedMode(step: StepState): boolean {
  return step.step.mode === 'sealed';
}

/** Every step still to come whose floor the room could not reach as it is now. */
function floorWarnings(state: SessionState): FloorWarning[] {
  return phasesOf(state)
    .flatMap((phase) => phase.steps)
    .filter((step) => isSealedMode(step) && step.rounds.length === 0)
    .map((step) => ({
      step: step.step.id,
      title: step.step.title,
      floor: floorOf(state.workshop, step.step),
      asked: askedNow(state, step),
    }))
    .filter((warning) => warning.asked < warning.floor);
}

/** What is shown to others alone stays closed for a desk that may not see it, and is not called unshown here. */
function isUnshown(step: StepState, state: SessionState, audience: Audience): boolean {
  const phase = lastRound(step)?.phase;
  return phase === 'open' || (phase === 'closed' && seesStep(step, state, audience));
}
