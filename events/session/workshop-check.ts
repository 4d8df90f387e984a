import type { z } from 'zod';
import { activityOf } from '../activities/index.ts';
import { mayTakeFrom } from './seen-by.ts';
import { Step as StepSchema, Workshop as WorkshopSchema, type Step, type Workshop } from './workshop.ts';

/** Checks a workshop definition, or one step of it, down to the settings of each kind and all cross-references. */

export function checkWorkshop(definition: unknown): { workshop: Workshop } | { problem: string } {
  const parsed = WorkshopSchema.safeParse(definition);
  if (!parsed.success) return { problem: problemIn(parsed.error) };
  const { steps, ...rest } = parsed.data;
  const checked: Step[] = [];
  const repeated = firstRepeated(steps.map((step) => step.id));
  if (repeated !== null) return { problem: `the step “${repeated}” stands twice` };
  for (const step of steps) {
    const result = checkStep(step, { ...rest, steps: checked });
    if ('problem' in result) return result;
    checked.push(result.step);
  }
  if (rest.joinAs !== undefined && !rest.roles.some((role) => role.id === rest.joinAs)) {
    return { problem: `joinAs names the role “${rest.joinAs}”, which is not in roles` };
  }
  const twice = firstRepeated(rest.roles.map((role) => role.id));
  return twice === null
    ? { workshop: { ...rest, steps: checked } }
    : { problem: `the role “${twice}” stands twice` };
}

/** `among` is the workshop without this step: what a step may refer to must be there, and earlier. */
export function checkStep(definition: unknown, among: Workshop): { step: Step } | { problem: string } {
  const parsed = StepSchema.safeParse(definition);
  if (!parsed.success) return { problem: problemIn(parsed.error) };
  const { settings, ...step } = parsed.data;
  const settled = activityOf(step.kind).settings.safeParse(settings);
  if (!settled.success) return { problem: `step “${step.id}”: settings ${problemIn(settled.error)}` };
  const others = among.steps.filter((one) => one.id !== step.id);
  const problem =
    misreference({ ...step, settings: settled.data }, { ...among, steps: others }) ??
    missingItems(step, settled.data, others);
  if (problem !== null) return { problem: `step “${step.id}”: ${problem}` };
  return { step: { ...step, settings: settled.data } as Step };
}

type LooseStep = Omit<z.infer<typeof StepSchema>, 'settings'>;

function misreference(step: LooseStep & { settings: Step['settings'] }, among: Workshop): string | null {
  const roles = new Set(among.roles.map((role) => role.id));
  const unknown = [
    ...(step.who ?? []),
    ...(step.shownTo ?? []),
    ...(step.mergedBy === undefined ? [] : [step.mergedBy]),
    ...('mergedBy' in step.settings && step.settings.mergedBy !== undefined ? [step.settings.mergedBy] : []),
  ].find((id) => !roles.has(id));
  if (unknown !== undefined) return `names the role “${unknown}”, which is not in roles`;
  for (const key of ['from', 'repeats'] as const) {
    const id = step[key];
    if (id === undefined) continue;
    const target = among.steps.find((one) => one.id === id);
    if (!target) return `${key} names the step “${id}”, which does not come before it`;
    if (key === 'repeats' && target.kind !== step.kind) return `repeats a step of another kind`;
    if (key === 'repeats' && !asksTheSame(target, step))
      return `repeats “${id}” with other settings, so the rounds can’t be compared`;
  }
  const back = step.branches?.find(
    ({ again }) => again !== undefined && again !== step.id && !among.steps.some((one) => one.id === again),
  );
  if (back?.again !== undefined) return `turns back to “${back.again}”, which does not come before it`;
  if (step.mode === 'one' && step.who === undefined)
    return 'is answered by one role, but who does not name it';
  return null;
}

/** Movement between two rounds means something only where both ask for the same; wording may differ elsewhere. */
function asksTheSame(one: Step, other: LooseStep & { settings: Step['settings'] }): boolean {
  if (activityOf(one.kind).move === undefined) return true;
  const sorted = (settings: object): string =>
    JSON.stringify(Object.entries(settings).toSorted(([first], [second]) => (first < second ? -1 : 1)));
  return sorted(one.settings) === sorted(other.settings);
}

/** Items come from the step itself or from an earlier one, never from nowhere. */
function missingItems(step: LooseStep, settings: Step['settings'], earlier: readonly Step[]): string | null {
  const activity = activityOf(step.kind);
  if (step.from === undefined) {
    return activity.ready(settings)
      ? null
      : 'has nothing to answer about: give it items, or name a step in from';
  }
  if (!activity.accepts(settings, sampleItems))
    return `a step of kind ${step.kind} takes nothing from another step`;
  const source = earlier.find((one) => one.id === step.from);
  if (source === undefined) return null;
  if (!mayTakeFrom(step, source))
    return `takes from “${source.id}”, which not everyone may see who would see this`;
  return handsOn(source)
    ? null
    : `takes from “${source.id}”, but a step of kind ${source.kind} hands nothing on`;
}

const sampleItems = [
  { id: 'one', label: 'One' },
  { id: 'two', label: 'Two' },
];

/** Plays a small room through the step: what hands nothing on then never does, and nobody should learn it live. */
function handsOn(step: Step): boolean {
  const activity = activityOf(step.kind);
  const settings = step.from === undefined ? step.settings : activity.accepts(step.settings, sampleItems);
  if (settings === null) return false;
  const submissions = Array.from({ length: 12 }, (_, seat) => {
    let rolls = 12 * seat;
    const roll = (): number => ((rolls += 1) * goldenRatio) % 1;
    return { answer: activity.example(settings, roll), participant: null };
  });
  let made = 0;
  const tally = activity.tally(submissions, settings, () => `t-sample-${(made += 1)}`);
  return activity.offers(activity.groupAnswer(tally, settings), settings).length > 0;
}

/** Multiples of it fall evenly between 0 and 1, without dice. */
const goldenRatio = 0.618_033_988_749_895;

function firstRepeated(ids: readonly string[]): string | null {
  return ids.find((id, place) => ids.indexOf(id) !== place) ?? null;
}

function problemIn(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'has another shape';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
