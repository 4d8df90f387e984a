import { seesStep, type Audience } from '../session/audience.ts';
import type { SessionState } from '../session/state.ts';
import type { DocumentPlan } from '../session/workshop.ts';
import { outcomeView, type OutcomeSection, type OutcomeView } from './outcome.ts';

/** The outcome in the order its workshop plans for it: a brief or a record, section by section. */
export interface DocumentView extends OutcomeView {
  heading: string;
  parts: DocumentPart[];
}

export interface DocumentPart {
  title: string;
  fields: OutcomeView['fields'];
  steps: OutcomeSection[];
  decisions: OutcomeView['decisions'];
  actions: OutcomeView['taken'];
  record: OutcomeView['record'];
}

export function documentView(state: SessionState, audience: Audience): DocumentView {
  const outcome = outcomeView(state, audience);
  const plan = state.workshop.document ?? plainPlan(state, audience);
  const planned = plan.sections.map((section) => partOf(outcome, section));
  const named = new Set(plan.sections.flatMap((section) => section.of));
  const parts = [...planned, ...leftOver(state, outcome, named)];
  return { ...outcome, heading: plan.title, parts: parts.filter(hasContent) };
}

/** Without a plan: what was prepared, the decision, each step in turn, next steps, the record. */
function plainPlan(state: SessionState, audience: Audience): DocumentPlan {
  const fields = (state.workshop.prepare?.fields ?? []).map((field) => ({
    title: field.label,
    of: [field.id],
  }));
  const steps = state.steps
    .filter((step) => seesStep(step, state, audience))
    .map(({ step }) => ({ title: step.title, of: [step.id] }));
  return {
    title: 'What came of it',
    sections: [
      ...fields,
      { title: 'Decision', of: ['decision'] },
      ...steps,
      { title: 'Next steps', of: ['actions'] },
      { title: 'Record', of: ['record'] },
    ],
  };
}

function partOf(outcome: OutcomeView, { title, of }: DocumentPlan['sections'][number]): DocumentPart {
  return {
    title,
    fields: of.flatMap((id) => outcome.fields.filter((field) => field.id === id)),
    steps: of.flatMap((id) => outcome.sections.filter((section) => section.step === id)),
    decisions: of.includes('decision') ? outcome.decisions : [],
    actions: of.includes('actions') ? outcome.taken : [],
    record: of.includes('record') ? outcome.record : [],
  };
}

/** A step that is repeated is shown where it is repeated; whatever else no section names comes last. */
function leftOver(state: SessionState, outcome: OutcomeView, named: ReadonlySet<string>): DocumentPart[] {
  const repeated = new Set(state.steps.flatMap((step) => step.step.repeats ?? []));
  const steps = outcome.sections.filter((section) => !named.has(section.step) && !repeated.has(section.step));
  const fields = outcome.fields.filter((field) => !named.has(field.id));
  const nothing = { decisions: [], actions: [], record: [] };
  return [
    { title: 'Also written', fields, steps: [], ...nothing },
    ...steps.map((section) => ({ title: section.title, fields: [], steps: [section], ...nothing })),
    {
      title: 'Also decided and noted',
      fields: [],
      steps: [],
      decisions: named.has('decision') || state.workshop.document === undefined ? [] : outcome.decisions,
      actions: named.has('actions') || state.workshop.document === undefined ? [] : outcome.taken,
      record: named.has('record') || state.workshop.document === undefined ? [] : outcome.record,
    },
  ];
}

function hasContent(part: DocumentPart): boolean {
  return [part.fields, part.steps, part.decisions, part.actions, part.record].some((list) => list.length > 0);
}
