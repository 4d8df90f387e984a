import { activityOf } from '../activities/index.ts';
import type { Figure, Table } from '../picture.ts';
import { isDesk, seesField, seesStep, withoutHidden, type Audience } from '../session/audience.ts';
import { roundOf, stepOf, type SessionState, type StepState } from '../session/state.ts';
import { nameOf, roleLabel, roundsTogether, roundView, type RoundView } from './round-view.ts';

/**
 * What came of the session: the document that goes out of the room. Every number stands with the people behind
 * it and the rule that made it; dissent stands in the words it was written in.
 */
export interface OutcomeView {
  session: string;
  title: string;
  subject: string | null;
  workshop: { id: string; title: string; purpose: string };
  rehearsal: boolean;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  roles: { label: string; count: number }[];
  /** names, for those who may read them */
  people: { name: string; role: string }[] | null;
  fields: { id: string; label: string; text: string; beside: readonly string[]; position: number }[];
  sections: OutcomeSection[];
  decisions: { status: string; text: string; who: string | null; why: string; position: number }[];
  taken: { text: string | null; owner: string | null; by: string; position: number }[];
  record: { text: string; position: number }[];
  limits: string[];
  events: number;
}

export interface OutcomeSection {
  step: string;
  title: string;
  prompt: string;
  kind: StepState['step']['kind'];
  mode: StepState['step']['mode'];
  caveats: string[];
  rounds: OutcomeRound[];
  record: { text: string; position: number }[];
}

export interface OutcomeRound extends RoundView {
  /** the group's answer in words, then in a sentence what its rows don't say, its rows, and a drawing where there is one */
  words: string | null;
  /** what the words were when it was shown, before anything was merged, hidden or settled */
  shownWords: string | null;
  finding: string;
  table: Table | null;
  figure: Figure | null;
  /** “7 of 9 present answered, 1 passed, 1 silent” */
  participation: string;
  names: Record<string, string>;
}

export function outcomeView(state: SessionState, audience: Audience): OutcomeView {
  // What only some may see is no part of a document that is handed on, whoever writes it out.
  const shown = state.steps.filter(
    (step) =>
      step.rounds.length > 0 && seesStep(step, state, audience) && seesStep(step, state, { role: 'reader' }),
  );
  const here = [...state.participants.values()].filter((one) => !one.removed);
  return {
    session: state.session,
    title: state.title,
    subject: state.subject,
    workshop: { id: state.workshop.id, title: state.workshop.title, purpose: state.workshop.purpose },
    rehearsal: state.rehearsal,
    createdAt: state.createdAt,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    roles: state.workshop.roles
      .map((role) => ({ label: role.label, count: here.filter((one) => one.role === role.id).length }))
      .filter((role) => role.count > 0),
    people:
      audience.role === 'reader'
        ? null
        : here.map((one) => ({ name: nameOf(one), role: roleLabel(state, one.role) })),
    fields: [...state.fields]
      .filter(([id, field]) => field.text !== '' && seesField(id, state, audience))
      .map(([id, field]) => ({
        id,
        label: fieldLabel(state, id),
        text: field.text,
        beside: field.beside,
        position: field.position,
      })),
    sections: shown.map((step) => section(state, step, audience)),
    decisions: state.decisions.map(({ status, text, who, why, position }) => ({
      status,
      text,
      who: who === null ? null : publicName(state, who, audience),
      why,
      position,
    })),
    taken: state.taken.map(({ text, owner, by, position }) => ({
      text,
      owner: owner === null ? null : publicName(state, owner, audience),
      by,
      position,
    })),
    // What was noted during a step that does not stand here stands at the end.
    record: recordLines(state, (step) => !shown.some((one) => one.step.id === step)),
    limits: limitsOf(state),
    events: state.position,
  };
}

function section(state: SessionState, step: StepState, audience: Audience): OutcomeSection {
  const { id, title, prompt, kind, mode, caveats = [] } = step.step;
  return {
    step: id,
    title,
    prompt,
    kind,
    mode,
    caveats,
    rounds: roundsOf(state, step, audience).map((round) => outcomeRound(state, round, audience)),
    record: recordLines(state, (of) => of === id || (of !== null && of === step.step.repeats)),
  };
}

function recordLines(
  state: SessionState,
  isHere: (step: string | null) => boolean,
): { text: string; position: number }[] {
  return state.notes
    .filter((note) => note.record && isHere(note.step))
    .map(({ text, position }) => ({ text, position }));
}

/** A step that repeats another shows the earlier round first, as the wall did. */
function roundsOf(state: SessionState, step: StepState, audience: Audience): RoundView[] {
  const own = step.rounds.map((round) => roundView(state, step, round, audience));
  const earlier = roundsTogether(state, step, audience).filter((round) => round.step !== step.step.id);
  return [...earlier, ...own];
}

function outcomeRound(state: SessionState, round: RoundView, audience: Audience): OutcomeRound {
  const named = round.result?.answers?.map((one) => one.participant) ?? [];
  const { kind, result, settings } = round;
  const activity = activityOf(kind);
  const nameOfOne = (id: string): string => publicName(state, id, audience);
  return {
    ...round,
    words: result && activity.describe(result.groupAnswer, settings),
    shownWords: result && shownWords(state, round, audience),
    finding: (result && activity.finding?.(result.groupAnswer, settings)) ?? '',
    table: result && activity.table(result.groupAnswer, settings, nameOfOne),
    figure: (result && activity.figure?.(result.groupAnswer, settings)) ?? null,
    participation: participation(round),
    names: Object.fromEntries(named.map((id) => [id, nameOfOne(id)])),
  };
}

function shownWords(
  state: SessionState,
  { step: id, round, kind, settings }: RoundView,
  audience: Audience,
): string | null {
  const step = stepOf(state, id);
  const released = step && roundOf(step, round)?.result;
  if (!released) return null;
  const shown = isDesk(audience) ? released.groupAnswer : withoutHidden(released.groupAnswer, state);
  return activityOf(kind).describe(shown, settings);
}

/** The four states in words, never merged; nothing is said of a state nobody is in. */
export function participation({
  counts,
  discarded,
  phase,
  floor,
}: Pick<RoundView, 'counts' | 'discarded' | 'phase' | 'floor'>): string {
  if (phase === 'open') return 'Still open.';
  if (!counts)
    return discarded === 'ended'
      ? 'Not shown: the session ended first. The answers are erased.'
      : 'Not shown.';
  const states = [
    `${counts.answered} of ${counts.present} present answered`,
    counts.passed > 0 ? `${counts.passed} passed` : '',
    counts.silent > 0 ? `${counts.silent} silent` : '',
    counts.absent > 0 ? `${counts.absent} absent` : '',
  ];
  const who = states.filter((one) => one !== '').join(', ');
  if (phase !== 'discarded') return `${who}.`;
  if (discarded === 'too-few') return `${who}. Not shown: ${floor} answers were needed. They are erased.`;
  return `${who}. Not shown, and erased.`;
}

/** Readers learn roles, never names. */
function publicName(state: SessionState, id: string, audience: Audience): string {
  const participant = state.participants.get(id);
  if (audience.role !== 'reader' || !participant) return nameOf(participant);
  return roleLabel(state, participant.role);
}

export function fieldLabel(state: SessionState, id: string): string {
  const prepared = state.workshop.prepare?.fields.find((field) => field.id === id);
  const step = state.steps.find((one) => one.step.outcome === id);
  return prepared?.label ?? step?.step.title ?? readableId(id);
}

/** A field that no template names has only its id to be called by. */
function readableId(id: string): string {
  const words = id.replaceAll(/[-_]/gu, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function limitsOf(state: SessionState): string[] {
  const small = [...state.participants.values()].filter((one) => !one.removed).length;
  return [
    `${small} ${small === 1 ? 'person' : 'people'} took part; these are their answers, not a measurement.`,
    ...(state.workshop.topic === 'people' ? ['A panel is not the room that decides.'] : []),
    'Not a prediction of the outcome.',
    ...(state.rehearsal ? ['A rehearsal with pretend phones: none of this was said by anyone.'] : []),
  ];
}
