import type { Refusal } from './line.ts';

/** What a personal link is for. Few come by one, so what they need comes only to them. */

const words = {
  joinAs: (title: string, role: string) => `${title}. You come in as ${role}.`,
  newLink: 'Your facilitator can give you a new link, or move your seat to this phone.',
};

/** Refusals after which a personal link is good for nothing. */
const final: readonly string[] = ['no-token', 'role-taken', 'ended'];

/** Where a personal link leads, and as whom; why it is good for nothing; or null while nobody can tell. */
export async function readInvitation(
  token: string,
): Promise<{ purpose: string } | { problem: string } | null> {
  const response = await fetch('/api/join', { headers: { authorization: `Bearer ${token}` } });
  const told: unknown = await response.json();
  if (response.ok) {
    const { title, role } = told as { title: string; role: string };
    return { purpose: words.joinAs(title, role) };
  }
  const { code, message } = (told as { error: Refusal }).error;
  return final.includes(code) ? { problem: `${message} ${words.newLink}` } : null;
}
