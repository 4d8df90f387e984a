import type { Workshop } from '../../../events/session/workshop.ts';
import { hostKey } from './server-process.ts';

/** A session as the host makes it over HTTP, and what anyone may ask over HTTP. */

export interface MadeSession {
  session: string;
  code: string;
  links: { desk: string; join: string; stage: string; replay: string };
  tokens: { facilitator: string; stage: string; reader: string };
}

export interface Answered {
  status: number;
  text: string;
}

export interface Asking {
  method?: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export async function ask(address: string, { method, token, body, headers }: Asking = {}): Promise<Answered> {
  const response = await fetch(address, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

export async function askJson<T>(address: string, asking: Asking = {}): Promise<T> {
  const { status, text } = await ask(address, asking);
  if (status >= 300) throw new Error(`${address} answered ${status}: ${text}`);
  return JSON.parse(text) as T;
}

/** The name of a refusal over HTTP. */
export function refusalIn({ text }: Answered): string {
  return (JSON.parse(text) as { error: { code: string } }).error.code;
}

export async function makeSession(
  url: string,
  workshop: Workshop | string,
  more: { title?: string; subject?: string; rehearsal?: boolean; floor?: number } = {},
): Promise<MadeSession> {
  const body = { workshop, title: 'A Tuesday', ...more };
  return await askJson<MadeSession>(`${url}/api/sessions`, { token: hostKey, body });
}
