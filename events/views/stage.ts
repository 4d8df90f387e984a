import type { Audience } from '../session/audience.ts';
import { seenByOf } from '../session/seen-by.ts';
import { decidersOf, decides } from '../session/deciders.ts';
import { lastRound, stepOf, type SessionState, type StepState } from '../session/state.ts';
import { placeOf, type Place } from './place.ts';
import { answersView, nameOf, roleLabel, roundsTogether, roundView, type RoundView } from './round-view.ts';

/** The wall: what everyone in the room looks at together. The replay draws the same data. */

export interface StageView {
  title: string;
  subject: string | null;
  purpose: string;
  rehearsal: boolean;
  topic: 'people' | 'project';
  place: Place;
  /** there is a role that decides, and nobody holds it: what comes out is advice */
  advisory: boolean;
  paused: boolean;
  /** where the clock stands still, or null */
  pausedAt: string | null;
  /** lines of the record written during this step, so that the room can correct them */
  record: { id: string; text: string }[];
  screen: StageScreen;
}

export type StageScreen =
  | {
      is: 'lobby';
      people: { id: string; name: string; role: string }[];
      roles: { label: string; count: number; max: number | null }[];
    }
  | { is: 'blank' }
  | { is: 'coming'; step: StageStep }
  | { is: 'answering'; step: StageStep; round: RoundView; answers: NamedAnswer[] | null }
  | { is: 'closed'; step: StageStep; round: RoundView; held: boolean }
  | { is: 'too-few'; step: StageStep; round: RoundView }
  | {
      is: 'released';
      step: StageStep;
      rounds: RoundView[];
      talkUntil: string | null;
      names: Record<string, string>;
      /** further pages of what does not fit at once */
      page: number;
    }
  /** `questions` that were asked, however many were planned */
  | { is: 'ended'; questions: number; answered: number };

export interface StageStep {
  id: string;
  kind: StepState['step']['kind'];
  title: string;
  prompt: string;
  note: string | null;
  minutes: number;
  talk: number | null;
  caveats: string[];
  /** labels of the roles that are asked; empty for everyone */
  asked: string[];
  seenBy: 'roles' | 'desk' | 'room';
}

export interface NamedAnswer {
  name: string;
  answer: unknown;
}

export function stageView(state: SessionState, audience: Audience): StageView {
  return {
    title: state.title,
    subject: state.subject,
    purpose: state.workshop.purpose,
    rehearsal: state.rehearsal,
    topic: state.workshop.topic,
    place: placeOf(state, state.current),
    advisory: isAdvisory(state),
    paused: state.pausedAt !== null,
    pausedAt: state.pausedAt,
    record: state.notes
      .filter((note) => note.record && note.step === state.current)
      .map((note) => ({ id: note.id, text: note.text })),
    screen: screenOf(state, audience),
  };
}

/** A badge from the moment the session is under way: nobody here holds the role that decides. */
function isAdvisory(state: SessionState): boolean {
  return decides(state) && state.startedAt !== null && decidersOf(state).length === 0;
}

function screenOf(state: SessionState, audience: Audience): StageScreen {
  if (state.endedAt !== null) return ended(state);
  if (state.blanked) return { is: 'blank' };
  const current = state.current === null ? null : stepOf(state, state.current);
  if (!current) return lobby(state, audience);
  const step = stageStep(state, current);
  const round = lastRound(current);
  if (!round) return { is: 'coming', step };
  const view = roundView(state, current, round, audience);
  switch (view.phase) {
    case 'open':
      return { is: 'answering', step, round: view, answers: liveAnswers(state, current, audience) };
    case 'closed':
      return { is: 'closed', step, round: view, held: current.step.hold ?? false };
    case 'discarded':
      return { is: 'too-few', step, round: view };
    case 'released':
      return released(state, current, audience);
  }
}

function lobby(state: SessionState, audience: Audience): StageScreen {
  const here = [...state.participants.values()].filter((one) => !one.removed);
  return {
    is: 'lobby',
    people:
      audience.role === 'reader'
        ? []
        : here.map((one) => ({ id: one.id, name: nameOf(one), role: roleLabel(state, one.role) })),
    roles: state.workshop.roles.map((role) => ({
      label: role.label,
      count: here.filter((one) => one.role === role.id).length,
      max: role.max ?? null,
    })),
  };
}

function ended(state: SessionState): StageScreen {
  const rounds = state.steps.flatMap((step) => step.rounds);
  return {
    is: 'ended',
    questions: state.steps.filter((step) => step.rounds.length > 0).length,
    answered: rounds.reduce((sum, round) => sum + (round.counts?.answered ?? 0), 0),
  };
}

function stageStep(state: SessionState, { step }: StepState): StageStep {
  return {
    id: step.id,
    kind: step.kind,
    title: step.title,
    prompt: step.prompt,
    note: step.note ?? null,
    minutes: step.minutes,
    talk: step.talk ?? null,
    caveats: step.caveats ?? [],
    asked: (step.who ?? []).map((role) => roleLabel(state, role)),
    seenBy: seenByOf(step),
  };
}

function liveAnswers(state: SessionState, step: StepState, audience: Audience): NamedAnswer[] | null {
  const round = lastRound(step);
  if (!round || step.step.live !== true || audience.role === 'reader') return null;
  const answers = answersView(state, step, round, { role: 'stage' });
  return (
    answers &&
    answers.map((one) => ({ name: nameOf(state.participants.get(one.participant)), answer: one.answer }))
  );
}

function released(state: SessionState, step: StepState, audience: Audience): StageScreen {
  const rounds = roundsTogether(state, step, audience);
  return {
    is: 'released',
    step: stageStep(state, step),
    rounds,
    talkUntil: rounds.at(-1)?.talkUntil ?? null,
    names: namesIn(state, rounds, audience),
    page: state.page,
  };
}

/** Names of those whose answers this release names; readers get their places instead. */
function namesIn(state: SessionState, rounds: RoundView[], audience: Audience): Record<string, string> {
  const named = rounds.flatMap((round) => round.result?.answers ?? []).map((one) => one.participant);
  return Object.fromEntries(
    [...new Set(named)].map((id) => {
      const participant = state.participants.get(id);
      const known = audience.role === 'reader' && participant ? { ...participant, name: null } : participant;
      return [id, nameOf(known)];
    }),
  );
}
