import { enteredWords } from '../activities/hands.ts';
import type { Cell, Table } from '../picture.ts';
import type { DocumentPart, DocumentView } from './document.ts';
import { dayWords } from './document-sheet.ts';
import { filled, roundLabel } from './document-table.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';

/** The outcome as Markdown: reads well as plain text, pastes well anywhere. Everything people wrote is escaped. */
export function outcomeMarkdown(view: DocumentView): string {
  const roles = view.roles.map((role) => `${plain(role.label)} ${role.count}`);
  const log = view.log === null ? '' : `Log ${view.log.code}, ${view.log.events} events.`;
  const blocks = [
    `# ${plain(view.heading)}: ${plain(view.title)}`,
    view.rehearsal ? '**Rehearsal. Nothing here was said by anyone.**' : '',
    view.subject === null ? '' : `*${plain(view.subject)}*`,
    plain(view.workshop.purpose),
    [dayWords(view.startedAt ?? view.createdAt), ...roles].join(' · '),
    ...view.parts.map(partMarkdown),
    list('Limits', view.limits.map(plain)),
    log,
  ];
  return `${joined(blocks)}\n`;
}

function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

function partMarkdown(part: DocumentPart): string {
  const fields = part.fields.flatMap((field) => {
    const label = field.label === part.title ? '' : `**${plain(field.label)}:** `;
    // What people dissented with stands as they wrote it, set apart from what the room found.
    const sign = field.id.startsWith('dissent') ? '> ' : '';
    return [
      `${sign}${label}${plain(field.text)}`,
      ...field.beside.map((text) => `Also written: ${plain(text)}`),
    ];
  });
  const decisions = part.decisions.map((one) => {
    const why = one.why === '' ? '' : ` Why: ${plain(one.why)}`;
    return `**${plain(one.text)}** (${one.status})\n\nBy ${plain(one.who ?? 'nobody named')}.${why}`;
  });
  const actions = part.actions.map((one) => {
    const who = [one.owner ?? 'no owner', one.by].filter((word) => word !== '').map(plain);
    return `${plain(one.text ?? 'erased')} (${who.join(', ')})`;
  });
  const steps = part.steps.map((section) => sectionMarkdown(section, section.title === part.title));
  const lines = [...actions, ...part.record.map((one) => plain(one.text))];
  return joined([`## ${plain(part.title)}`, ...fields, ...decisions, ...steps, list(null, lines)]);
}

function sectionMarkdown(section: OutcomeSection, titled: boolean): string {
  const { rounds } = section;
  return joined([
    titled ? '' : `### ${plain(section.title)}`,
    `*${plain(section.prompt)}*`,
    ...rounds.map((round, at) => roundMarkdown(round, roundLabel(at, rounds.length))),
    ...section.caveats.map((caveat) => `> ${plain(caveat)}`),
    list(
      null,
      section.record.map((one) => plain(one.text)),
    ),
  ]);
}

/** What can be drawn is told in its sentence; anything else as its table, and what the rows don't say beside it. */
function roundMarkdown(round: OutcomeRound, label: string): string {
  const head = label === '' ? '' : `**${label}.**`;
  const rule = round.result === null ? '' : `(${round.result.rule})`;
  const moved = round.result?.moved;
  const movement = moved ? `${moved.up} moved up, ${moved.same} stayed, ${moved.down} moved down.` : '';
  const { figure } = round;
  const isSentence = figure !== null && !('rows' in figure && figure.rows.length > 1);
  const table = round.table === null || isSentence ? '' : tableMarkdown(filled(round.table));
  const words = table === '' ? plain(round.words ?? '') : round.finding;
  const hands = plain(enteredWords(round) ?? '');
  const line = [head, words, movement, round.participation, hands, rule]
    .filter((part) => part !== '')
    .join(' ');
  return joined([line, table]);
}

function tableMarkdown({ columns, rows }: Table): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly Cell[]): string =>
    `| ${cells.map((cell) => plain(String(cell ?? ''))).join(' | ')} |`;
  return [line(columns), `| ${columns.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

function list(title: string | null, lines: string[]): string {
  if (lines.length === 0) return '';
  const head = title === null ? '' : `## ${title}\n\n`;
  return `${head}${lines.map((line) => `- ${line}`).join('\n')}`;
}

/**
 * Markdown has no way to say “as written”, so whatever could be markup is escaped wherever it stands, what is markup
 * only at the beginning of a line is escaped there, and lines are folded into one.
 */
function plain(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&]/gu, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/u, String.raw`$1\$2`)
    .replace(/^[-+=](?=\s|$|=|-)/u, String.raw`\$&`);
}
