import { signalsOf } from '../activities/signals.ts';
import type { Signal } from '../activity.ts';
import { listed } from '../activities/sentence.ts';
import { seesStep, type Audience } from '../session/audience.ts';
import { decidersOf, decides } from '../session/deciders.ts';
import { mayAnswer } from '../session/fold-round.ts';
import { groupAnswerNow } from '../session/group-answer.ts';
import { floors } from '../session/limits.ts';
import { lastRound, settingsOf, stepOf, type SessionState, type StepState } from '../session/state.ts';
import { floorOf, type Branch, type Step } from '../session/workshop.ts';

/**
 * Where the session may turn: what the workshop's own branches and the room as it is suggest. Words for whoever leads,
 * and where it is one press, what that press does. Nothing here is done by itself.
 */
export interface Proposal {
  id: string;
  say: string;
  act: { label: string; does: ProposedAct[] } | null;
}

export type ProposedAct = { type: 'again'; step: string } | { type: 'edit-step'; step: Step };

export function proposals(state: SessionState, audience: Audience): Proposal[] {
  if (state.endedAt !== null) return [];
  return [...advisory(state), ...smallRoom(state), ...branches(state, audience)];
}

/** Said before it begins and where the decision is due, not at every step in between. */
function advisory(state: SessionState): Proposal[] {
  const current = state.current === null ? null : stepOf(state, state.current);
  const isDue = current === null || current.step.decides === true;
  if (!isDue || !decides(state) || decidersOf(state).length > 0) return [];
  const say =
    'Nobody here decides: what comes out is advice, and the wall and the record say so. To change that, give somebody the role under Room.';
  return [{ id: 'advisory', say, act: null }];
}

/** A room that is too small for its questions hears it before it begins: afterwards no floor can be lowered. */
function smallRoom(state: SessionState): Proposal[] {
  if (state.startedAt !== null || state.participants.size === 0) return [];
  const people = [...state.participants.values()];
  const short = state.steps.flatMap((step) => {
    const asked = people.filter((one) => mayAnswer(one, step)).length;
    const floor = floorOf(state.workshop, step.step);
    const waits = step.skipped || step.step.mode !== 'sealed' || asked >= floor;
    return waits ? [] : [{ step: step.step, asked, floor }];
  });
  const able = short.filter(({ asked, floor }) => asked >= floors.lowest && floor > floors.lowest);
  if (able.length === 0) return [];
  const asked = Math.min(...able.map((one) => one.asked));
  const say = `${asked} can answer where ${able[0]?.floor ?? 0} are needed. Wait for more; or ask the room whether ${floors.lowest} are enough for it, which with so few hides very little; or say it with names, aloud. Once the session has begun this cannot be changed.`;
  const does = able.map(({ step }) => ({
    type: 'edit-step' as const,
    step: { ...step, floor: floors.lowest },
  }));
  return [{ id: 'small-room', say, act: { label: `The room agrees to ${floors.lowest}`, does } }];
}

function branches(state: SessionState, audience: Audience): Proposal[] {
  const current = state.current === null ? null : stepOf(state, state.current);
  const round = current && lastRound(current);
  if (!current || round?.phase !== 'released' || !round.result || !seesStep(current, state, audience))
    return [];
  const signals = signalsOf(
    current.step.kind,
    groupAnswerNow(current, round.result),
    settingsOf(current, round),
  );
  return (current.step.branches ?? []).flatMap((branch, at) => {
    if (round.round < (branch.fromRound ?? 1) || round.round > (branch.untilRound ?? round.round)) return [];
    const found = signals.filter((signal) => turnsOn(signal, branch));
    if (found.length === 0) return [];
    const say = [...named(found), branch.say].join(' ');
    return [{ id: `${current.step.id}-${round.round}-${at}`, say, act: againOf(state, branch) }];
  });
}

function turnsOn(signal: Signal, branch: Branch): boolean {
  switch (branch.when) {
    case 'share':
      return signal.is === 'share' && signal.of === branch.of && signal.value >= branch.atLeast;
    case 'contested':
      return signal.is === 'contested';
    case 'objection':
      return signal.is === 'objection' && signal.state === 'open';
    case 'integrated':
      return signal.is === 'objection' && signal.state === 'integrated';
    case 'middle-below':
      return signal.is === 'middle' && signal.value < branch.below;
  }
}

/** Which things it is about, where that is not the whole answer. */
function named(found: readonly Signal[]): string[] {
  const labels = found.flatMap((signal) => (signal.is === 'contested' ? [`“${signal.label}”`] : []));
  return labels.length === 0 ? [] : [`${listed(labels)}: the room stands on two sides.`];
}

function againOf(state: SessionState, { again }: Branch): Proposal['act'] {
  const step = again === undefined ? null : stepOf(state, again);
  if (!step || !mayAskAgain(step)) return null;
  return { label: `Ask “${step.step.title}” again`, does: [{ type: 'again', step: step.step.id }] };
}

function mayAskAgain(step: StepState): boolean {
  const phase = lastRound(step)?.phase;
  return !step.skipped && (phase === 'released' || phase === 'discarded');
}
