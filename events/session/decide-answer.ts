import { activityOf } from '../activities/index.ts';
import type { CommandOf } from './command.ts';
import { tell, type Ballot, type Context, type Decision } from './context.ts';
import { refuse, type Refused } from './refusal.ts';
import {
  lastRound,
  roundBefore,
  roundOf,
  settingsOf,
  stepOf,
  type Round,
  type SessionState,
  type StepState,
} from './state.ts';

/** A participant's answer: into the log where it is named, into the box where it is sealed. */

type AnswerCommand = CommandOf<'answer' | 'pass' | 'withdraw'>;

export function decideAnswer(state: SessionState, command: AnswerCommand, context: Context): Decision {
  const open = openRound(state, command, context);
  if ('refused' in open) return open;
  const { step, round, participant } = open;
  const wrong = command.type === 'answer' ? refuseAnswer(state, step, round, command) : null;
  if (wrong) return wrong;
  if (isSealed(round)) return { cast: castOf(command) };
  const answer =
    command.type === 'answer'
      ? command.answer
      : command.type === 'pass'
        ? { pass: true }
        : { withdrawn: true };
  return {
    events: [tell(context, 'answered', { step: command.step, round: command.round, participant, answer })],
  };
}

/** `self` answers never come here unless someone adds theirs, and then they are sealed like any other. */
export function isSealed(round: Pick<Round, 'mode'>): boolean {
  return round.mode === 'sealed' || round.mode === 'self';
}

function openRound(
  state: SessionState,
  command: AnswerCommand,
  context: Context,
): { step: StepState; round: Round; participant: string } | Refused {
  const { participant } = context.actor;
  if (participant === null) return refuse('wrong-role');
  const step = stepOf(state, command.step);
  if (!step) return refuse('unknown-step');
  const round = roundOf(step, command.round);
  if (!round) return refuse(lastRound(step) ? 'unknown-round' : 'not-open');
  if (round.phase !== 'open') return refuse('round-over');
  if (!round.electorate.members.includes(participant)) return refuse('not-asked');
  return { step, round, participant };
}

function refuseAnswer(
  state: SessionState,
  step: StepState,
  round: Round,
  command: CommandOf<'answer'>,
): Refused | null {
  const wrong = whatIsWrong(step, round, command.answer);
  if (wrong !== null) return refuse('invalid-answer', wrong);
  if (command.previous === undefined) return null;
  const before = roundBefore(state, step, round.round);
  if (!before) return refuse('invalid-answer', 'there was no earlier round');
  const wrongBefore = whatIsWrong(before.step, before.round, command.previous);
  return wrongBefore === null ? null : refuse('invalid-answer', `the earlier answer: ${wrongBefore}`);
}

function whatIsWrong(step: StepState, round: Round, answer: unknown): string | null {
  const activity = activityOf(step.step.kind);
  const parsed = activity.answer.safeParse(answer);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? 'it has another shape';
  return activity.refuse(parsed.data, settingsOf(step, round));
}

function castOf(command: AnswerCommand): Extract<Decision, { cast: unknown }>['cast'] {
  const where = { step: command.step, round: command.round, counter: command.counter ?? null };
  switch (command.type) {
    case 'answer': {
      const ballot: Ballot = { answer: command.answer };
      return {
        ...where,
        state: 'answered',
        ballot: command.previous === undefined ? ballot : { ...ballot, previous: command.previous },
      };
    }
    case 'pass':
      return { ...where, state: 'passed', ballot: { pass: true } };
    case 'withdraw':
      return { ...where, state: 'withdrawn', ballot: { withdrawn: true } };
  }
}
