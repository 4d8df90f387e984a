import { z } from 'zod';
import { floors, limits } from '../events/session/limits.ts';
import { versionNow, type NewEvent } from '../events/session/event.ts';
import { refuse, type Refused } from '../events/session/refusal.ts';
import { checkWorkshop } from '../events/session/workshop-check.ts';
import { floorOf, plainText, type Workshop } from '../events/session/workshop.ts';
import { openNextSteps } from '../events/views/next-steps.ts';
import { lastTimeStep } from '../events/workshops/last-time.ts';
import type { SessionRow } from './log/log.ts';
import { Rehearsing } from './rehearsal.ts';
import { keyIdsIn, sealEvent } from './sealing.ts';
import { issue, newCode, newId, type Issued } from './seats.ts';
import type { Room } from './room.ts';
import type { Sessions } from './sessions.ts';

/** How a session begins: its first event, its code and the seats of those who lead and watch it. */

export const NewSession = z.strictObject({
  workshop: z
    .union([z.string().max(40), z.record(z.string(), z.unknown())], 'give a template’s id, or a definition')
    .meta({ description: 'a template’s id, or a whole definition' }),
  title: plainText(limits.titleMax),
  subject: plainText(limits.subjectMax).optional(),
  /** answers that must be there before a sealed answer is shown, instead of the workshop's own */
  floor: z.int().min(floors.lowest).max(50).optional(),
  /** marks the session as one, and may bring phones that only pretend */
  rehearsal: z.union([z.boolean(), Rehearsing]).optional(),
  /** the session this one goes on from: what that left open is its first step */
  continues: z.string().max(64).optional(),
});
export type NewSession = z.infer<typeof NewSession>;

export interface Created {
  room: Room;
  tokens: { facilitator: string; stage: string; reader: string };
}

export interface Creating {
  sessions: Sessions;
  templates: readonly Workshop[];
  at: string;
}

export async function createSession(
  wanted: NewSession,
  { sessions, templates, at }: Creating,
): Promise<Created | Refused> {
  const workshop = workshopFor(wanted, templates);
  if ('refused' in workshop) return workshop;
  const session = `s-${newId()}`;
  const tokens = { facilitator: '', stage: '', reader: '' };
  const issued: Issued = { rows: [] };
  for (const role of ['facilitator', 'stage', 'reader'] as const) {
    issue(issued, session, {
      seat: role === 'facilitator' ? 'facilitator' : `l-${role}`,
      role,
      participant: null,
    });
    tokens[role] = issued.token?.token ?? '';
  }
  const begun = await goingOn(wanted, workshop, sessions);
  const plain = firstEvents(session, wanted, begun, at);
  const { keys } = sessions.parts;
  const keyIds = plain.flatMap(keyIdsIn);
  await keys.load(session);
  if (keyIds.length > 0 && 'refused' in (await keys.ensure(session, keyIds))) return refuse('read-only');
  const events = plain.map((event) => sealEvent(event, (keyId, words) => keys.seal(session, keyId, words)));
  const room = await sessions.begin({
    session,
    expected: 0,
    commands: [{ id: `create-${newId()}`, actor: 'host', digest: '', events }],
    sessionRow: rowOf(session, wanted, workshop, at),
    seats: issued.rows,
  });
  return 'refused' in room ? room : { room, tokens };
}

function workshopFor(wanted: NewSession, templates: readonly Workshop[]): Workshop | Refused {
  const definition =
    typeof wanted.workshop === 'string'
      ? templates.find(({ id }) => id === wanted.workshop)
      : wanted.workshop;
  if (!definition) return refuse('invalid-workshop', 'there is no template of that name');
  const checked = checkWorkshop(
    wanted.floor === undefined ? definition : { ...definition, floor: wanted.floor },
  );
  return 'problem' in checked ? refuse('invalid-workshop', checked.problem) : checked.workshop;
}

/** What the session before left open comes back first. It may have been deleted since: then nothing does. */
async function goingOn({ continues }: NewSession, workshop: Workshop, sessions: Sessions): Promise<Workshop> {
  const before = continues === undefined ? null : await sessions.room(continues);
  const open = before === null ? [] : openNextSteps(before.state);
  if (open.length === 0) return workshop;
  const things = open.map((label) => ({ id: `t-${newId()}`, label }));
  return { ...workshop, steps: [lastTimeStep(things), ...workshop.steps] };
}

/** The first links are events like every later one, so that the desk lists them and can take them back. */
function firstEvents(session: string, wanted: NewSession, workshop: Workshop, at: string): NewEvent[] {
  const { title, subject, continues } = wanted;
  const base = { v: versionNow, at, actor: 'host' };
  return [
    {
      ...base,
      type: 'session-created',
      session,
      title,
      workshop,
      floor: floorOf(workshop, {}),
      ...(subject !== undefined && { subject }),
      ...(isRehearsal(wanted) && { rehearsal: true }),
      ...(continues !== undefined && { continues }),
    },
    { ...base, type: 'link-made', link: 'l-stage', role: 'stage' },
    { ...base, type: 'link-made', link: 'l-reader', role: 'reader' },
  ];
}

function rowOf(session: string, wanted: NewSession, workshop: Workshop, at: string): SessionRow {
  const summary = {
    workshop: workshop.id,
    workshopTitle: workshop.title,
    subject: wanted.subject ?? null,
    startedAt: null,
    endedAt: null,
    participants: 0,
  };
  return {
    session,
    code: newCode(),
    title: wanted.title,
    createdAt: at,
    rehearsal: isRehearsal(wanted),
    details: JSON.stringify(summary),
  };
}

function isRehearsal({ rehearsal }: NewSession): boolean {
  return rehearsal !== undefined && rehearsal !== false;
}
