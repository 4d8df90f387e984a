import { shownCode, tidyCode } from '../seats.ts';
import type { JoinDoor } from './stage-parts.ts';

/** Where people join this session: asked once, of the server, with any token that may show it. */
export async function readJoinDoor(session: string, token: string): Promise<JoinDoor[]> {
  const response = await fetch(`/api/sessions/${encodeURIComponent(session)}/door`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) return [];
  const { code, links }: { code: string; links: string[] } = await response.json();
  return links.map((link) => ({ code: shownCode(tidyCode(code)), link, address: new URL(link).host }));
}
