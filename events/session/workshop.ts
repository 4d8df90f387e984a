import { z } from 'zod';
import type { Kind, Settings } from '../activity.ts';
import { floors, limits } from './limits.ts';

/**
 * A workshop definition: the agenda of a session as data. A template is one of these, and so is whatever a
 * facilitator sends instead. Limits stand beside each field; a wrong definition is refused with the path of
 * the field and a sentence.
 */

/** Text that a database, a screen and a reader can hold: well formed, no NUL, no other control characters. */
export function plainText(max: number, min = 1) {
  return z
    .string()
    .refine((text) => text.isWellFormed(), 'holds a broken character')
    .refine((text) => !/[^\P{Cc}\t\n\r]/u.test(text), 'holds a control character')
    .transform((text) => text.trim().normalize('NFC'))
    .refine((text) => text.length >= min, 'is empty')
    .refine((text) => text.length <= max, `is longer than ${max} characters`);
}

/** Ids that templates choose. `t-` is kept for texts that participants write, `p-` for participants. */
export const DefinedId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/u, 'must be letters, digits, dashes and underscores')
  .refine((id) => !/^[tp]-/u.test(id), 'must not begin with t- or p-');

export const Mode = z.enum(['named', 'sealed', 'self', 'one']);
export type Mode = z.infer<typeof Mode>;

const SeenBy = z.enum(['roles', 'desk', 'room']);

const RoleDefinition = z.strictObject({
  id: DefinedId,
  label: plainText(limits.nameMax),
  max: z.int().min(1).optional(),
});

export const PrepareField = z.strictObject({
  id: DefinedId,
  label: plainText(limits.titleMax),
  help: plainText(limits.promptMax).optional(),
  lines: z.int().min(1).max(20).optional(),
});
export type PrepareField = z.infer<typeof PrepareField>;

/** The list of fields may be given as it is. */
const Prepare = z.preprocess(
  (given) => (Array.isArray(given) ? { fields: given } : given),
  z.strictObject({ fields: z.array(PrepareField).max(limits.fieldsMax) }),
);

const kinds = [
  'choice',
  'columns',
  'checklist',
  'scale',
  'ratings',
  'number',
  'tags',
  'ranking',
  'allocation',
  'texts',
  'grid',
  'consent',
  'fist',
  'form',
  'pairs',
  'steps',
] as const satisfies readonly Kind[];

const branch = {
  /** what the facilitator may do about it, in the room's words */
  say: plainText(limits.sayMax),
  /** a step to ask once more, this one or an earlier one */
  again: DefinedId.optional(),
  /** only from this round on, or up to it */
  fromRound: z.int().min(1).max(limits.roundsMax).optional(),
  untilRound: z.int().min(1).max(limits.roundsMax).optional(),
};

/**
 * Where a workshop may turn once a step's answer is shown. It is proposed at the desk and forced on nobody; what the
 * kinds tell is in `activities/signals.ts`.
 */
export const Branch = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('share'), of: DefinedId, atLeast: z.number().min(0).max(1), ...branch }),
  z.strictObject({ when: z.literal('contested'), ...branch }),
  /** one is open */
  z.strictObject({ when: z.literal('objection'), ...branch }),
  /** one was integrated, so that what is proposed has changed */
  z.strictObject({ when: z.literal('integrated'), ...branch }),
  z.strictObject({ when: z.literal('middle-below'), below: z.number(), ...branch }),
]);
export type Branch = z.infer<typeof Branch>;

export const Step = z.strictObject({
  id: DefinedId,
  title: plainText(limits.titleMax),
  phase: plainText(limits.titleMax).optional(),
  minutes: z.number().min(0).max(240),
  talk: z.number().min(0).max(240).optional(),
  say: plainText(limits.sayMax, 0),
  kind: z.enum(kinds),
  prompt: plainText(limits.promptMax),
  note: plainText(limits.promptMax).optional(),
  /** sentences that must stand beside the group's answer wherever it is shown */
  caveats: z.array(plainText(limits.promptMax)).max(8).optional(),
  mode: Mode,
  floor: z.int().min(floors.lowest).max(50).optional(),
  rounds: z.int().min(1).max(limits.roundsMax).optional(),
  repeats: DefinedId.optional(),
  hold: z.literal(true).optional(),
  who: z.array(DefinedId).max(limits.rolesMax).optional(),
  seenBy: SeenBy.optional(),
  /** with `seenBy: 'roles'`, the roles that see the answer, where they are not those who give it */
  shownTo: z.array(DefinedId).max(limits.rolesMax).optional(),
  live: z.boolean().optional(),
  /** the facilitator reads texts between close and release, only to hide what names a person */
  review: z.literal(true).optional(),
  settings: z.record(z.string(), z.unknown()),
  outcome: DefinedId.optional(),
  from: DefinedId.optional(),
  mergedBy: DefinedId.optional(),
  branches: z.array(Branch).max(4).optional(),
  /** once its answer is shown, whoever holds the role called decider is asked for the decision */
  decides: z.literal(true).optional(),
});

/** A step whose settings are known to be those of its kind. */
export type StepOf<K extends Kind> = Omit<z.infer<typeof Step>, 'kind' | 'settings'> & {
  kind: K;
  settings: Settings<K>;
};
export type Step = { [K in Kind]: StepOf<K> }[Kind];

/**
 * The document that a workshop ends with: its sections in order, each made of fields of the preparation and of
 * steps, by id. `decision`, `actions` and `record` stand for what was decided, taken on and noted. Steps that no
 * section names follow at the end.
 */
export const DocumentPlan = z.strictObject({
  title: plainText(limits.titleMax),
  sections: z
    .array(z.strictObject({ title: plainText(limits.titleMax), of: z.array(DefinedId).min(1).max(12) }))
    .min(1)
    .max(30),
});
export type DocumentPlan = z.infer<typeof DocumentPlan>;

export const Workshop = z.strictObject({
  id: DefinedId,
  title: plainText(limits.titleMax),
  minutes: z.number().min(1).max(480),
  purpose: plainText(limits.promptMax),
  topic: z.enum(['people', 'project']),
  floor: z.int().min(floors.lowest).max(50).optional(),
  prepare: Prepare.optional(),
  roles: z.array(RoleDefinition).min(1).max(limits.rolesMax),
  /** the role of whoever joins with the common code; else the first one */
  joinAs: DefinedId.optional(),
  steps: z.array(Step).min(1).max(limits.stepsMax),
  document: DocumentPlan.optional(),
});
export type Workshop = Omit<z.infer<typeof Workshop>, 'steps'> & { steps: Step[] };

/** The floor in force for a step: its own, else the workshop's, else the topic's. */
export function floorOf(workshop: Pick<Workshop, 'topic' | 'floor'>, step: Pick<Step, 'floor'>): number {
  return step.floor ?? workshop.floor ?? floors[workshop.topic];
}
