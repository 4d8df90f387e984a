import { messageOf, refusals, type Refused } from '../events/session/refusal.ts';

/** What a route answers, before it is bytes. */
export type Reply =
  | { status: number; json: unknown }
  | { status: number; text: string; type: string; file?: string }
  | { status: number; lines: Iterable<string> }
  | Refused;

export function json(value: unknown, status = 200): Reply {
  return { status, json: value };
}

export function statusOf({ refused }: Refused): number {
  return refusals[refused][0];
}

export function refusalBody(refused: Refused): { error: { code: string; message: string } } {
  return { error: { code: refused.refused, message: messageOf(refused) } };
}
