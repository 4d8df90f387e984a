/**
 * Every expected refusal, by name, with the HTTP status it has at the door and the sentence a person reads.
 * A refusal is a value that is returned, never thrown, and nothing a person typed is lost by one.
 */
export const refusals = {
  // the way in
  malformed: [400, 'That message could not be read.'],
  invalid: [422, 'Something in that message does not fit.'],
  failed: [500, 'Something went wrong on the server. Nothing you typed is lost: try again.'],
  'unknown-command': [400, 'This server does not know that command.'],
  'no-token': [401, 'This link is not valid here. Join again with the code.'],
  'no-host-key': [401, 'That is not the host key. It is in the link that the server prints when it starts.'],
  'wrong-role': [403, 'Your link does not allow that.'],
  'unknown-code': [404, 'No open session has this code. Check it with your facilitator.'],
  'unknown-address': [404, 'There is nothing at this address.'],
  'unknown-session': [404, 'There is no such session here.'],
  locked: [409, 'The room is closed to newcomers. Ask the facilitator to open it.'],
  full: [409, 'The room is full.'],
  'role-taken': [409, 'That role is already taken.'],
  'unknown-role': [422, 'This session has no such role.'],
  'only-rehearsals': [409, 'Pretend phones only come to rehearsals.'],
  removed: [403, 'The facilitator has taken this seat out of the room.'],
  'not-shared': [409, 'The outcome is there once the session has ended, or when the facilitator shares it.'],
  ended: [410, 'The session has ended.'],
  'too-large': [413, 'That is too much for one message.'],
  'too-many': [429, 'Too many tries. Wait a moment, then try again.'],
  'read-only': [409, 'The disk is full, so nothing new can be kept. Nothing you sent before is lost.'],
  'newer-version': [409, 'This session was written by a newer Parley and can only be read here.'],
  'id-reused': [409, 'That command id was already used for something else.'],
  'wrong-protocol': [409, 'Parley was updated. Reload this page to go on.'],
  'wrong-origin': [403, 'This page may not talk to this server.'],
  // answers
  'unknown-step': [404, 'There is no such step.'],
  'unknown-round': [404, 'There is no such round.'],
  'not-open': [409, 'This question is not open.'],
  'round-over': [409, 'This round is closed. Your answer stays on your phone.'],
  'not-asked': [403, 'You are in from the next question.'],
  'invalid-answer': [422, 'That answer does not fit the question.'],
  // running a session
  'already-open': [409, 'This question is already open.'],
  'already-opened': [409, 'This step has had its round. Use “Vote again” for a new one.'],
  'still-open': [409, 'Close the round first.'],
  'already-released': [409, 'This round has already been shown.'],
  'not-released': [409, 'The last round has neither been shown nor given up yet.'],
  held: [409, 'This round stays shut until its second round is shown.'],
  discarded: [409, 'This round was erased.'],
  'no-round': [409, 'This step has not been opened yet.'],
  'rounds-used': [409, 'This step has had as many rounds as it can have.'],
  'nobody-here': [409, 'Nobody who could answer this has joined yet.'],
  'nothing-to-carry': [409, 'The earlier step has nothing to hand on yet. Show its answer first.'],
  'too-many-to-carry': [
    409,
    'The earlier step hands on more than this kind of question can ask about. Merge or hide some of it first.',
  ],
  'no-hands': [409, 'Hands can’t be counted for this kind of question.'],
  'people-topic': [409, 'On a question about people, late joiners wait for the next one.'],
  'already-asked': [409, 'They are already in this round.'],
  'unknown-participant': [404, 'Nobody here has that seat.'],
  skipped: [409, 'This step is skipped.'],
  'paused-already': [409, 'The session is already paused.'],
  'not-paused': [409, 'The session is not paused.'],
  'step-begun': [409, 'This step has begun and can no longer be changed.'],
  'step-exists': [409, 'There is already a step with this id.'],
  'too-many-steps': [422, 'The agenda is full.'],
  'floor-lowered': [409, 'A floor or a privacy promise can’t be lowered once the session has begun.'],
  'invalid-workshop': [422, 'This workshop can’t be run as it is.'],
  // texts, record, undo
  'unknown-text': [404, 'There is no such card.'],
  'unknown-theme': [404, 'There is no such group of cards.'],
  'not-objection': [409, 'That is not an open objection.'],
  'text-conflict': [409, 'Someone changed this meanwhile. Both wordings are kept.'],
  'only-added-to': [409, 'Dissent stays as it was written. Add to it; what stands there can’t be changed.'],
  'unknown-link': [404, 'There is no such link.'],
  'nothing-to-undo': [409, 'There is nothing to take back there.'],
  'built-upon': [409, 'Something later depends on this, so it can’t be taken back.'],
  'nothing-to-erase': [422, 'Say which person or which text to erase.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type RefusalCode = keyof typeof refusals;

export interface Refused {
  refused: RefusalCode;
  /** what exactly, when the name alone leaves it open */
  detail?: string;
}

export function refuse(refused: RefusalCode, detail?: string): Refused {
  return detail === undefined ? { refused } : { refused, detail };
}

export function messageOf({ refused, detail }: Refused): string {
  return detail === undefined ? refusals[refused][1] : `${refusals[refused][1]} (${detail})`;
}
