import type { EventOf, EventType, SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { fieldLabel } from './outcome.ts';

/** The moments of a session in the order they happened, for the replay's timeline and its list of moments. */
export interface Moment {
  position: number;
  at: string;
  step: string | null;
  what:
    | 'begin'
    | 'step'
    | 'open'
    | 'close'
    | 'release'
    | 'discard'
    | 'record'
    | 'decision'
    | 'pause'
    | 'note'
    | 'end'
    | 'change';
  words: string;
}

/** `state` is the session at its tip: it knows the titles of all steps, those added on the way too. */
export function timeline(events: readonly SessionEvent[], state: SessionState): Moment[] {
  return events.flatMap((event) => {
    const told = tellOf(event, state);
    if (told === null) return [];
    const step = 'step' in event && typeof event.step === 'string' ? event.step : null;
    return [{ position: event.position, at: event.at, step, ...told }];
  });
}

type Told = Pick<Moment, 'what' | 'words'>;

/** Who joined, what someone answered and how links were made is no moment of the room: those types are not here. */
const tellers: { [T in EventType]?: (event: EventOf<T>, state: SessionState) => Told } = {
  'session-created': ({ title }) => ({ what: 'begin', words: `The session is set up: ${title}` }),
  'went-to': ({ step }, state) => ({ what: 'step', words: `On the wall: ${titleOf(state, step)}` }),
  opened: (event, state) => ({ what: 'open', words: `Opened: ${roundWords(event, state)}` }),
  closed: (event, state) => ({
    what: 'close',
    // “9 of 9 answered” is all that is ever told of a sealed round before its release.
    words: `Closed: ${roundWords(event, state)} (${event.answered} of ${event.present} answered)`,
  }),
  released: (event, state) => ({ what: 'release', words: `Shown: ${roundWords(event, state)}` }),
  discarded: (event, state) => ({
    what: 'discard',
    words: `Not shown: ${roundWords(event, state)} (${discardWords[event.reason]})`,
  }),
  'count-entered': ({ step }, state) => ({
    what: 'change',
    words: `Counts entered by hand: ${titleOf(state, step)}`,
  }),
  themed: ({ title }) => ({ what: 'change', words: `Cards put together: “${title}”` }),
  retitled: ({ title }) => ({ what: 'change', words: `A group renamed: “${title}”` }),
  split: () => ({ what: 'change', words: 'A group of cards taken apart' }),
  'text-hidden': ({ reason }) => ({ what: 'change', words: `A card hidden: ${reason}` }),
  'objection-settled': (event) => ({ what: 'change', words: settledWords(event) }),
  written: ({ field }, state) => ({ what: 'change', words: `Written: ${fieldLabel(state, field)}` }),
  noted: ({ record, text }) =>
    record
      ? { what: 'record', words: `For the record: ${text}` }
      : { what: 'note', words: `Your note: ${text}` },
  decided: ({ status, text }) => ({ what: 'decision', words: `${statusWords[status]}: ${text}` }),
  'step-taken': ({ text }) => ({ what: 'record', words: `Taken on: ${text ?? 'erased'}` }),
  undone: () => ({ what: 'change', words: 'Taken back' }),
  erased: () => ({ what: 'change', words: 'Something was erased' }),
  paused: () => ({ what: 'pause', words: 'Paused' }),
  resumed: () => ({ what: 'pause', words: 'Going on' }),
  blanked: ({ on }) => ({ what: 'pause', words: on ? 'The wall goes blank' : 'The wall is back' }),
  ended: () => ({ what: 'end', words: 'The session ends' }),
};

/** The one cast of this table: an event is only ever given to the function of its own type. */
function tellOf(event: SessionEvent, state: SessionState): Told | null {
  const tell = tellers[event.type] as ((event: SessionEvent, state: SessionState) => Told) | undefined;
  return tell?.(event, state) ?? null;
}

function roundWords({ step, round }: { step: string; round: number }, state: SessionState): string {
  return `${titleOf(state, step)}${round > 1 ? `, round ${round}` : ''}`;
}

function titleOf(state: SessionState, step: string): string {
  return state.steps.find((one) => one.step.id === step)?.step.title ?? 'a step';
}

const discardWords: Record<EventOf<'discarded'>['reason'], string> = {
  'too-few': 'too few had answered',
  ended: 'the session ended first',
  skipped: 'it was skipped',
  lost: 'the answers were lost',
};

const statusWords: Record<EventOf<'decided'>['status'], string> = {
  decided: 'Decided',
  advisory: 'Advised',
  'not-today': 'Not today',
};

function settledWords({ state, how }: EventOf<'objection-settled'>): string {
  return how === undefined ? `An objection is ${state}` : `An objection is ${state}: ${how}`;
}
