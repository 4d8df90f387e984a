import type { CommandOf } from './command.ts';
import { tell, type Context, type Decision } from './context.ts';
import type { GroupAnswer, Theme } from '../activity.ts';
import { refuse } from './refusal.ts';
import { lastRound, stepOf, type SessionState, type StepState } from './state.ts';

/** Cards are merged, split, renamed and hidden by people; the machine only suggests. */

type TextsCommand = CommandOf<'merge-texts' | 'split-theme' | 'rename-theme' | 'hide-text'>;

export function decideTexts(state: SessionState, command: TextsCommand, context: Context): Decision {
  const step = stepOf(state, command.step);
  if (!step) return refuse('unknown-step');
  const texts = releasedTexts(step);
  if (!texts) return refuse('not-released');
  switch (command.type) {
    case 'merge-texts':
      return merge(step, texts, { command, context });
    case 'split-theme': {
      if (!themeOf(step, command.theme)) return refuse('unknown-theme');
      return { events: [tell(context, 'split', { step: command.step, theme: command.theme })] };
    }
    case 'rename-theme': {
      if (!themeOf(step, command.theme)) return refuse('unknown-theme');
      const { theme, title } = command;
      return { events: [tell(context, 'retitled', { step: command.step, theme, title })] };
    }
    case 'hide-text': {
      if (!texts.has(command.text)) return refuse('unknown-text');
      if (step.hidden.some((one) => one.text === command.text)) return { events: [] };
      const { text, reason } = command;
      return { events: [tell(context, 'text-hidden', { step: command.step, text, reason })] };
    }
  }
}

/** Merging into a theme that stands takes that theme along: its id stays, so links to it do too. */
function merge(
  step: StepState,
  texts: ReadonlySet<string>,
  { command, context }: { command: CommandOf<'merge-texts'>; context: Context },
): Decision {
  const chosen = [...new Set(command.texts)];
  if (chosen.some((text) => !texts.has(text))) return refuse('unknown-text');
  const grown = step.themes.find(
    (theme) => theme.texts.length > 1 && theme.texts.every((text) => chosen.includes(text)),
  );
  const theme = grown?.id ?? `th-${context.newId()}`;
  return {
    events: [tell(context, 'themed', { step: command.step, theme, title: command.title, texts: chosen })],
  };
}

function themeOf(step: StepState, id: string): Theme | undefined {
  return step.themes.find((theme) => theme.id === id);
}

/** Ids of every text that the last release of this step shows, or null if there was none. */
function releasedTexts(step: StepState): ReadonlySet<string> | null {
  const result = lastRound(step)?.result;
  if (!result) return null;
  return new Set(textIdsIn(result.groupAnswer));
}

function textIdsIn(groupAnswer: GroupAnswer): string[] {
  return ['texts', 'objections', 'concerns', 'reasons'].flatMap((key) => {
    const list: unknown = Reflect.get(groupAnswer, key);
    return Array.isArray(list) ? list.map((one: { id: string }) => one.id) : [];
  });
}
