import { activityOf } from '../activities/index.ts';
import type { Answer } from '../activity.ts';
import type { CommandOf } from './command.ts';
import { tell, type Cast, type Context, type Decision } from './context.ts';
import { isPass } from './fold-round.ts';
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

export function decideAnswer(state: SessionState, sent: AnswerCommand, context: Context): Decision {
  const command = plainPass(sent);
  const asked = askedRound(state, command, context);
  if ('refused' in asked) return asked;
  const { step, round, participant } = asked;
  if (round.phase !== 'open') return refuse('round-over');
  if (!round.electorate.members.includes(participant)) return refuse('not-asked');
  const said = command.type === 'answer' ? readAnswer(state, step, round, command) : null;
  if (said !== null && 'refused' in said) return said;
  if (isSealed(round)) return { cast: castOf(command, said) };
  const at = { step: command.step, round: command.round, participant };
  return { events: [tell(context, 'answered', { ...at, answer: namedAnswer(command, said) as never })] };
}

/**
 * What an answer that was refused because its round is over would have put into the box. A phone may have missed
 * its acknowledgement before the close: the shut box takes nothing new, but knows what it has.
 */
export function lateCast(state: SessionState, sent: AnswerCommand, context: Context): Cast | null {
  const command = plainPass(sent);
  const asked = askedRound(state, command, context);
  if ('refused' in asked || asked.round.phase !== 'closed' || !isSealed(asked.round)) return null;
  const said = command.type === 'answer' ? readAnswer(state, asked.step, asked.round, command) : null;
  return said !== null && 'refused' in said ? null : castOf(command, said);
}

/** Any question may be answered with a pass, and that is a pass however it was sent. */
function plainPass(command: AnswerCommand): AnswerCommand {
  if (command.type !== 'answer' || !isPass(command.answer)) return command;
  const { id, step, round, counter } = command;
  return { id, type: 'pass', step, round, counter };
}

/** `self` answers never come here unless someone adds theirs, and then they are sealed like any other. */
export function isSealed(round: Pick<Round, 'mode'>): boolean {
  return round.mode === 'sealed' || round.mode === 'self';
}

function askedRound(
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
  return { step, round, participant };
}

/** An answer as its kind reads it: trimmed and normalised, never as it came. */
interface Said {
  answer: Answer;
  previous?: Answer;
}

function readAnswer(
  state: SessionState,
  step: StepState,
  round: Round,
  command: CommandOf<'answer'>,
): Said | Refused {
  const answer = read(step, round, command.answer);
  if ('wrong' in answer) return refuse('invalid-answer', answer.wrong);
  if (command.previous === undefined) return { answer: answer.read };
  const before = roundBefore(state, step, round.round);
  if (!before) return refuse('invalid-answer', 'there was no earlier round');
  const previous = read(before.step, before.round, command.previous);
  if ('wrong' in previous) return refuse('invalid-answer', `the earlier answer: ${previous.wrong}`);
  return { answer: answer.read, previous: previous.read };
}

function read(step: StepState, round: Round, answer: unknown): { read: Answer } | { wrong: string } {
  const activity = activityOf(step.step.kind);
  const parsed = activity.answer.safeParse(answer);
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.message ?? 'it has another shape' };
  const wrong = activity.refuse(parsed.data, settingsOf(step, round));
  return wrong === null ? { read: parsed.data } : { wrong };
}

function namedAnswer(command: AnswerCommand, said: Said | null): unknown {
  if (said) return said.answer;
  return command.type === 'pass' ? { pass: true } : { withdrawn: true };
}

function castOf(command: AnswerCommand, said: Said | null): Cast {
  const where = { step: command.step, round: command.round, counter: command.counter ?? null };
  if (said) return { ...where, state: 'answered', ballot: { ...said } };
  return command.type === 'pass'
    ? { ...where, state: 'passed', ballot: { pass: true } }
    : { ...where, state: 'withdrawn', ballot: { withdrawn: true } };
}
