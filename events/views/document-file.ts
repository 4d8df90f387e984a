import type { DocumentView } from './document.ts';
import { numbersPages } from './document-numbers.ts';
import { dayWords, sheet } from './document-sheet.ts';
import { documentStyle, documentTokens } from './document-style.ts';
import { escaped, htmlText } from './markup.ts';

/**
 * The document as one file that opens anywhere: no script, no font, no picture from elsewhere. Its own policy says
 * so too, in case somebody's words ever found a way into the markup.
 */
export function documentFile(view: DocumentView): string {
  const numbers = numbersPages(view);
  const kept = `Kept on ${dayWords(view.endedAt ?? view.createdAt)} from a Parley session.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escaped(`${view.heading}: ${view.title}`)}</title>
<style>${documentTokens}${pageStyle}${documentStyle}</style>
</head>
<body>
<main>
${htmlText(sheet(view, { moments: false }))}
${numbers === null ? '' : htmlText(numbers)}
</main>
<footer class="kept">${escaped(kept)} It opens without a network and asks nothing of one.</footer>
</body>
</html>
`;
}

const pageStyle = `
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 0; background: var(--paper); color: var(--ink); }
.kept { max-width: 794px; margin: 16px auto; padding: 0 58px; color: var(--ink-3); font: 400 0.78rem/1.45 var(--font); }
@media screen { .sheet, .numbers { border: 1px solid var(--line); border-radius: 14px; } }
@media (max-width: 700px) { body { padding: 0; } .sheet { border: 0; border-radius: 0; } .kept { padding: 0 18px; } }
@media print { body { padding: 0; background: none; } .kept { display: none; } }
`;
