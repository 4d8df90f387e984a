import type { CommandOf } from './command.ts';
import { tell, type Context, type Decision } from './context.ts';
import { moved } from './fold-agenda.ts';
import { limits } from './limits.ts';
import { refuse, type Refused } from './refusal.ts';
import { isSeenWithin } from './seen-by.ts';
import { lastRound, stepOf, type SessionState } from './state.ts';
import { checkStep } from './workshop-check.ts';
import { floorOf, type Mode, type Step } from './workshop.ts';

/** Moving along the agenda, pausing, blanking, and changing steps that have not begun. */

type AgendaCommand = CommandOf<
  'go-to' | 'pause' | 'resume' | 'blank' | 'turn-page' | 'add-step' | 'edit-step' | 'move-step' | 'skip-step'
>;

export function decideAgenda(state: SessionState, command: AgendaCommand, context: Context): Decision {
  switch (command.type) {
    case 'go-to': {
      if (!stepOf(state, command.step)) return refuse('unknown-step');
      return {
        events: state.current === command.step ? [] : [tell(context, 'went-to', { step: command.step })],
      };
    }
    case 'pause':
      return state.pausedAt === null ? { events: [tell(context, 'paused', {})] } : refuse('paused-already');
    case 'resume':
      return state.pausedAt === null ? refuse('not-paused') : { events: [tell(context, 'resumed', {})] };
    case 'blank':
      return { events: state.blanked === command.on ? [] : [tell(context, 'blanked', { on: command.on })] };
    case 'turn-page': {
      const current = state.current === null ? null : stepOf(state, state.current);
      if (!current || lastRound(current)?.phase !== 'released') return refuse('not-released');
      return { events: state.page === command.page ? [] : [tell(context, 'turned', { page: command.page })] };
    }
    case 'add-step':
      return addStep(state, command, context);
    case 'edit-step':
      return editStep(state, command, context);
    case 'move-step':
      return moveStep(state, command, context);
    case 'skip-step':
      return skipStep(state, command, context);
  }
}

function addStep(state: SessionState, command: CommandOf<'add-step'>, context: Context): Decision {
  if (state.steps.length >= limits.stepsMax) return refuse('too-many-steps');
  if (stepOf(state, command.step.id)) return refuse('step-exists');
  const before = command.before ?? null;
  if (before !== null && !stepOf(state, before)) return refuse('unknown-step');
  const added = fitted(state, command.step, stepsBefore(state, before));
  if ('refused' in added) return added;
  if (floorOf(state.workshop, added.step) < floorOf(state.workshop, {})) return refuse('floor-lowered');
  return { events: [tell(context, 'step-added', { added: added.step, before })] };
}

function editStep(state: SessionState, command: CommandOf<'edit-step'>, context: Context): Decision {
  const step = stepOf(state, command.step.id);
  if (!step) return refuse('unknown-step');
  if (step.rounds.length > 0) return refuse('step-begun');
  const edited = fitted(state, command.step, stepsBefore(state, step.step.id));
  if ('refused' in edited) return edited;
  const agenda = agendaOf(state).map((one) => (one === step.step ? edited.step : one));
  const misfit = misfitAmong(state, agenda, edited.step.id);
  if (misfit) return misfit;
  if (state.startedAt !== null && lowersPromise(state, step.step, edited.step))
    return refuse('floor-lowered');
  return { events: [tell(context, 'step-edited', { edited: edited.step })] };
}

/** How much of a person each mode shows; a change may only go down this list. */
const exposure: Record<Mode, number> = { self: 0, sealed: 1, one: 2, named: 3 };

function lowersPromise(state: SessionState, before: Step, after: Step): boolean {
  if (exposure[after.mode] > exposure[before.mode] || !isSeenWithin(after, before)) return true;
  // Nor is an answer shown as it comes in where it was to wait, or a card unread where it was to be looked through.
  if ((after.live === true && before.live !== true) || (before.review === true && after.review !== true))
    return true;
  return floorOf(state.workshop, after) < floorOf(state.workshop, before);
}

function agendaOf(state: SessionState): Step[] {
  return state.steps.map(({ step }) => step);
}

/** What stands before a step; null is the end. */
function stepsBefore(state: SessionState, id: string | null): Step[] {
  const agenda = agendaOf(state);
  return id === null
    ? agenda
    : agenda.slice(
        0,
        agenda.findIndex((step) => step.id === id),
      );
}

function fitted(state: SessionState, step: unknown, earlier: readonly Step[]): { step: Step } | Refused {
  const checked = checkStep(step, { ...state.workshop, steps: [...earlier] });
  return 'problem' in checked ? refuse('invalid-workshop', checked.problem) : checked;
}

/** The first refusal among a step that has changed or moved and those that lean on it. */
function misfitAmong(state: SessionState, agenda: readonly Step[], id: string): Refused | null {
  for (const [place, step] of agenda.entries()) {
    if (step.id !== id && !leansOn(step, id)) continue;
    const fits = fitted(state, step, agenda.slice(0, place));
    if ('refused' in fits) return fits;
  }
  return null;
}

function leansOn({ from, repeats, branches = [] }: Step, id: string): boolean {
  return from === id || repeats === id || branches.some(({ again }) => again === id);
}

function moveStep(state: SessionState, command: CommandOf<'move-step'>, context: Context): Decision {
  const step = stepOf(state, command.step);
  const before = command.before ?? null;
  if (!step || (before !== null && !stepOf(state, before))) return refuse('unknown-step');
  if (step.rounds.length > 0) return refuse('step-begun');
  if (before === command.step) return { events: [] };
  const agenda = agendaOf(moved(state, { step: command.step, before }));
  const misfit = misfitAmong(state, agenda, command.step);
  if (misfit) return misfit;
  return { events: [tell(context, 'step-moved', { step: command.step, before })] };
}

function skipStep(state: SessionState, command: CommandOf<'skip-step'>, context: Context): Decision {
  const step = stepOf(state, command.step);
  if (!step) return refuse('unknown-step');
  const skipped = command.skipped ?? true;
  if (skipped && step.rounds.some((round) => round.phase === 'open')) return refuse('still-open');
  if (step.skipped === skipped) return { events: [] };
  return { events: [tell(context, 'step-skipped', { step: command.step, skipped })] };
}
