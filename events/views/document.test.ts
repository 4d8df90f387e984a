import { describe, expect, test } from 'vitest';
import { calibrationSession } from '../fixtures/calibration.ts';
import { fold } from '../session/fold.ts';
import { scaleStep, textsStep, workshopWith } from '../session/fixtures.ts';
import { person, Story } from '../session/story.ts';
import { documentFile } from './document-file.ts';
import { sheet } from './document-sheet.ts';
import { documentView, type DocumentView } from './document.ts';
import { escaped, htmlText } from './markup.ts';
import { outcomeMarkdown } from './outcome-markdown.ts';
import { outcomeRows } from './outcome-rows.ts';
import { outlineOf, tourOf } from './tour.ts';

function viewOf(
  events: ReturnType<typeof calibrationSession>,
  role: 'reader' | 'facilitator' = 'reader',
): DocumentView {
  const state = fold(null, events);
  if (!state) throw new Error('A played session was believed to have events.');
  return documentView(state, { role }, '7f3a92c1'.repeat(8));
}

const events = calibrationSession();
const view = viewOf(events);

/** Words that would do harm anywhere they were not escaped. */
const hostile = `<script>alert("1")</script> & 'x' | =SUM(A1) [a](b)`;

function hostileView(): DocumentView {
  const story = new Story(workshopWith([scaleStep, { ...textsStep, mode: 'named' }]), { title: hostile });
  for (const one of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']) story.joins(`p-${one}`, 'writer');
  story.desk({ type: 'write', field: 'claim', text: hostile, base: 0 });
  story.desk({ type: 'open', step: 'cards' });
  story.does(person('p-aaaaaaaa'), { type: 'answer', step: 'cards', round: 1, answer: { texts: [hostile] } });
  story.desk(
    { type: 'close', step: 'cards' },
    { counts: { present: ['p-aaaaaaaa'], answered: 1, passed: 0 } },
  );
  story.desk({ type: 'release', step: 'cards' }, {});
  story.desk({ type: 'note', text: hostile, record: true });
  story.desk({ type: 'decide', text: hostile, why: hostile });
  return viewOf(story.events);
}

describe('the document', () => {
  test('stands in the order its workshop plans, and what no section names stands behind it', () => {
    const shown = view.parts.filter((part) => !part.behind).map((part) => part.title);
    expect(shown.slice(0, 3)).toEqual(['Claim', 'Evidence', 'Objections, ranked']);
    const behind = view.parts
      .filter((part) => part.behind)
      .flatMap((part) => part.steps.map(({ step }) => step));
    expect(behind).toContain('examples');
    expect(behind).not.toContain('ready-before');
  });

  test('A8 leaves out what only the desk may see, also where the desk writes it out', () => {
    for (const role of ['reader', 'facilitator'] as const) {
      const shown = viewOf(events, role);
      expect(shown.sections.map(({ step }) => step)).not.toContain('safety');
      expect(outcomeMarkdown(shown)).not.toContain('Can you be honest');
    }
  });

  test('A4 A5 tells readers no name and nothing of a step that is not theirs', () => {
    for (const text of [documentFile(view), outcomeMarkdown(view), JSON.stringify(outcomeRows(view))]) {
      for (const name of ['Ines', 'Jonas', 'Mira', 'Tariq']) expect(text).not.toContain(name);
      expect(text).not.toContain('How do you stand in the room that decides?');
      expect(text).not.toContain('Can you be honest about this case');
      expect(text).not.toContain('Nobody argued against the person');
    }
  });

  test('prints the people, the rule and its version beside every number, and what it is not', () => {
    const rounds = view.sections
      .flatMap((section) => section.rounds)
      .filter((round) => round.result !== null);
    const text = htmlText(sheet(view, { moments: false }));
    for (const round of rounds.filter(({ step }) =>
      view.parts.some((part) => !part.behind && part.steps.some((one) => one.step === step)),
    ))
      expect(text).toContain(escaped(`${round.participation} ${round.result?.rule}`));
    expect(text).toContain('Not a prediction of the outcome.');
    expect(text).toContain('Log 7F3A-92C1');
    expect(text).toContain('I would wait a cycle. The adoption outside is two months old.');
  });

  test('K17 keeps what the room did not see off the sheet, and among the numbers says so', () => {
    expect(htmlText(sheet(view, { moments: false }))).not.toContain('Borda');
    expect(documentFile(view)).toContain('Place by Borda, not shown to the room');
  });

  test('leads from every line to a moment that there is', () => {
    const positions = new Set(events.map((event) => event.position));
    const lines = outlineOf(view).flatMap((part) => part.lines);
    expect(lines.length).toBeGreaterThan(15);
    for (const { position } of [...lines, ...tourOf(view)]) expect(positions.has(position)).toBe(true);
    const links = htmlText(sheet(view, { moments: true })).match(/href="#at=\d+"/gu) ?? [];
    expect(links.length).toBeGreaterThan(15);
    expect(htmlText(sheet(view, { moments: false }))).not.toContain('href=');
  });

  test('gives a tour of seven moments at most, in the order they happened, with what was asked twice among them', () => {
    const stops = tourOf(view);
    expect(stops.length).toBe(7);
    expect(stops.map(({ position }) => position)).toEqual(
      stops.map(({ position }) => position).toSorted((one, other) => one - other),
    );
    expect(stops.map(({ title }) => title)).toContain('Ready? Now');
  });
});

describe('words that people wrote', () => {
  const given = hostileView();

  test('never become markup in the file', () => {
    const text = documentFile(given);
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/(?:src|href)=|url\(|@import/u);
  });

  test('never end the blocks of a file that carries its replay, nor become a script of it', () => {
    const script = 'globalThis.ran = true;';
    const lines = [{ position: 1, type: 'noted', text: hostile }];
    const text = documentFile(given, { script, scriptDigest: 'sha256-abc=', style: '.sheet{}', lines });
    expect(text.match(/<script/gu)).toHaveLength(3);
    expect(text.match(/<\/script>/gu)).toHaveLength(3);
    expect(text).toContain("script-src 'sha256-abc='");
    expect(text).toContain("default-src 'none'");
    const [, events = ''] = /data-parley="events">(.*?)<\/script>/u.exec(text) ?? [];
    expect(JSON.parse(events)).toEqual(lines[0]);
    const [, outcome = ''] = /data-parley="outcome">(.*?)<\/script>/u.exec(text) ?? [];
    expect((JSON.parse(outcome) as DocumentView).title).toBe(hostile);
  });

  test('never become markup in Markdown', () => {
    const text = outcomeMarkdown(given);
    expect(text).not.toMatch(/(?<!\\)<script/u);
    expect(text).not.toContain('[a](b)');
    for (const line of text.split('\n').filter((one) => one.startsWith('| ')))
      expect(line.match(/(?<!\\)\|/gu)).toHaveLength(3);
  });

  test('escape each character that means something', () => {
    expect(escaped(`<a href="x">&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;');
  });
});

test('an empty session gives a document that says so', () => {
  const story = new Story(workshopWith([scaleStep]));
  const empty = viewOf(story.events);
  expect(documentFile(empty)).toContain('nobody in the room');
  expect(outcomeMarkdown(empty)).toContain('0 people took part');
  expect(tourOf(empty)).toEqual([]);
  expect(outlineOf(empty)).toEqual([]);
});
