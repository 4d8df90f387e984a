import type { Refusal } from './line.ts';
import { words } from './words.ts';

export interface Joined {
  session: string;
  participant: string;
  token: string;
}

/** The room's code, or a personal link: a session, and the token that says as whom. */
export type Way = { code: string } | { session: string; token: string };

export interface JoinRequest {
  way: Way;
  name: string;
  /** the same id again is the same person again: the answer may have been lost on its way */
  id: string;
}

/** Takes a seat, or says in a sentence why there is none. */
export async function join({ way, name, id }: JoinRequest): Promise<Joined | { refused: Refusal }> {
  // A personal link's token says which session and as whom.
  const body = 'code' in way ? { code: way.code, name, id } : { name, id };
  try {
    const response = await fetch('/api/join', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...('token' in way && { authorization: `Bearer ${way.token}` }),
      },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    return response.ok ? (answer as Joined) : { refused: (answer as { error: Refusal }).error };
  } catch {
    return { refused: { code: 'offline', message: words.notJoined } };
  }
}
