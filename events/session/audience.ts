import type { EventOf, HiddenRun, SessionEvent } from './event.ts';
import { erasableIn, erasedThing, mapErasable } from './erasure.ts';
import { stepOf, type Participant, type Round, type SessionState, type StepState } from './state.ts';
import { limits } from './limits.ts';
import { rolesShown, seenByOf } from './seen-by.ts';
import type { Step } from './workshop.ts';

/**
 * Who may see what. This is the only place that knows it: the server redacts every frame and every HTTP line
 * with `redact`, and views ask `seesResult` and `seesAnswers`, so that the view of a redacted log and the
 * redacted view of the whole log are the same picture.
 */

export type Audience =
  | { role: 'facilitator' }
  | { role: 'scribe' }
  | { role: 'stage' }
  | { role: 'reader' }
  | { role: 'participant'; participant: string };

export function isDesk(audience: Audience): boolean {
  return audience.role === 'facilitator' || audience.role === 'scribe';
}

/**
 * What this audience is sent of an event, or null for nothing. `state` is the session at the tip: a named
 * answer that is hidden while its round is open may be read once the round is released.
 */
export function redact(event: SessionEvent, state: SessionState, audience: Audience): SessionEvent | null {
  switch (event.type) {
    case 'session-created':
      return audience.role === 'participant' ? withoutScript(event) : event;
    case 'joined':
    case 'renamed':
      return redactName(event, audience);
    case 'role-assigned':
    case 'seat-moved':
    case 'removed':
      return isOwnOrNotPhone(event.participant, audience) ? event : null;
    case 'locked':
    case 'link-made':
    case 'link-revoked':
    case 'shared':
    case 'pause-asked':
      return isDesk(audience) ? event : null;
    case 'opened':
      return redactOpened(event, state, audience);
    case 'answered':
      return seesAnswered(event, state, audience) ? event : null;
    case 'released':
      return redactReleased(event, state, audience);
    case 'themed':
    case 'split':
    case 'retitled':
    case 'text-hidden':
    case 'objection-settled':
    case 'count-entered':
      return seesStep(stepOf(state, event.step), state, audience) ? event : null;
    case 'written':
      return seesField(event.field, state, audience) && isOutcomeFor(state, audience) ? event : null;
    case 'noted':
      return event.record || isDesk(audience) ? event : null;
    case 'step-added':
    case 'step-edited':
      return audience.role === 'participant' ? withoutScriptOf(event) : event;
    case 'went-to':
    case 'blanked':
      return isDesk(audience) ? event : withWords(event, state, audience);
    case 'turned':
      return audience.role === 'participant' ? null : event;
    case 'paused':
    case 'resumed':
    case 'extended':
    case 'admitted':
    case 'closed':
    case 'discarded':
    case 'decided':
    case 'step-taken':
    case 'step-moved':
    case 'step-skipped':
    case 'erased':
    case 'ended':
      return event;
    case 'undone':
      return isDesk(audience) ? event : withWordsAgain(event, state, audience);
  }
}

/** Redacts a run of events for HTTP: what is hidden shrinks to one line a run. */
export function redactRun(
  events: readonly SessionEvent[],
  state: SessionState,
  audience: Audience,
): (SessionEvent | HiddenRun)[] {
  const lines: (SessionEvent | HiddenRun)[] = [];
  for (const event of events) {
    const shown = redact(event, state, audience);
    const last = lines.at(-1);
    if (shown) lines.push(shown);
    else if (last?.type === 'hidden') lines.splice(-1, 1, { ...last, through: event.position });
    else lines.push({ position: event.position, through: event.position, type: 'hidden' });
  }
  return lines;
}

/** Whether a step's answers and results may reach this audience at all. */
export function seesStep(step: StepState | null, state: SessionState, audience: Audience): boolean {
  if (!step) return true;
  const seenBy = seenByOf(step.step);
  if (seenBy === 'room') return true;
  if (seenBy === 'desk') return isDesk(audience);
  if (audience.role !== 'participant') return false;
  const participant = state.participants.get(audience.participant);
  return participant !== undefined && isNamedBy(step, participant);
}

function isNamedBy(step: StepState, participant: Participant): boolean {
  const roles = rolesShown(step.step);
  return roles === undefined || roles.includes(participant.role);
}

/** What a step takes from an earlier one is for those alone who may see it there. */
export function seesItems(step: StepState, state: SessionState, audience: Audience): boolean {
  const passed = new Set<StepState>();
  for (let one: StepState | null = step; one?.step.from !== undefined && !passed.has(one);) {
    passed.add(one);
    one = stepOf(state, one.step.from);
    if (!seesStep(one, state, audience)) return false;
  }
  return true;
}

/** Whether this audience sees the group's answer of a round. */
export function seesResult(step: StepState, round: Round, state: SessionState, audience: Audience): boolean {
  return isShown(round, audience) && seesStep(step, state, audience);
}

/** What is looked through behind a blank wall is so far for desks alone. */
function isShown({ phase, shownFrom }: Round, audience: Audience): boolean {
  return phase === 'released' && (shownFrom !== null || isDesk(audience));
}

/** Whether this audience sees who answered what in a named round. */
export function seesAnswers(step: StepState, round: Round, state: SessionState, audience: Audience): boolean {
  if (round.mode !== 'named' && round.mode !== 'one') return false;
  if (!seesStep(step, state, audience)) return false;
  if (isDesk(audience)) return true;
  if (audience.role === 'participant') return false;
  return isShown(round, audience) || (step.step.live === true && audience.role === 'stage');
}

function seesAnswered(event: EventOf<'answered'>, state: SessionState, audience: Audience): boolean {
  if (audience.role === 'participant') return audience.participant === event.participant;
  const step = stepOf(state, event.step);
  const round = step?.rounds[event.round - 1];
  // The release brings readers what was answered, and not when, nor who was first.
  if (audience.role === 'reader' || !step || !round || !seesAnswers(step, round, state, audience))
    return false;
  // Where the wall waited for the release, what was changed or taken back before it never was on it.
  return isDesk(audience) || step.step.live === true || isStanding(event, round);
}

function isStanding({ participant, answer }: EventOf<'answered'>, { answers }: Round): boolean {
  return JSON.stringify(answers.get(participant)) === JSON.stringify(answer);
}

/** A field of the outcome is as private as the step that writes it. */
export function seesField(field: string, state: SessionState, audience: Audience): boolean {
  const writers = state.steps.filter((step) => step.step.outcome === field);
  return writers.every((step) => seesStep(step, state, audience));
}

/** The outcome is written at desks; phones are handed it with everyone else. */
function isOutcomeFor(state: SessionState, { role }: Audience): boolean {
  return role !== 'participant' || state.shared || state.endedAt !== null;
}

function redactName(event: EventOf<'joined' | 'renamed'>, audience: Audience): SessionEvent | null {
  if (audience.role === 'participant') return audience.participant === event.participant ? event : null;
  if (audience.role !== 'reader') return event;
  return event.type === 'joined' ? { ...event, name: null } : null;
}

function isOwnOrNotPhone(participant: string, audience: Audience): boolean {
  return audience.role !== 'participant' || audience.participant === participant;
}

/**
 * Phones learn how many are asked, and their names while a room is small enough to know itself; readers learn
 * how many of each role.
 */
function redactOpened(event: EventOf<'opened'>, state: SessionState, audience: Audience): SessionEvent {
  const opened = withItems(event, state, audience);
  const { size, members, roles } = event.electorate;
  if (audience.role === 'reader') return { ...opened, electorate: { size, ...(roles && { roles }) } };
  if (audience.role !== 'participant') return opened;
  const few = members !== undefined && members.length <= limits.electorateNamesMax;
  const names = few ? members.flatMap((id) => state.participants.get(id)?.name ?? []) : undefined;
  return { ...opened, electorate: { size, ...(names && { names }) } };
}

function withItems(event: EventOf<'opened'>, state: SessionState, audience: Audience): EventOf<'opened'> {
  const step = stepOf(state, event.step);
  if (event.items === undefined || !step) return event;
  if (seesItems(step, state, audience)) return isDesk(audience) ? event : withoutHidden(event, state);
  const { items: _, settings: __, ...opened } = event;
  return opened;
}

function redactReleased(
  event: EventOf<'released'>,
  state: SessionState,
  audience: Audience,
): SessionEvent | null {
  const step = stepOf(state, event.step);
  const round = step?.rounds[event.round - 1];
  if (!step || !round || !seesStep(step, state, audience)) return null;
  if (isDesk(audience)) return event;
  const told = isShown(round, audience)
    ? withoutHidden(event, state)
    : (mapErasable(event, erasedThing) as EventOf<'released'>);
  if (audience.role === 'participant') return withNames(told, round);
  if (!seesAnswers(step, round, state, audience)) return told;
  // By id, because the order in which they came is nobody's business.
  const answers = [...round.answers]
    .map(([participant, answer]) => ({ participant, answer: answer as never }))
    .toSorted((one, other) => (one.participant < other.participant ? -1 : 1));
  return { ...told, answers };
}

/**
 * A hidden card may name a person: whoever comes after that is sent that there was one, and not its words, wherever
 * it was carried.
 */
export function withoutHidden<T>(value: T, state: SessionState): T {
  const hidden = new Set(state.steps.flatMap((step) => step.hidden.map(({ text }) => text)));
  if (hidden.size === 0) return value;
  return mapErasable(value, (thing) => (hidden.has(String(thing['id'])) ? erasedThing(thing) : thing)) as T;
}

/** The words that this event brings before the room, for those who were not sent them with the release. */
function withWords(
  event: EventOf<'went-to' | 'blanked'>,
  state: SessionState,
  audience: Audience,
): SessionEvent {
  const words = state.steps.flatMap((step) => {
    const shown = step.rounds.find((round) => round.shownFrom === event.position);
    if (!shown?.result || !seesStep(step, state, audience)) return [];
    return erasableIn(withoutHidden(shown.result.groupAnswer, state));
  });
  return words.length === 0 ? event : { ...event, words: words as { id: string }[] };
}

/**
 * The words of a card that is no longer hidden, for those who were sent the release without them. It was carried
 * nowhere meanwhile, or it would have stayed hidden.
 */
function withWordsAgain(event: EventOf<'undone'>, state: SessionState, audience: Audience): SessionEvent {
  const words = state.steps.flatMap((step) => {
    const text = step.unhidden.get(event.position);
    if (text === undefined) return [];
    const seen = step.rounds.filter((round) => seesResult(step, round, state, audience));
    const things = erasableIn(seen.map((round) => withoutHidden(round.result?.groupAnswer, state)));
    return things.filter(({ id }) => id === text);
  });
  return words.length === 0 ? event : { ...event, words: words as { id: string }[] };
}

/** A phone knows nobody else, so what is shown by name brings the names along. */
function withNames(event: EventOf<'released'>, { result }: Round): SessionEvent {
  const names = result?.names ?? {};
  return Object.keys(names).length === 0 ? event : { ...event, names };
}

function withoutScript(event: EventOf<'session-created'>): SessionEvent {
  const steps = event.workshop.steps.map(unscripted);
  return { ...event, workshop: { ...event.workshop, steps } };
}

function withoutScriptOf(event: EventOf<'step-added' | 'step-edited'>): SessionEvent {
  return event.type === 'step-added'
    ? { ...event, added: unscripted(event.added) }
    : { ...event, edited: unscripted(event.edited) };
}

/** What the facilitator says and may turn to is for the desk. */
function unscripted({ branches: _, ...step }: Step): Step {
  return { ...step, say: '' };
}
