import type { GroupAnswer } from '../activity.ts';
import { hiddenTexts } from './fold-record.ts';
import type { Result, StepState } from './state.ts';

/**
 * A release never changes. What the room did with it since (cards merged or hidden, objections settled) stands
 * beside it in the state; this puts both together for screens, for the outcome, and for what is handed on.
 */
export function groupAnswerNow(step: StepState, result: Result): GroupAnswer {
  return withMarks(step, result, step.themes);
}

/** An earlier round keeps its own groups; what was hidden or settled since is so there too. */
export function earlierAnswerNow(step: StepState, result: Result): GroupAnswer {
  const own = 'themes' in result.groupAnswer ? result.groupAnswer.themes : [];
  return withMarks(step, result, own);
}

function withMarks(step: StepState, result: Result, themes: StepState['themes']): GroupAnswer {
  const hidden = hiddenTexts(step);
  const answer: Record<string, unknown> = { ...result.groupAnswer };
  if (isList(answer['themes'])) answer['themes'] = withoutHidden(raised(themes, result), hidden);
  if (isList(answer['texts'])) answer['texts'] = answer['texts'].filter((text) => !hidden.has(idOf(text)));
  if (isList(answer['objections'])) {
    const objections = answer['objections']
      .filter((one) => !hidden.has(idOf(one)))
      .map((one) => Object.assign({}, one, settled(step.objections[idOf(one)])));
    answer['objections'] = objections;
    answer['passed'] = answer['n'] !== 0 && objections.every((one) => one.state !== 'open');
  }
  return answer as unknown as GroupAnswer;
}

/** Where each person gave one card, cards are people, also those that were put together by hand. */
function raised(themes: StepState['themes'], { tally }: Result): StepState['themes'] {
  const isSingle = 'single' in tally && tally.single;
  return isSingle ? themes.map((theme) => ({ ...theme, raisedBy: theme.texts.length })) : themes;
}

function withoutHidden(themes: StepState['themes'], hidden: ReadonlySet<string>): StepState['themes'] {
  return themes
    .map((theme) => ({ ...theme, texts: theme.texts.filter((text) => !hidden.has(text)) }))
    .filter((theme) => theme.texts.length > 0);
}

function settled(
  objection: StepState['objections'][string] | undefined,
): Pick<GroupAnswer<'consent'>['objections'][number], 'state' | 'how'> {
  if (objection === undefined) return { state: 'open' };
  const { state, how } = objection;
  return how === null ? { state } : { state, how };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
}
