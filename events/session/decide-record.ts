import type { CommandOf } from './command.ts';
import { tell, type Context, type Decision } from './context.ts';
import { decidersOf, decides } from './deciders.ts';
import { erasableIn, isTextId } from './erasure.ts';
import { placeOfStep } from './fold-agenda.ts';
import { refuse } from './refusal.ts';
import { lastRound, stepOf, type SessionState, type StepState } from './state.ts';

/** The record of the session: fields, notes, objections, the decision, next steps; erasing and taking back. */

type RecordCommand = CommandOf<
  'write' | 'note' | 'settle-objection' | 'decide' | 'take-step' | 'share' | 'erase' | 'undo'
>;

export function decideRecord(state: SessionState, command: RecordCommand, context: Context): Decision {
  switch (command.type) {
    case 'write':
      return write(state, command, context);
    case 'note': {
      const step = state.current === null ? {} : { step: state.current };
      const { text, record = false } = command;
      return { events: [tell(context, 'noted', { note: `n-${context.newId()}`, ...step, text, record })] };
    }
    case 'settle-objection':
      return settle(state, command, context);
    case 'decide':
      return decision(state, command, context);
    case 'take-step': {
      const owner = command.owner ?? null;
      if (owner !== null && !state.participants.has(owner)) return refuse('unknown-participant');
      const id = owner === null ? `t-${context.newId()}` : `t-${owner}-${context.newId()}`;
      return { events: [tell(context, 'step-taken', { id, text: command.text, owner, by: command.by })] };
    }
    case 'share':
      return { events: state.shared ? [] : [tell(context, 'shared', {})] };
    case 'erase':
      return erase(state, command, context);
    case 'undo':
      return undo(state, command.position, context);
  }
}

/** Two people who wrote from the same line both keep their words: the later stands, the earlier stands beside. */
function write(state: SessionState, command: CommandOf<'write'>, context: Context): Decision {
  const field = state.fields.get(command.field);
  const { field: name, text, base } = command;
  if (field?.text === text) return { events: [] };
  if (isDissent(name) && field !== undefined && !text.startsWith(field.text)) return refuse('only-added-to');
  const conflicts = field !== undefined && field.position > base;
  return {
    events: [tell(context, 'written', { field: name, text, base, ...(conflicts && { beside: field.text }) })],
  };
}

/** What speaks against the outcome is only ever added to, whoever writes the outcome. */
function isDissent(field: string): boolean {
  return field === 'dissent';
}

function settle(state: SessionState, command: CommandOf<'settle-objection'>, context: Context): Decision {
  const step = stepOf(state, command.step);
  if (!step) return refuse('unknown-step');
  if (!isObjection(step, command.text)) return refuse('not-objection');
  const { text, state: settled, how } = command;
  return {
    events: [
      tell(context, 'objection-settled', {
        step: command.step,
        text,
        state: settled,
        ...(how !== undefined && { how }),
      }),
    ],
  };
}

/** Of whatever round: what was integrated is asked about anew, and the record says both. */
function isObjection(step: StepState, text: string): boolean {
  return step.rounds.some(({ result }) => {
    if (!result || !('objections' in result.groupAnswer)) return false;
    return result.groupAnswer.objections.some(({ id }) => id === text);
  });
}

/** Without anyone in the role that decides, a decision is advice, and says so. */
function decision(state: SessionState, command: CommandOf<'decide'>, context: Context): Decision {
  const [decider] = decidersOf(state);
  const who = command.who ?? context.actor.participant ?? decider?.id ?? null;
  if (who !== null && !state.participants.has(who)) return refuse('unknown-participant');
  const status = command.status ?? (decides(state) && !decider ? 'advisory' : 'decided');
  const { why, text = why } = command;
  return { events: [tell(context, 'decided', { status, text, who, why })] };
}

function erase(state: SessionState, command: CommandOf<'erase'>, context: Context): Decision {
  const { participant, text } = command;
  if (participant !== undefined) {
    if (!state.participants.has(participant)) return refuse('unknown-participant');
    return { events: [tell(context, 'erased', { participant })] };
  }
  if (text === undefined) return refuse('nothing-to-erase');
  if (!isTextId(text) || !isWritten(state, text)) return refuse('unknown-text');
  return { events: [tell(context, 'erased', { text })] };
}

/** In whatever round it was shown, among the next steps, or brought along from an earlier session. */
function isWritten(state: SessionState, text: string): boolean {
  const shown = state.steps.flatMap(({ rounds }) => rounds.map((round) => round.result?.groupAnswer));
  const brought = state.steps.map(({ step }) => step.settings);
  return erasableIn([shown, state.taken, brought]).some((thing) => thing['id'] === text);
}

/** Taking back is an event. It is refused once something later stands on what would be taken back. */
function undo(state: SessionState, position: number, context: Context): Decision {
  if (!state.undoable.has(position)) return refuse('nothing-to-undo');
  if (state.undoableSubjects.get(position) === 'field dissent') return refuse('only-added-to');
  if (isBuiltUpon(state, position)) return refuse('built-upon');
  return { events: [tell(context, 'undone', { undoes: position })] };
}

function isBuiltUpon(state: SessionState, position: number): boolean {
  const step = state.undoableSubjects.get(position);
  if (step === undefined) return false;
  const laterOfSameStep = [...state.undoableSubjects].some(
    ([later, of]) => of === step && later > position && state.undoable.has(later),
  );
  const isAskedThere = state.steps.some(
    (one) => placeOfStep(one.step.id) === step && lastRound(one) !== null,
  );
  const carried = state.steps.some((one) => one.step.from === step && lastRound(one) !== null);
  return laterOfSameStep || isAskedThere || carried;
}
