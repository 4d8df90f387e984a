import { z } from 'zod';
import { ParticipantId } from './event.ts';
import { limits } from './limits.ts';
import { DefinedId, plainText, Step } from './workshop.ts';

/**
 * Every command, as it comes over the wire. Who is asking is never in here: it comes from the handshake.
 * `join` and `create` are made by the server itself after it has checked a code or the host key.
 */

/** Whatever variant its maker chose: only that it does not come up twice matters. */
const id = z.guid();
const step = DefinedId;
const round = z.int().min(1).max(limits.roundsMax);
const text = z.string().regex(/^t-[a-z0-9-]{4,64}$/u);
const theme = z.string().regex(/^th-[a-z0-9-]{4,40}$/u);

/** Whatever the kind makes of it; checked against the step's settings by the decider. */
const Answer = z.record(z.string(), z.json());

function command<T extends string, S extends z.ZodRawShape>(type: T, payload: S) {
  return z.strictObject({ id, type: z.literal(type), ...payload });
}

const ParticipantCommand = z.discriminatedUnion('type', [
  command('answer', {
    step,
    round,
    answer: Answer,
    /** rises with every change of mind; the highest wins, so a late retry never overwrites */
    counter: z.int().min(1).max(10_000_000_000).optional(),
    /** the phone's own answer of the round before, for the count of who moved */
    previous: Answer.optional(),
  }),
  command('pass', { step, round, counter: z.int().min(1).max(10_000_000_000).optional() }),
  command('withdraw', { step, round, counter: z.int().min(1).max(10_000_000_000).optional() }),
  command('rename', { name: plainText(limits.nameMax) }),
  command('ask-pause', {}),
]);

const FacilitatorCommand = z.discriminatedUnion('type', [
  command('go-to', { step }),
  command('open', { step }),
  command('close', { step }),
  command('release', { step }),
  command('again', { step }),
  command('admit', { participant: ParticipantId }),
  command('extend', { seconds: z.int().min(-3600).max(3600) }),
  command('pause', {}),
  command('resume', {}),
  command('blank', { on: z.boolean() }),
  command('turn-page', { page: z.int().min(0).max(limits.pagesMax) }),
  command('add-step', { step: Step, before: step.nullish() }),
  command('edit-step', { step: Step }),
  command('move-step', { step, before: step.nullish() }),
  command('skip-step', { step, skipped: z.boolean().optional() }),
  command('merge-texts', { step, texts: z.array(text).min(1).max(500), title: plainText(limits.titleMax) }),
  command('split-theme', { step, theme }),
  command('rename-theme', { step, theme, title: plainText(limits.titleMax) }),
  command('hide-text', { step, text, reason: plainText(limits.titleMax) }),
  command('enter-count', {
    step,
    /** by the id of what was asked, or a number for each in its order, as in the group's answer */
    counts: z.union([z.record(z.string(), z.json()), z.array(z.int()).max(limits.optionsMax)]),
  }),
  command('write', {
    field: DefinedId,
    text: plainText(limits.fieldTextMax, 0),
    base: z.int().min(0),
  }),
  command('note', { text: plainText(limits.noteMax), record: z.boolean().optional() }),
  command('settle-objection', {
    step,
    text,
    state: z.enum(['integrated', 'withdrawn', 'overruled']),
    how: plainText(limits.noteMax).optional(),
  }),
  command('decide', {
    status: z.enum(['decided', 'advisory', 'not-today']).optional(),
    /** where only the why is said, that is what was decided */
    text: plainText(limits.noteMax).optional(),
    who: ParticipantId.nullish(),
    why: plainText(limits.noteMax),
  }),
  command('take-step', {
    text: plainText(limits.noteMax),
    owner: ParticipantId.nullish(),
    by: plainText(40, 0),
  }),
  command('assign-role', { participant: ParticipantId, role: DefinedId }),
  command('move-seat', { participant: ParticipantId, to: ParticipantId.optional() }),
  command('remove-participant', { participant: ParticipantId }),
  command('lock', { on: z.boolean() }),
  command('make-link', {
    role: z.string().max(40),
    expires: z.iso.datetime({ offset: true }).optional(),
    outcomeOnly: z.boolean().optional(),
  }),
  command('revoke-link', { link: z.string().max(64) }),
  command('share', {}),
  command('erase', { participant: ParticipantId.optional(), text: text.optional() }),
  command('undo', { position: z.int().min(1) }),
  command('end', {}),
]);

export const Command = z.discriminatedUnion('type', [
  ...ParticipantCommand.options,
  ...FacilitatorCommand.options,
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** Made by the server once a code, a link or the host key has been checked. */
export interface JoinCommand {
  type: 'join';
  participant: string;
  role: string;
  name: string;
  observer?: true;
  pretend?: true;
}
