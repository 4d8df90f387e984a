import { seesStep, type Audience } from '../session/audience.ts';
import type { SessionState } from '../session/state.ts';
import type { DocumentPlan } from '../session/workshop.ts';
import { outcomeView, type OutcomeSection, type OutcomeView } from './outcome.ts';

/** The outcome in the order its workshop plans for it: a brief or a record, section by section. */
export interface DocumentView extends OutcomeView {
  heading: string;
  parts: DocumentPart[];
  /** where the log stood: what is printed under the document, so that another copy can be told apart */
  log: { code: string; events: number } | null;
}

export interface DocumentPart {
  title: string;
  /** no section of the plan names it: it stands among the numbers behind the document, not on its page */
  behind: boolean;
  fields: OutcomeView['fields'];
  steps: OutcomeSection[];
  decisions: OutcomeView['decisions'];
  actions: OutcomeView['taken'];
  record: OutcomeView['record'];
}

/** `head` is the head of the log's chain at the state's position, where it is known. */
export function documentView(
  state: SessionState,
  audience: Audience,
  head: string | null = null,
): DocumentView {
  const outcome = outcomeView(state, audience);
  const plan = state.workshop.document ?? plainPlan(state, audience);
  const planned = plan.sections.map((section) => partOf(outcome, section));
  const named = new Set(plan.sections.flatMap((section) => section.of));
  const parts = [...planned, ...leftOver(state, outcome, named)];
  return { ...outcome, heading: plan.title, parts: parts.filter(hasContent), log: logMark(state, head) };
}

/** Eight characters are enough to notice another history and few enough to read aloud. */
function logMark(state: SessionState, head: string | null): DocumentView['log'] {
  if (head === null) return null;
  return { code: `${head.slice(0, 4)}-${head.slice(4, 8)}`.toUpperCase(), events: state.position };
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
    behind: false,
    fields: of.flatMap((id) => outcome.fields.filter((field) => field.id === id)),
    steps: of.flatMap((id) => outcome.sections.filter((section) => section.step === id)),
    decisions: of.includes('decision') ? outcome.decisions : [],
    actions: of.includes('actions') ? outcome.taken : [],
    record: of.includes('record') ? outcome.record : [],
  };
}

/** A step that is repeated is shown where it is repeated; whatever else no section names comes last. */
function leftOver(state: SessionState, outcome: OutcomeView, named: ReadonlySet<string>): DocumentPart[] {
  const here = new Set(outcome.sections.map((section) => section.step));
  const repeated = new Set(
    state.steps.flatMap(({ step }) => (here.has(step.id) ? (step.repeats ?? []) : [])),
  );
  const steps = outcome.sections.filter((section) => !named.has(section.step) && !repeated.has(section.step));
  const fields = outcome.fields.filter((field) => !named.has(field.id));
  const nothing = { fields: [], steps: [], decisions: [], actions: [], record: [] };
  return [
    { ...nothing, title: 'Also written', behind: false, fields },
    {
      ...nothing,
      title: 'Also decided and noted',
      behind: false,
      decisions: named.has('decision') ? [] : outcome.decisions,
      actions: named.has('actions') ? [] : outcome.taken,
      record: [...(named.has('record') ? [] : outcome.record), ...steps.flatMap((section) => section.record)],
    },
    ...steps.map((section) => ({ ...nothing, title: section.title, behind: true, steps: [section] })),
  ];
}

function hasContent(part: DocumentPart): boolean {
  return [part.fields, part.steps, part.decisions, part.actions, part.record].some((list) => list.length > 0);
}
