import type { z } from 'zod';
import { activityOf } from '../activities/index.ts';
import { Step as StepSchema, Workshop as WorkshopSchema, type Step, type Workshop } from './workshop.ts';

/** Checks a workshop definition, or one step of it, down to the settings of each kind and all cross-references. */

export function checkWorkshop(definition: unknown): { workshop: Workshop } | { problem: string } {
  const parsed = WorkshopSchema.safeParse(definition);
  if (!parsed.success) return { problem: problemIn(parsed.error) };
  const { steps, ...rest } = parsed.data;
  const checked: Step[] = [];
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
  const problem = misreference(step, { ...among, steps: others }) ?? missingItems(step, settled.data);
  if (problem !== null) return { problem: `step “${step.id}”: ${problem}` };
  return { step: { ...step, settings: settled.data } as Step };
}

type LooseStep = Omit<z.infer<typeof StepSchema>, 'settings'>;

function misreference(step: LooseStep, among: Workshop): string | null {
  const roles = new Set(among.roles.map((role) => role.id));
  const unknown = [
    ...(step.who ?? []),
    ...(step.shownTo ?? []),
    ...(step.mergedBy === undefined ? [] : [step.mergedBy]),
  ].find((id) => !roles.has(id));
  if (unknown !== undefined) return `names the role “${unknown}”, which is not in roles`;
  for (const key of ['from', 'repeats'] as const) {
    const id = step[key];
    if (id === undefined) continue;
    const target = among.steps.find((one) => one.id === id);
    if (!target) return `${key} names the step “${id}”, which does not come before it`;
    if (key === 'repeats' && target.kind !== step.kind) return `repeats a step of another kind`;
  }
  if (step.mode === 'one' && step.who === undefined)
    return 'is answered by one role, but who does not name it';
  return null;
}

/** Items come from the step itself or from an earlier one, never from nowhere. */
function missingItems(step: LooseStep, settings: Step['settings']): string | null {
  const activity = activityOf(step.kind);
  if (step.from !== undefined) {
    const sample = [
      { id: 'one', label: 'One' },
      { id: 'two', label: 'Two' },
    ];
    return activity.accepts(settings, sample)
      ? null
      : `a step of kind ${step.kind} takes nothing from another step`;
  }
  return activity.ready(settings)
    ? null
    : 'has nothing to answer about: give it items, or name a step in from';
}

function firstRepeated(ids: readonly string[]): string | null {
  return ids.find((id, place) => ids.indexOf(id) !== place) ?? null;
}

function problemIn(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'has another shape';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
