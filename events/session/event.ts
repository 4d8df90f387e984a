import { z } from 'zod';
import { limits } from './limits.ts';
import { DefinedId, Mode, type Step, type Workshop } from './workshop.ts';

/**
 * The whole event table. Each type has a version; a shape that was once written is never rewritten, only
 * lifted on reading (`upcast.ts`). Facts are in past tense. What a role may see of each event is decided in
 * `audience.ts`, and nowhere else.
 */

export const ParticipantId = z.string().regex(/^p-[a-z0-9]{8,16}$/u);
const StepId = DefinedId;
const Round = z.int().min(1).max(limits.roundsMax);
const ActorId = z.string().max(64);
const TextId = z.string().regex(/^t-[a-z0-9-]{4,64}$/u);
const Json = z.json();

/** Four states that are never merged: answered, passed, silent (present without an answer), absent. */
export const FourStates = z.object({
  present: z.int(),
  answered: z.int(),
  passed: z.int(),
  silent: z.int(),
  absent: z.int(),
});
export type FourStates = z.infer<typeof FourStates>;

export const Moved = z.object({
  up: z.int(),
  same: z.int(),
  down: z.int(),
});
export type Moved = z.infer<typeof Moved>;

/** A step as stored: checked against its kind when it was written, so reading trusts it. */
const StoredStep = z.custom<Step>((value) => typeof value === 'object' && value !== null);
const StoredWorkshop = z.custom<Workshop>((value) => typeof value === 'object' && value !== null);

const envelope = { position: z.int().min(1), v: z.int(), at: z.iso.datetime(), actor: ActorId.optional() };

function event<T extends string, S extends z.ZodRawShape>(type: T, payload: S) {
  return z.object({ ...envelope, type: z.literal(type), ...payload });
}

const round = { step: StepId, round: Round };

/** What people wrote, added for those who see it only from this event on; never in the log itself. */
const Words = z.array(z.looseObject({ id: TextId }));
export type Words = z.infer<typeof Words>;
const role = z.string().max(40);

export const SessionEvent = z.discriminatedUnion('type', [
  event('session-created', {
    session: z.string(),
    title: z.string(),
    subject: z.string().optional(),
    workshop: StoredWorkshop,
    floor: z.int(),
    rehearsal: z.literal(true).optional(),
    continues: z.string().optional(),
  }),

  event('joined', {
    participant: ParticipantId,
    /** the how-manieth to join: stands for the name wherever that may not be read */
    number: z.int().min(1),
    role,
    /** null once erased */
    name: z.string().nullable(),
    observer: z.literal(true).optional(),
    pretend: z.literal(true).optional(),
  }),
  event('renamed', { participant: ParticipantId, name: z.string().nullable() }),
  event('role-assigned', { participant: ParticipantId, role }),
  event('seat-moved', { participant: ParticipantId }),
  event('removed', { participant: ParticipantId }),

  event('locked', { on: z.boolean() }),
  event('link-made', {
    link: z.string(),
    role,
    expires: z.iso.datetime().optional(),
    outcomeOnly: z.literal(true).optional(),
  }),
  event('link-revoked', { link: z.string() }),
  event('shared', {}),

  event('went-to', { step: StepId, words: Words.optional() }),
  event('paused', {}),
  event('resumed', {}),
  event('blanked', { on: z.boolean(), words: Words.optional() }),
  /** what does not fit on the wall stands on further pages of it */
  event('turned', { page: z.int() }),

  event('opened', {
    ...round,
    mode: Mode,
    floor: z.int(),
    until: z.iso.datetime().nullable(),
    /** everyone who may answer in this round; `members` is left out for those who may not see ids */
    electorate: z.object({
      size: z.int(),
      members: z.array(ParticipantId).optional(),
      names: z.array(z.string()).optional(),
      roles: z.record(z.string(), z.int()).optional(),
    }),
    /** what an earlier step handed on, frozen, and the settings that came of it */
    items: z.array(Json).optional(),
    settings: Json.optional(),
  }),
  event('extended', { step: StepId, until: z.iso.datetime() }),
  event('admitted', { ...round, participant: ParticipantId }),
  event('answered', { ...round, participant: ParticipantId, answer: Json }),
  event('closed', { ...round, ...FourStates.shape }),
  event('released', {
    ...round,
    tally: Json,
    groupAnswer: Json,
    rule: z.string(),
    moved: Moved.optional(),
    /** why movement is missing although there was an earlier round */
    unmoved: z.enum(['too-few-in-both', 'no-earlier-answers']).optional(),
    /** named answers, added for those who see them only now; never in the log itself */
    answers: z.array(z.object({ participant: ParticipantId, answer: Json })).optional(),
    /** whose named answers these are, added for phones of a small room; never in the log itself */
    names: z.record(ParticipantId, z.string()).optional(),
  }),
  event('discarded', { ...round, reason: z.enum(['too-few', 'ended', 'skipped', 'lost']) }),

  event('themed', { step: StepId, theme: z.string(), title: z.string(), texts: z.array(TextId) }),
  event('split', { step: StepId, theme: z.string() }),
  event('retitled', { step: StepId, theme: z.string(), title: z.string() }),
  event('text-hidden', { step: StepId, text: TextId, reason: z.string() }),
  event('count-entered', { ...round, counts: Json }),

  event('written', { field: DefinedId, text: z.string(), base: z.int(), beside: z.string().optional() }),
  event('noted', { note: z.string(), step: StepId.optional(), text: z.string(), record: z.boolean() }),
  event('objection-settled', {
    step: StepId,
    text: TextId,
    state: z.enum(['integrated', 'withdrawn', 'overruled']),
    how: z.string().optional(),
  }),
  event('decided', {
    status: z.enum(['decided', 'advisory', 'not-today']),
    text: z.string(),
    who: z.string().nullable(),
    why: z.string(),
  }),
  event('step-taken', {
    id: TextId,
    text: z.string().nullable(),
    owner: z.string().nullable(),
    by: z.string(),
  }),

  event('step-added', { added: StoredStep, before: StepId.nullable() }),
  event('step-edited', { edited: StoredStep }),
  event('step-moved', { step: StepId, before: StepId.nullable() }),
  event('step-skipped', { step: StepId, skipped: z.boolean() }),

  event('pause-asked', { participant: ParticipantId }),

  event('erased', {
    participant: ParticipantId.optional(),
    text: TextId.optional(),
  }),
  event('undone', { undoes: z.int(), words: Words.optional() }),
  event('ended', {}),
]);
export type SessionEvent = z.infer<typeof SessionEvent>;
export type EventType = SessionEvent['type'];
export type EventOf<T extends EventType> = Extract<SessionEvent, { type: T }>;

/** An event before the log gives it a position. */
export type NewEvent = { [T in EventType]: Omit<EventOf<T>, 'position'> }[EventType];

/** Where a role may not see a run of events, this stands in its place over HTTP. */
export interface HiddenRun {
  position: number;
  through: number;
  type: 'hidden';
}

/** The version each type is written with today. */
export const versionNow = 1;
