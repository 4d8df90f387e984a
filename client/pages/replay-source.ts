import type { DocumentView } from '../../events/views/document.ts';
import { parseLines } from '../intake.ts';
import type { Recording } from '../recording.ts';
import { deviceStore, type Store } from '../storage.ts';
import type { Door } from './door.ts';

/** Where a reader's page gets what it shows: its own address, the outcome, and the events as they come in. */

export interface ReplayDoor extends Door {
  /** the moment that the link names */
  at: number | null;
}

/**
 * The way in from a link such as /replay/ID#TOKEN&at=123. The token is kept on this device and taken out of the
 * address; the moment stays in it, so that going back, reloading and bookmarking work.
 */
export function replayDoor(
  place: Pick<Location, 'pathname' | 'hash'>,
  store: Store = deviceStore(),
): ReplayDoor | null {
  const session = place.pathname.split('/')[2] ?? '';
  if (session === '') return null;
  const parts = place.hash.slice(1).split('&');
  const at = momentIn(parts);
  const given = parts.find((part) => part !== '' && !part.includes('=')) ?? null;
  const key = `parley:door:replay:${session}`;
  if (given !== null) {
    store.set(key, given);
    const rest = parts.filter((part) => part !== given && part !== '').join('&');
    history.replaceState(null, '', `${place.pathname}${rest === '' ? '' : `#${rest}`}`);
    return { session, token: given, at };
  }
  const kept = store.get(key);
  return typeof kept === 'string' ? { session, token: kept, at } : null;
}

export function momentIn(parts: readonly string[]): number | null {
  const named = parts.find((part) => part.startsWith('at='));
  const at = Number(named?.slice(3));
  return named !== undefined && Number.isInteger(at) && at > 0 ? at : null;
}

/** The whole link to a moment, for someone else. */
export function momentLink(
  place: Pick<Location, 'origin' | 'pathname'>,
  { token }: Door,
  at: number | null,
): string {
  return `${place.origin}${place.pathname}#${token}${at === null ? '' : `&at=${at}`}`;
}

export type Got<T> = { value: T } | { status: number; code: string; message: string };

const noLine = {
  status: 0,
  code: 'offline',
  message: 'No connection. Check the network, then look again.',
};

export class Source {
  readonly door: Door;

  constructor(door: Door) {
    this.door = door;
  }

  async outcome(): Promise<Got<DocumentView>> {
    const got = await this.#ask('outcome.json');
    if (!('value' in got)) return got;
    return { value: (await got.value.json()) as DocumentView };
  }

  async file(extension: string): Promise<Got<Blob>> {
    const got = await this.#ask(`outcome.${extension}`);
    return 'value' in got ? { value: await got.value.blob() } : got;
  }

  /** Reads all events once, folding them while they arrive; `came` is called after each piece. */
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
    const { session, token } = this.door;
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
