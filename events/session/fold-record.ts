import type { Theme } from '../activity.ts';
import type { EventOf } from './event.ts';
import { undoable } from './fold-agenda.ts';
import { withWords } from './fold-round.ts';
import type { Run } from './run.ts';
import { withStep, type SessionState, type StepState } from './state.ts';

/** What the room makes of its answers: themes, notes, fields of the outcome, decisions, next steps. */

export type RecordEvent = EventOf<
  | 'themed'
  | 'split'
  | 'retitled'
  | 'text-hidden'
  | 'written'
  | 'noted'
  | 'objection-settled'
  | 'decided'
  | 'step-taken'
>;

export function foldRecord(run: Run, state: SessionState, event: RecordEvent): SessionState {
  switch (event.type) {
    case 'themed':
      return changeThemes(state, event, (themes) => themed(themes, event));
    case 'split':
      return changeThemes(state, event, (themes) => themes.filter((theme) => theme.id !== event.theme));
    case 'retitled':
      return changeThemes(state, event, (themes) =>
        themes.map((theme) => (theme.id === event.theme ? { ...theme, title: event.title } : theme)),
      );
    case 'text-hidden':
      return hide(state, event);
    case 'written':
      return written(run, state, event);
    case 'noted':
      return {
        ...state,
        notes: [
          ...state.notes,
          {
            id: event.note,
            step: event.step ?? null,
            text: event.text,
            record: event.record,
            at: event.at,
            position: event.position,
          },
        ],
      };
    case 'objection-settled':
      return withStep(state, event.step, (step) => ({
        ...step,
        objections: { ...step.objections, [event.text]: { state: event.state, how: event.how ?? null } },
      }));
    case 'decided':
      return {
        ...state,
        decisions: [
          ...state.decisions,
          {
            status: event.status,
            text: event.text,
            who: event.who,
            why: event.why,
            at: event.at,
            position: event.position,
          },
        ],
      };
    case 'step-taken':
      return {
        ...state,
        taken: [
          ...state.taken,
          { id: event.id, text: event.text, owner: event.owner, by: event.by, position: event.position },
        ],
      };
  }
}

function hide(state: SessionState, event: EventOf<'text-hidden'>): SessionState {
  const { text, reason } = event;
  return undoable(
    withStep(state, event.step, (step) => ({ ...step, hidden: [...step.hidden, { text, reason }] })),
    event,
    (later, undone) =>
      withStep(later, event.step, (step) => ({
        ...step,
        rounds: step.rounds.map((round) => withWords(round, undone.words)),
        hidden: step.hidden.filter((one) => one.text !== text),
        unhidden: new Map(step.unhidden).set(undone.position, text),
      })),
  );
}

function changeThemes(
  state: SessionState,
  event: { step: string; position: number },
  change: (themes: readonly Theme[]) => readonly Theme[],
): SessionState {
  const before = state.steps.find((step) => step.step.id === event.step)?.themes ?? [];
  return undoable(
    withStep(state, event.step, (step) => ({ ...step, themes: change(step.themes) })),
    event,
    (later) => withStep(later, event.step, (step) => ({ ...step, themes: before })),
  );
}

/** A text stands in one theme at most; a theme that loses its last text is gone. */
function themed(themes: readonly Theme[], event: EventOf<'themed'>): readonly Theme[] {
  const kept = themes
    .filter((theme) => theme.id !== event.theme)
    .map((theme) => ({ ...theme, texts: theme.texts.filter((text) => !event.texts.includes(text)) }))
    .filter((theme) => theme.texts.length > 0);
  return [...kept, { id: event.theme, title: event.title, texts: event.texts }];
}

function written(run: Run, state: SessionState, event: EventOf<'written'>): SessionState {
  const before = state.fields.get(event.field);
  const fields = run.own(state.fields);
  const beside = event.beside === undefined ? [] : [event.beside];
  fields.set(event.field, { text: event.text, position: event.position, at: event.at, beside });
  return undoable(
    { ...state, fields },
    { position: event.position, step: `field ${event.field}` },
    (later) => {
      const restored = new Map(later.fields);
      if (before) restored.set(event.field, before);
      else restored.delete(event.field);
      return { ...later, fields: restored };
    },
  );
}

export function hiddenTexts(step: StepState): ReadonlySet<string> {
  return new Set(step.hidden.map((one) => one.text));
}
