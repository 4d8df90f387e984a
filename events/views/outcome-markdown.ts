import type { DocumentPart, DocumentView } from './document.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';

/** The outcome as Markdown: reads well as plain text, pastes well anywhere. Everything people wrote is escaped. */
export function outcomeMarkdown(view: DocumentView): string {
  const roles = view.roles.map((role) => `${role.count} ${plain(role.label)}`);
  const blocks = [
    `# ${plain(view.title)}`,
    view.rehearsal ? '**Rehearsal. Nothing here was said by anyone.**' : '',
    view.subject === null ? '' : `*${plain(view.subject)}*`,
    `**${plain(view.heading)}.** ${plain(view.workshop.purpose)}`,
    [day(view.createdAt), ...roles].join(' · '),
    ...view.parts.map(partMarkdown),
    list('Limits', view.limits.map(plain)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function partMarkdown(part: DocumentPart): string {
  const fields = part.fields.flatMap((field) => [
    plain(field.text),
    ...field.beside.map((text) => `Also written: ${plain(text)}`),
  ]);
  const decisions = part.decisions.map(
    (one) =>
      `**${plain(one.text)}** (${one.status})\n\nBy ${plain(one.who ?? 'nobody named')}. Why: ${plain(one.why)}`,
  );
  const actions = part.actions.map((one) => {
    const who = [one.owner ?? 'no owner', one.by].filter((word) => word !== '').map(plain);
    return `${plain(one.text ?? 'erased')} (${who.join(', ')})`;
  });
  const steps = part.steps.map((section) => sectionMarkdown(section, section.title === part.title));
  const lines = [...actions, ...part.record.map((one) => plain(one.text))];
  return [`## ${plain(part.title)}`, ...fields, ...decisions, ...steps, list(null, lines)]
    .filter((block) => block !== '')
    .join('\n\n');
}

function sectionMarkdown(section: OutcomeSection, titled: boolean): string {
  const rounds = section.rounds.map((round) => roundMarkdown(round, section.rounds.length > 1));
  return [
    titled ? '' : `### ${plain(section.title)}`,
    plain(section.prompt),
    ...rounds,
    ...section.caveats.map((caveat) => `> ${plain(caveat)}`),
    list(null, section.record.map(plain)),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function roundMarkdown(round: OutcomeRound, several: boolean): string {
  const head = several ? `**Round ${round.round}.** ` : '';
  const words = round.words === null ? '' : plain(round.words);
  const rule = round.result === null ? '' : ` (${round.result.rule})`;
  const moved = round.result?.moved;
  const movement = moved ? `${moved.up} moved up, ${moved.same} stayed, ${moved.down} moved down.` : '';
  const texts = round.result === null ? '' : textsMarkdown(round.result.groupAnswer);
  const line = [words, movement, `${round.participation}${rule}`].filter((part) => part !== '').join(' ');
  return `${head}${line}${texts}`;
}

/** Cards, objections and reasons stand in full: the sentence above only counts them. */
function textsMarkdown(groupAnswer: object): string {
  return ['themes', 'texts', 'objections', 'concerns', 'reasons', 'steps', 'pairs']
    .map((key) => {
      const things: unknown = Reflect.get(groupAnswer, key);
      return Array.isArray(things) && things.length > 0
        ? `\n\n${things.map((one: object) => `- ${thingWords(one)}`).join('\n')}`
        : '';
    })
    .join('');
}

function thingWords(thing: object): string {
  const words = ['title', 'text', 'left', 'right', 'who', 'fact', 'by', 'state']
    .map((key): unknown => Reflect.get(thing, key))
    .filter((value): value is string => typeof value === 'string' && value !== '');
  return words.length === 0 ? 'erased' : words.map(plain).join(' · ');
}

function list(title: string | null, lines: string[]): string {
  if (lines.length === 0) return '';
  const head = title === null ? '' : `## ${title}\n\n`;
  return `${head}${lines.map((line) => `- ${line}`).join('\n')}`;
}

function day(at: string): string {
  return at.slice(0, 10);
}

/** Markdown has no way to say “as written”, so whatever could be markup is escaped, and lines are folded. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~]/gu, String.raw`\$&`)
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replace(/^(?<mark>[-+=]|\d+\.)/u, String.raw`\$<mark>`);
}
