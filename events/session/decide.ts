import type { Actor, Context, Decision } from './context.ts';
import { decidersOf } from './deciders.ts';
import { decideAgenda } from './decide-agenda.ts';
import { decideAnswer } from './decide-answer.ts';
import { decideRecord } from './decide-record.ts';
import { decideRoom } from './decide-room.ts';
import { decideRound } from './decide-round.ts';
import { decideTexts } from './decide-texts.ts';
import type { Command, CommandType, JoinCommand } from './command.ts';
import { refuse, type Refused } from './refusal.ts';
import { mergerOf, stepOf, type SessionState } from './state.ts';

/**
 * Command and state give events, a ballot for the box, or a named refusal. Time, ids and everything that only
 * the server knows (who was connected, what lies in the box) come in from outside.
 */

export function decide(state: SessionState, command: Command | JoinCommand, context: Context): Decision {
  const refused = refuseActor(state, command, context.actor);
  if (refused) return refused;
  switch (command.type) {
    case 'answer':
    case 'pass':
    case 'withdraw':
      return decideAnswer(state, command, context);
    case 'open':
    case 'close':
    case 'release':
    case 'again':
    case 'admit':
    case 'extend':
    case 'enter-count':
    case 'end':
      return decideRound(state, command, context);
    case 'join':
    case 'rename':
    case 'ask-pause':
    case 'assign-role':
    case 'move-seat':
    case 'remove-participant':
    case 'lock':
    case 'make-link':
    case 'revoke-link':
      return decideRoom(state, command, context);
    case 'go-to':
    case 'pause':
    case 'resume':
    case 'blank':
    case 'turn-page':
    case 'add-step':
    case 'edit-step':
    case 'move-step':
    case 'skip-step':
      return decideAgenda(state, command, context);
    case 'merge-texts':
    case 'split-theme':
    case 'rename-theme':
    case 'hide-text':
      return decideTexts(state, command, context);
    case 'write':
    case 'note':
    case 'settle-objection':
    case 'decide':
    case 'take-step':
    case 'share':
    case 'erase':
    case 'undo':
      return decideRecord(state, command, context);
  }
}

/** What a session's end leaves possible: correcting the document, handing it over, taking things back. */
const afterEnd: readonly string[] = [
  'write',
  'note',
  'make-link',
  'revoke-link',
  'share',
  'erase',
  'undo',
  'rename-theme',
  'take-step',
] satisfies CommandType[];

const ofParticipants: readonly string[] = [
  'answer',
  'pass',
  'withdraw',
  'rename',
  'ask-pause',
] satisfies CommandType[];
const ofScribes: readonly string[] = ['note', 'write', 'take-step'] satisfies CommandType[];
const ofMergers: readonly string[] = ['merge-texts', 'split-theme', 'rename-theme'] satisfies CommandType[];

function refuseActor(state: SessionState, command: Command | JoinCommand, actor: Actor): Refused | null {
  if (!mayAsk(state, command, actor)) return refuse('wrong-role');
  if (state.endedAt !== null && !afterEnd.includes(command.type)) return refuse('ended');
  const participant = actor.participant === null ? undefined : state.participants.get(actor.participant);
  // An erased person's key is gone: there is nothing left to keep their words under.
  if (participant?.removed || participant?.erased) return refuse('removed');
  return null;
}

function mayAsk(state: SessionState, command: Command | JoinCommand, actor: Actor): boolean {
  if (command.type === 'join') return true;
  if (actor.role === 'facilitator') return !ofParticipants.includes(command.type);
  if (actor.role === 'scribe') return ofScribes.includes(command.type);
  if (actor.role !== 'participant') return false;
  return (
    ofParticipants.includes(command.type) ||
    isMerger(state, command, actor) ||
    isDecider(state, command, actor)
  );
}

/** Texts of a step are merged by the role it names, from that person's own phone. */
function isMerger(state: SessionState, command: Command | JoinCommand, actor: Actor): boolean {
  if (!ofMergers.includes(command.type) || !('step' in command) || typeof command.step !== 'string')
    return false;
  const role = actor.participant === null ? undefined : state.participants.get(actor.participant)?.role;
  const step = stepOf(state, command.step);
  return role !== undefined && step !== null && mergerOf(step) === role;
}

/** Whoever decides presses Decide themselves. */
function isDecider(state: SessionState, command: Command | JoinCommand, actor: Actor): boolean {
  return command.type === 'decide' && decidersOf(state).some(({ id }) => id === actor.participant);
}
