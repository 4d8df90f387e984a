import type { NewCommand, Session } from '../session.ts';
import type { Store } from '../storage.ts';
import { showLink } from './link-dialog.ts';

/** Ways from the desk to other screens. Each needs a link of its own, which the server makes and the desk lists. */

export type Way = 'stage' | 'remote' | 'outcome';

export interface Leaving {
  session: Session;
  store: Store;
  say: (message: string) => void;
}

export async function takeWay(way: Way, leaving: Leaving): Promise<void> {
  const link = await linkFor(way, leaving);
  if (link === null) return;
  if (way === 'remote') {
    await showLink({
      title: 'Phone remote',
      text: 'Scan with your own phone. Whoever has this link holds the controls; you can take it back under Links.',
      link,
    });
    return;
  }
  // Same origin as this desk, whatever name the server gave: the desk may be open under localhost.
  const { pathname, hash } = new URL(link);
  const opened = window.open(pathname + hash, way === 'stage' ? 'parley-stage' : '_blank');
  if (!opened)
    await showLink({
      title: way === 'stage' ? 'The stage' : 'The outcome',
      text: 'The browser did not open a window. Open this one yourself.',
      link,
    });
}

const roles = { stage: 'stage', remote: 'facilitator', outcome: 'reader' } as const;

/** One link for all walls and one for all outcomes opened from here; every remote gets its own, to be taken back alone. */
async function linkFor(way: Way, { session, store, say }: Leaving): Promise<string | null> {
  const key = `parley:way:${way}:${session.session}`;
  const kept = store.get(key);
  if (way !== 'remote' && typeof kept === 'string' && (await stillOpens(session, kept))) return kept;
  const ack = await session.send({ type: 'make-link', role: roles[way] } satisfies NewCommand);
  if (!ack.ok || ack.link === undefined) {
    say(ack.ok ? 'The link was made, but not told. Look under Links.' : ack.message);
    return null;
  }
  if (way !== 'remote') store.set(key, ack.link);
  return ack.link;
}

/** A kept link may have been taken back since. */
async function stillOpens({ session, position }: Session, link: string): Promise<boolean> {
  const response = await fetch(`/api/sessions/${encodeURIComponent(session)}/events?after=${position}`, {
    headers: { authorization: `Bearer ${new URL(link).hash.slice(1)}` },
  }).catch(() => null);
  return response?.status !== 401;
}
