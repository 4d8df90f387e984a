import type { DocumentView } from '../../events/views/document.ts';
import { parseLines } from '../intake.ts';
import type { Recording } from '../recording.ts';
import { deviceStore, type Store } from '../storage.ts';
import type { Door } from './door.ts';

/** Where a reader's page gets what it shows: its own address, the outcome, and the events as they come in. */

export interface Source {
  /** the events are those of a reader, whoever the document was written for */
  isForReaders: boolean;
  outcome(): Promise<Got<DocumentView>>;
  /** Reads all events once, folding them while they arrive; `came` is called after each piece. */
  events(recording: Recording, came: () => void): Promise<Got<true>>;
  /** a copy to keep; null where the page is one itself */
  file: ((file: string) => Promise<Got<Blob>>) | null;
  /** the whole link to a moment for someone else; null where nobody else could open it */
  link: ((at: number) => string) | null;
}

/**
 * The way in from a link such as /replay/ID#TOKEN&at=123. The token is kept on this device and taken out of the
 * address; the moment stays in it, so that going back, reloading and bookmarking work.
 */
export function replayDoor(
  place: Pick<Location, 'pathname' | 'hash'>,
  store: Store = deviceStore(),
): Door | null {
  const session = place.pathname.split('/')[2] ?? '';
  if (session === '') return null;
  const { token } = placeIn(place.hash);
  const key = `parley:door:replay:${session}`;
  if (token !== null) {
    store.set(key, token);
    const rest = place.hash
      .slice(1)
      .split('&')
      .filter((part) => part !== token && part !== '')
      .join('&');
    history.replaceState(null, '', `${place.pathname}${rest === '' ? '' : `#${rest}`}`);
    return { session, token };
  }
  const kept = store.get(key);
  return typeof kept === 'string' ? { session, token: kept } : null;
}

/** What stands behind “#”: the token is the one part that names nothing. */
export interface Place {
  token: string | null;
  at: number | null;
  /** the how-manieth stop of the tour, from 1 */
  tour: number | null;
  /** the how-manieth part of the document, from 1; 0 is wherever one was */
  part: number | null;
}

export function placeIn(hash: string): Place {
  const parts = hash.slice(1).split('&');
  const number = (name: string, least: number): number | null => {
    const found = parts.find((part) => part.startsWith(`${name}=`));
    const value = Number(found?.slice(name.length + 1));
    return found !== undefined && Number.isInteger(value) && value >= least ? value : null;
  };
  const token = parts.find((part) => part !== '' && !part.includes('=')) ?? null;
  return { token, at: number('at', 1), tour: number('tour', 1), part: number('part', 0) };
}

/** The whole link to a moment, for someone else. */
export function momentLink(
  place: Pick<Location, 'origin' | 'pathname'>,
  { token }: Door,
  at: number,
): string {
  return `${place.origin}${place.pathname}#${token}&at=${at}`;
}

export type Got<T> = { value: T } | { status: number; code: string; message: string };

const noLine = {
  status: 0,
  code: 'offline',
  message: 'No connection. Check the network, then look again.',
};

export class ServerSource implements Source {
  readonly isForReaders = false;
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
  }

  readonly link = (at: number): string => momentLink(location, this.#door, at);

  async outcome(): Promise<Got<DocumentView>> {
    const got = await this.#ask('outcome.json');
    if (!('value' in got)) return got;
    return { value: (await got.value.json()) as DocumentView };
  }

  readonly file = async (file: string): Promise<Got<Blob>> => {
    const got = await this.#ask(file);
    return 'value' in got ? { value: await got.value.blob() } : got;
  };

  async events(recording: Recording, came: () => void): Promise<Got<true>> {
    const got = await this.#ask('events?after=0');
    if (!('value' in got)) return got;
    const reader = got.value.body?.getReader();
    if (!reader) {
      recording.take(parseLines(await got.value.text()));
      came();
      return { value: true };
    }
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        const text = rest + decoder.decode(piece.value, { stream: true });
        const end = text.lastIndexOf('\n') + 1;
        rest = text.slice(end);
        recording.take(parseLines(text.slice(0, end)));
        came();
      }
    } catch {
      return noLine;
    }
    return { value: true };
  }

  async #ask(what: string): Promise<Got<Response>> {
    const { session, token } = this.#door;
    let response: Response;
    try {
      response = await fetch(`/api/sessions/${session}/${what}`, {
        headers: { authorization: `Bearer ${token}` },
      });
    } catch {
      return noLine;
    }
    if (response.ok) return { value: response };
    const body = (await response.json().catch(() => null)) as {
      error?: { code: string; message: string };
    } | null;
    const { code = 'failed', message = 'The server could not say why.' } = body?.error ?? {};
    return { status: response.status, code, message };
  }
}
