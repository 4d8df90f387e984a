import type { Workshop } from '../../events/session/workshop.ts';
import type { OverTime } from '../../events/views/over-time.ts';

/** What the host asks of the server over HTTP. Every answer is a value or a sentence. */

export interface SessionEntry {
  session: string;
  title: string;
  code: string;
  createdAt: string;
  rehearsal: boolean;
  workshop: string;
  workshopTitle: string;
  subject: string | null;
  startedAt: string | null;
  endedAt: string | null;
  participants: number;
}

export interface MadeSession {
  session: string;
  code: string;
  links: { desk: string; join: string; stage: string; replay: string };
}

export interface NewSession {
  workshop: string;
  title: string;
  subject?: string;
  floor?: number;
  rehearsal?: { phones: number; seed: number };
  /** the session this one goes on from */
  continues?: string;
}

export type Answered<T> = { is: 'done'; value: T } | { is: 'refused'; code: string; message: string };

export class Host {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  workshops(): Promise<Answered<Workshop[]>> {
    return this.#ask('GET', '/api/workshops');
  }

  sessions(): Promise<Answered<SessionEntry[]>> {
    return this.#ask('GET', '/api/sessions');
  }

  overTime(): Promise<Answered<OverTime[]>> {
    return this.#ask('GET', '/api/over-time');
  }

  make(wanted: NewSession): Promise<Answered<MadeSession>> {
    return this.#ask('POST', '/api/sessions', wanted);
  }

  link(session: string, role: 'facilitator' | 'stage' | 'reader'): Promise<Answered<{ link: string }>> {
    return this.#ask('POST', `/api/sessions/${encodeURIComponent(session)}/links`, { role });
  }

  remove(session: string): Promise<Answered<{ deleted: true }>> {
    return this.#ask('DELETE', `/api/sessions/${encodeURIComponent(session)}`);
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<Answered<T>> {
    try {
      const response = await fetch(path, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.ok) return { is: 'done', value: answer as T };
      const { error } = answer as { error: { code: string; message: string } };
      return { is: 'refused', ...error };
    } catch {
      return { is: 'refused', code: 'offline', message: 'The server can’t be reached. Is it still running?' };
    }
  }
}

const keyKept = 'parley:host-key';

/** The key comes in the address once, is kept for as long as this tab lives, and leaves the address. */
export function hostKeyFrom(place: Pick<Location, 'hash' | 'pathname'>): string | null {
  const given = /^#key=(?<key>[\x21-\x7e]{16,200})$/u.exec(place.hash)?.groups?.['key'];
  if (given === undefined) return sessionStorage.getItem(keyKept);
  history.replaceState(null, '', place.pathname);
  keepHostKey(given);
  return given;
}

export function keepHostKey(key: string): void {
  sessionStorage.setItem(keyKept, key);
}

export function forgetHostKey(): void {
  sessionStorage.removeItem(keyKept);
}

/** A whole host link, or the key alone. */
export function readHostKey(pasted: string): string | null {
  const text = pasted.trim();
  const key = text.includes('#key=') ? (text.split('#key=')[1] ?? '') : text;
  return /^[\x21-\x7e]{16,200}$/u.test(key) ? key : null;
}
