import type { CommandOf } from './command.ts';
import { tell, type Context, type Decision } from './context.ts';
import { limits } from './limits.ts';
import { refuse, type Refused } from './refusal.ts';
import { stepOf, type SessionState } from './state.ts';
import { checkStep } from './workshop-check.ts';
import { floorOf, type Mode, type Step } from './workshop.ts';

/** Moving along the agenda, pausing, blanking, and changing steps that have not begun. */

type AgendaCommand = CommandOf<
  'go-to' | 'pause' | 'resume' | 'blank' | 'add-step' | 'edit-step' | 'move-step' | 'skip-step'
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
  const added = checkedStep(state, command.step);
  if ('refused' in added) return added;
  if (floorOf(state.workshop, added.step) < floorOf(state.workshop, {})) return refuse('floor-lowered');
  const before = command.before ?? null;
  if (before !== null && !stepOf(state, before)) return refuse('unknown-step');
  return { events: [tell(context, 'step-added', { added: added.step, before })] };
}

function editStep(state: SessionState, command: CommandOf<'edit-step'>, context: Context): Decision {
  const step = stepOf(state, command.step.id);
  if (!step) return refuse('unknown-step');
  if (step.rounds.length > 0) return refuse('step-begun');
  const edited = checkedStep(state, command.step);
  if ('refused' in edited) return edited;
  if (state.startedAt !== null && lowersPromise(state, step.step, edited.step))
    return refuse('floor-lowered');
  return { events: [tell(context, 'step-edited', { edited: edited.step })] };
}

/** How much of a person each mode shows; a change may only go down this list. */
const exposure: Record<Mode, number> = { self: 0, sealed: 1, one: 2, named: 3 };

function lowersPromise(state: SessionState, before: Step, after: Step): boolean {
  if (exposure[after.mode] > exposure[before.mode]) return true;
  return floorOf(state.workshop, after) < floorOf(state.workshop, before);
}

function checkedStep(state: SessionState, step: unknown): { step: Step } | Refused {
  const others = state.steps.map((one) => one.step);
  const checked = checkStep(step, { ...state.workshop, steps: others });
  return 'problem' in checked ? refuse('invalid-workshop', checked.problem) : checked;
}

function moveStep(state: SessionState, command: CommandOf<'move-step'>, context: Context): Decision {
  const step = stepOf(state, command.step);
  const before = command.before ?? null;
  if (!step || (before !== null && !stepOf(state, before))) return refuse('unknown-step');
  if (step.rounds.length > 0) return refuse('step-begun');
  if (before === command.step) return { events: [] };
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
