import type { DocumentView } from './document.ts';
import { numbersPages } from './document-numbers.ts';
import { dayWords, sheet } from './document-sheet.ts';
import { documentStyle, documentTokens } from './document-style.ts';
import { escaped, htmlText } from './markup.ts';

/**
 * The document as one file that opens anywhere: no font, no picture, nothing from elsewhere. Its own policy says so
 * too, in case somebody's words ever found a way into the markup. With the replay it carries one script, which the
 * policy knows by its digest, and a reader's events; whoever runs no scripts still reads the document.
 */
export function documentFile(view: DocumentView, replay: ReplayParts | null = null): string {
  return `<!doctype html>
<html lang="en"${replay === null ? '' : ' class="auto"'}>
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policyFor(replay)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escaped(`${view.heading}: ${view.title}`)}</title>
${replay === null ? plainBody(view) : playedBody(view, replay)}
</body>
</html>
`;
}

/** What makes the file a replay. */
export interface ReplayParts {
  script: string;
  /** as a content policy names it */
  scriptDigest: string;
  style: string;
  /** what a reader may see of the log, one line each */
  lines: readonly object[];
}

function policyFor(replay: ReplayParts | null): string {
  const nothing = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  if (replay === null) return nothing;
  return `${nothing}; script-src '${replay.scriptDigest}'; require-trusted-types-for 'script'; trusted-types lit-html`;
}

function plainBody(view: DocumentView): string {
  return `<style>${documentTokens}${pageStyle}${documentStyle}</style>
</head>
<body>
${pages(view)}`;
}

/** The script finds the document's own style, page and words in its element and puts the reader's page in their place. */
function playedBody(view: DocumentView, { script, style, lines }: ReplayParts): string {
  return `<style>${style}</style>
</head>
<body>
<parley-replay-page>
<style>${pageStyle}${documentStyle}</style>
${pages(view)}
</parley-replay-page>
${block('outcome', 'application/json', JSON.stringify(view))}
${block('events', 'application/x-ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))}
<script>${script}</script>`;
}

function pages(view: DocumentView): string {
  const numbers = numbersPages(view);
  const kept = `Kept on ${dayWords(view.endedAt ?? view.createdAt)} from a Parley session.`;
  return `<main>
${htmlText(sheet(view, { moments: false }))}
${numbers === null ? '' : htmlText(numbers)}
</main>
<footer class="kept">${escaped(kept)} It opens without a network and asks nothing of one.</footer>`;
}

/** Data that no browser runs. Within a string of JSON a “<” may be written so, and then nothing can end the block. */
function block(name: string, type: string, text: string): string {
  return `<script type="${type}" data-parley="${name}">${text.replaceAll('<', '\\u003c')}</script>`;
}

const pageStyle = `
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 0; background: var(--paper); color: var(--ink); }
.kept { max-width: 794px; margin: 16px auto; padding: 0 58px; color: var(--ink-3); font: 400 0.78rem/1.45 var(--font); }
@media screen { .sheet, .numbers { border: 1px solid var(--line); border-radius: 14px; } }
@media (max-width: 700px) { body { padding: 0; } .sheet { border: 0; border-radius: 0; } .kept { padding: 0 18px; } }
@media print { body { padding: 0; background: none; } .kept { display: none; } }
`;
