import type { DocumentPart, DocumentView } from './document.ts';
import { pictures, type Picture } from './document-picture.ts';
import { enteredWords } from '../activities/hands.ts';
import { roundLabel } from './document-table.ts';
import { tag, type Tag } from './markup.ts';
import type { OutcomeRound, OutcomeSection } from './outcome.ts';

/**
 * The document as a sheet of paper: what was said and decided, part by part, with the people behind every number
 * and the rule that made it in small print. It is meant to fit one page; `numbersPages` holds everything behind it.
 */
export interface SheetOptions {
  /** each line links to its moment in the replay */
  moments: boolean;
}

export function sheet(view: DocumentView, { moments }: SheetOptions): Tag {
  const shown = view.parts.filter((part) => !part.behind);
  const isBroad = shown.map((part, at) => at === 0 || isWide(part));
  // A narrow part by itself would leave half the page empty beside it.
  const broad = isBroad.map((one, at) => one || (isBroad[at - 1] !== false && isBroad[at + 1] !== false));
  const parts = shown.map((part, at) => partOf(part, { at, moments, isWide: broad[at] ?? true }));
  return tag(
    'article',
    `sheet ${densityOf(shown)}`.trim(),
    header(view),
    tag('div', 'parts', parts),
    footer(view),
  );
}

/** A long workshop has more to say than a page holds at reading size; print gives way before it breaks. */
function densityOf(parts: readonly DocumentPart[]): string {
  const lines = parts.reduce((sum, part) => sum + linesOf(part), 0);
  return lines > 90 ? 'dense whole' : lines > 60 ? 'dense' : '';
}

/** About how many lines a part takes: what was written, what was drawn, and a line of small print for each round. */
function linesOf({ fields, steps, decisions, actions, record }: DocumentPart): number {
  const written = fields.reduce((sum, { text }) => sum + Math.ceil(text.length / 110), 0);
  const drawn = steps
    .flatMap(({ rounds }) => rounds)
    .reduce((sum, { table }) => sum + 2 + Math.min(12, table?.rows.length ?? 0), 0);
  return 1 + written + drawn + 3 * decisions.length + actions.length + record.length;
}

function header(view: DocumentView): Tag {
  const people = view.roles.reduce((sum, role) => sum + role.count, 0);
  const roles = view.roles.map((role) => `${role.label} ${role.count}`).join(', ');
  const room = people === 0 ? 'nobody in the room' : `${people} in the room: ${roles}`;
  const line = [view.subject ?? '', room, dayWords(view.startedAt ?? view.createdAt)];
  return tag(
    'header',
    'sheet-head',
    view.rehearsal ? tag('p', 'stamp', 'Rehearsal: nothing here was said by anyone') : null,
    tag('h1', '', view.heading),
    tag('p', 'of', view.title),
    tag('p', 'sub', line.filter((words) => words !== '').join(' · ')),
    tag('p', 'sub purpose', view.workshop.purpose),
  );
}

function footer(view: DocumentView): Tag {
  const rules = [...new Set(roundsOf(view).flatMap((round) => round.result?.rule ?? []))].toSorted();
  const log = view.log === null ? null : `Log ${view.log.code} · ${view.log.events} events`;
  const origin = [log, rules.length === 0 ? null : `rules ${rules.join(' ')}`];
  return tag(
    'footer',
    'sheet-foot',
    tag('p', 'limits', view.limits.join(' ')),
    tag('p', 'origin', origin.filter((words) => words !== null).join(' · ')),
  );
}

function roundsOf(view: DocumentView): OutcomeRound[] {
  return view.sections.flatMap((section) => section.rounds);
}

interface Placed {
  at: number;
  isWide: boolean;
  moments: boolean;
}

function partOf(part: DocumentPart, placed: Placed): Tag {
  const name = placed.at === 0 ? 'part lead wide' : placed.isWide ? 'part wide' : 'part';
  const lines = [
    ...part.actions.map((one) => action(one, placed)),
    ...part.record.map((one) => tag('li', '', one.text, moment(one.position, placed))),
  ];
  return tag(
    'section',
    { class: name, id: partId(placed.at) },
    tag('h2', '', part.title),
    part.fields.map((field) => fieldBlock(field, part, placed)),
    part.decisions.map((one) => decisionBlock(one, placed)),
    runs(
      pictures(
        part.steps,
        part.fields.map((field) => field.text),
      ),
    ).map((run) =>
      tag(
        'div',
        run.length > 1 && placed.isWide ? 'steps side-by-side' : 'steps',
        run.map((picture) => pictureBlock(picture, part, placed)),
      ),
    ),
    lines.length === 0 ? null : tag('ul', 'lines', lines),
  );
}

/** Where a part of the document stands on its page. */
function partId(at: number): string {
  return `part-${at + 1}`;
}

/** Tables need the width of the page; sentences and dots read better in a column. */
function isWide(part: DocumentPart): boolean {
  const isBroad = pictures(part.steps).some((picture) => picture.isWide);
  return isBroad || part.fields.some((field) => field.text.length > 320);
}

function fieldBlock(field: DocumentView['fields'][number], part: DocumentPart, placed: Placed): Tag {
  const isFirst = part.fields[0] === field && placed.at === 0;
  const name = field.id.startsWith('dissent') ? 'words quote' : isFirst ? 'words claim' : 'words';
  const label = field.label === part.title ? null : tag('span', 'label', `${field.label} `);
  return tag(
    'div',
    'field',
    tag('p', name, label, field.text, moment(field.position, placed)),
    field.beside.map((text) => tag('p', 'words beside', tag('span', 'label', 'Also written '), text)),
  );
}

const statusWords: Record<string, string> = {
  decided: 'Decided',
  advisory: 'Advice: nobody here decides',
  'not-today': 'Not today',
};

function decisionBlock(
  { status, text, who, why, position }: DocumentView['decisions'][number],
  placed: Placed,
): Tag {
  return tag(
    'div',
    'decision',
    tag('p', 'status', statusWords[status] ?? status),
    tag('p', 'words claim', text, moment(position, placed)),
    tag('p', 'words', who === null ? null : `By ${who}. `, why === '' ? null : `Why: ${why}`),
  );
}

function action({ text, owner, by, position }: DocumentView['taken'][number], placed: Placed): Tag {
  const words = [text ?? 'erased', owner ?? 'no owner', by].filter((one) => one !== '');
  return tag('li', '', words.join(' · '), moment(position, placed));
}

/** Narrow pictures that follow each other stand side by side where there is room; a wide one stands alone. */
function runs(all: readonly Picture[]): Picture[][] {
  const found: Picture[][] = [];
  for (const picture of all) {
    const last = found.at(-1);
    if (last && !picture.isWide && last.every((one) => !one.isWide)) last.push(picture);
    else found.push([picture]);
  }
  return found;
}

/** Steps that ask about the same things share one table, as the room compared them; the small print follows. */
function pictureBlock({ sections, content }: Picture, part: DocumentPart, placed: Placed): Tag {
  const [first] = sections;
  const isTitled = sections.length === 1 && first !== undefined && first.title !== part.title;
  const records = sections.flatMap((section) => section.record);
  const small = tag(
    'p',
    'small-print',
    sections.map((section) => smallPrints(section, { isTitled: sections.length > 1, placed })),
  );
  return tag(
    'div',
    'step',
    isTitled ? tag('div', 'step-head', tag('h3', '', first.title), small) : null,
    sections.map(findingOf),
    content,
    sections.map(movementWords),
    isTitled ? null : small,
    sections.flatMap((section) => section.caveats).map((caveat) => tag('p', 'caveat', caveat)),
    records.length === 0
      ? null
      : tag(
          'ul',
          'lines',
          records.map((one) => tag('li', '', one.text, moment(one.position, placed))),
        ),
  );
}

function findingOf({ rounds }: OutcomeSection): Tag | null {
  const words = rounds.at(-1)?.finding ?? '';
  return words === '' ? null : tag('p', 'moved', words);
}

function movementWords(section: OutcomeSection): Tag | null {
  const words = movedWords(section);
  return words === null ? null : tag('p', 'moved', words);
}

/** Who moved between the last two rounds, or why that is not shown; null where nothing was asked twice. */
export function movedWords({ rounds }: Pick<OutcomeSection, 'rounds'>): string | null {
  const last = rounds.at(-1)?.result;
  if (!last) return null;
  if (last.moved) {
    const { up, same, down } = last.moved;
    return `${up} moved up, ${same} stayed, ${down} moved down (${up + same + down} answered both times).`;
  }
  return last.unmoved === null || last.unmoved === undefined ? null : unmovedWords[last.unmoved];
}

const unmovedWords = {
  'too-few-in-both': 'Who moved is not shown: too few answered only once.',
  'no-earlier-answers': 'Who moved is not shown: nobody kept an earlier answer.',
};

function smallPrints(
  section: OutcomeSection,
  { isTitled, placed }: { isTitled: boolean; placed: Placed },
): Tag[] {
  const { rounds } = section;
  return rounds.map((round, at) => {
    const label = roundLabel(at, rounds.length);
    const which = [isTitled ? section.title : '', label].filter((one) => one !== '').join(', ');
    const rule = round.result === null ? '' : ` ${round.result.rule}`;
    const hands = enteredWords(round);
    const entered = hands === null ? '' : ` ${hands}`;
    const words = `${which === '' ? '' : `${which}: `}${round.participation}${rule}${entered}`;
    return tag('span', 'print', words, moment(round.result?.position ?? null, placed), ' ');
  });
}

/** A way from a line to where it came from. */
function moment(position: number | null, { moments, at }: Placed): Tag | null {
  if (!moments || position === null) return null;
  return tag(
    'a',
    {
      class: 'moment',
      href: `#at=${position}`,
      'data-position': String(position),
      'data-part': partId(at),
      'aria-label': 'See this moment in the replay',
      title: 'See this moment in the replay',
    },
    '▸',
  );
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** “14 Nov 2026”, from an instant in universal time. */
export function dayWords(at: string): string {
  const [year = '', month = '', day = ''] = at.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}
