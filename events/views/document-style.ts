/**
 * How the document looks, in one place: the reader's page adopts it, and the file that opens offline carries it.
 * Colours are the house's tokens by name; the file brings their values along (`documentTokens`).
 */
export const documentStyle = `
.sheet { max-width: 794px; margin: 0 auto; padding: 52px 58px 40px; background: var(--card); color: var(--ink);
  font: 400 0.875rem/1.45 var(--font); overflow-wrap: anywhere; }
.sheet h1, .sheet h2, .sheet h3, .sheet p, .sheet ul, .numbers h3, .numbers p { margin: 0; }
.sheet h1 { font-size: 1.829em; line-height: 1.2; letter-spacing: -0.01em; }
.sheet h2 { margin: 0 0 5px; color: var(--accent); font-size: 0.823em; font-weight: 700; letter-spacing: 0.07em;
  text-transform: uppercase; }
.sheet h3 { margin-top: 10px; font-size: 1em; line-height: 1.3; }
.steps:first-of-type > .step:first-child h3 { margin-top: 2px; }
.sheet-head .of { margin-top: 2px; font-size: 1.2em; font-weight: 650; }
.sheet-head .sub { color: var(--ink-2); }
.sheet-head { margin-bottom: 18px; }
.stamp { display: inline-block; margin-bottom: 8px; padding: 2px 10px; border: 2px solid var(--right); border-radius: 99px;
  color: var(--right); font-size: 0.914em; font-weight: 650; }
.parts { columns: 2; column-gap: 34px; }
.part { break-inside: avoid; margin-bottom: 17px; padding-top: 1px; scroll-margin-top: 80px; }
.part.wide { column-span: all; }
.part .words { text-wrap: pretty; white-space: pre-line; }
.part .words + .words, .field + .field, .field + .step, .step + .step { margin-top: 6px; }
.part .claim { font-size: 1.28em; font-weight: 650; line-height: 1.3; }
.part .quote { margin-top: 3px;  padding-left: 12px; border-left: 3px solid var(--right); }
.label { color: var(--ink-3); font-size: 0.891em; font-weight: 650; }
.claim .label { display: block; }
.status { font-weight: 700; color: var(--accent); }
.step-head { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: baseline; justify-content: space-between; }
ul.lines { padding-left: 17px; list-style: disc; }
.lines li + li { margin-top: 1px; }
.moved { margin-top: 3px; }
.print { margin-right: 10px; }
.side-by-side { columns: 2; column-gap: 34px; }
.side-by-side .step { break-inside: avoid; }
.side-by-side .step h3 { margin-top: 0; }
.steps + .steps, .field + .steps, .decision + .steps { margin-top: 6px; }
.caveat { margin-top: 3px; color: var(--ink-2); font-size: 0.891em; font-style: italic; }
.small-print { margin-top: 3px; color: var(--ink-3); font-size: 0.823em; line-height: 1.35; }
table.rows, table.figure { width: 100%; border-collapse: collapse; font-size: inherit; }
table.rows caption { caption-side: bottom; padding-top: 3px; color: var(--ink-3); font-size: 0.891em; text-align: left; }
table.rows th, table.rows td { padding: 4px 10px 4px 0; border-top: 1px solid var(--line); font-weight: 400;
  text-align: left; vertical-align: top; }
table.rows thead th { border: 0; padding-block: 0 3px; color: var(--ink-3); font-size: 0.823em; font-weight: 650;
  line-height: 1.3; vertical-align: bottom; }
table.rows .count { font-variant-numeric: tabular-nums; white-space: nowrap; }
table.rows tr > :last-child { padding-right: 0; }
table.rows thead th { overflow-wrap: normal; }
table.rows td { min-width: 3.2em; }
table.rows td:not(.count) { min-width: 5.4em; }
.dots-cell { display: flex; align-items: end; gap: 10px; width: 180px; white-space: nowrap; }
.dots-cell svg { flex: none; }
.part.wide .inline { max-width: 640px; }
table.figure th, table.figure td { padding: 3px 10px 3px 0; border-top: 1px solid var(--line); font-weight: 400;
  text-align: left; vertical-align: middle; }
table.figure thead th, table.figure thead td { border: 0; padding-block: 0 2px; color: var(--ink-3); font-size: 0.823em;
  font-weight: 650; }
table.figure thead .drawing { white-space: nowrap; }
table.figure .low { float: left; }
table.figure .high { float: right; margin-left: 8px; }
table.figure .drawing { width: 68%; }
table.figure .drawing svg { width: 100%; max-width: 260px; height: auto; }
table.figure tbody th { min-width: 4.6em; }
table.figure .no-label { padding: 0; }
table.figure.parts .drawing { width: 46%; }
table.figure.parts .drawing svg { max-width: 320px; }
table.figure .said { padding-right: 0; white-space: nowrap; }
table.figure .key { margin-right: 12px; font-weight: 500; }
.swatch { display: inline-block; width: 10px; height: 10px; margin-right: 4px; border-radius: 2px; vertical-align: -1px; }
.sheet svg, .numbers svg { display: block; max-width: 100%; overflow: visible; }
svg .floor { fill: var(--line); }
svg .dot { fill: var(--accent); stroke: var(--accent); stroke-width: 1.2; }
svg .dot.hollow { fill: none; }
svg text { fill: var(--ink-2); font: 600 11px var(--font); }
.swatch.left, svg .tone.left { fill: var(--left); background: var(--left); }
.swatch.right, svg .tone.right { fill: var(--right); background: var(--right); }
.swatch.mixed, svg .tone.mixed { fill: color-mix(in srgb, var(--mixed) 16%, var(--card)); background: color-mix(in srgb, var(--mixed) 16%, var(--card)); stroke: var(--mixed); }
.swatch.mixed { border: 1px dashed var(--mixed); }
svg .tone.mixed { stroke-dasharray: 3 2; stroke-width: 1; }
.swatch.quiet, svg .tone.quiet { fill: var(--line); background: var(--line); }
svg .on.left, svg .on.right { fill: var(--card); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.moment { display: inline-block; min-width: 24px; margin-left: 4px; border-radius: 4px; color: var(--accent); text-align: center;
  text-decoration: none; }
.moment:hover { background: var(--accent-wash); }
.sheet-foot { display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; margin-top: 8px; padding-top: 7px;
  border-top: 1px solid var(--line); color: var(--ink-3); font-size: 0.823em; line-height: 1.4; }
.sheet-foot .limits { flex: 1 1 280px; }
.sheet-foot .origin { flex: 1 1 320px; }
.numbers { max-width: 794px; margin: 16px auto 0; padding: 14px 58px; background: var(--card); color: var(--ink);
  font: 400 0.875rem/1.45 var(--font); overflow-wrap: anywhere; }
.numbers summary { min-height: 32px; font-weight: 650; cursor: pointer; }
.question { margin-top: 18px; break-inside: avoid; }
.question .prompt { color: var(--ink-2); }
.round { margin-top: 6px; }
.round table { margin-top: 6px; }

@media screen and (max-width: 700px) {
  .sheet { padding: 28px 18px; }
  .numbers { padding: 12px 18px; }
  .parts, .side-by-side { columns: 1; }
  table.figure tbody th { display: block; padding-top: 6px; border-top: 1px solid var(--line); }
  table.figure tbody td, table.figure thead td { border-top: 0; }
  table.figure tbody tr, table.figure thead tr { display: grid; grid-template-columns: minmax(0, 260px) 1fr; align-items: center; }
  table.figure tbody th, table.figure thead td, table.figure .no-label { grid-column: 1 / -1; }
  table.figure thead .drawing, table.figure tbody .drawing { width: auto; }
  table.rows.many, table.rows.many tbody, table.rows.many tr, table.rows.many th, table.rows.many td { display: block; }
  table.rows.many thead { display: none; }
  table.rows.many tr { padding: 6px 0; border-top: 1px solid var(--line); }
  table.rows.many tbody th { padding: 0; border: 0; font-weight: 650; }
  table.rows.many td { display: flex; gap: 10px; align-items: baseline; padding: 1px 0; border: 0; }
  table.rows.many td::before { content: attr(data-label); flex: 0 0 32%; color: var(--ink-3); font-size: 0.82em; font-weight: 650; }
  table.rows.many td:empty { display: none; }
}

@page { size: A4; margin: 9mm 12mm 8mm; }
@media print {
  .sheet { max-width: none; padding: 0; font-size: 8.2pt; line-height: 1.24; background: none; color: #1c1b22; }
  .sheet.dense { font-size: 7.4pt; line-height: 1.17; }
  .sheet.dense.whole { font-size: 7.1pt; line-height: 1.12; }
  .sheet.dense .part { margin-bottom: 4pt; break-inside: auto; }
  .sheet.dense.whole .part { margin-bottom: 2.5pt; }
  .sheet h2, .step-head { break-after: avoid; }
  .step, .field, .decision { break-inside: avoid; }
  .sheet h1 { font-size: 15pt; }
  .sheet h2 { margin-bottom: 1.5pt; }
  .sheet h3 { margin-top: 3pt; }
  .sheet-head { margin-bottom: 6pt; }
  .part { margin-bottom: 6pt; }
  .part .words + .words, .field + .field, .field + .step, .step + .step, .steps + .steps { margin-top: 2pt; }
  .field + .steps, .decision + .steps { margin-top: 1pt; }
  .whole .steps h3 { margin-top: 1pt; }
  .quote + .label { margin-top: 2pt; }
  .parts, .side-by-side { column-gap: 22pt; }
  .small-print, .caveat { font-size: 6.7pt; line-height: 1.2; margin-top: 1pt; }
  .whole .small-print, .whole .caveat { font-size: 6.4pt; line-height: 1.15; margin-top: 0.5pt; }
  .moved { margin-top: 1pt; }
  .sheet-foot { margin-top: 3pt; padding-top: 3pt; font-size: 6.7pt; }
  .dots-cell { width: 126px; gap: 6px; }
  .dots-cell svg { width: 100px; height: auto; }
  .moment { display: none; }
  .numbers { max-width: none; padding: 0; font-size: 8.3pt; background: none; }
  .numbers:not([open]) { display: none; }
  .numbers[open] { break-before: page; }
  table.rows th, table.rows td { padding-block: 1.5pt; }
  table.rows thead th, table.figure thead th { padding-block: 0 1pt; }
  table.figure th, table.figure td { padding-block: 1pt; }
  .swatch, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** The palette of `tokens.css` as far as a document needs it, on paper and in the dark. */
export const documentTokens = `
:root { color-scheme: light dark; --font: 'Atkinson Hyperlegible Next', Inter, system-ui, sans-serif; --paper: #fbfaf7; --card: #ffffff;
  --ink: #1c1b22; --ink-2: #4f4c57; --ink-3: #6b6875; --line: #dcd7cd; --accent: #3b4cca; --accent-wash: #e9ebfb;
  --left: #1d5fae; --right: #a85500; --mixed: #6a665d; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #17161d; --card: #211f29; --ink: #f5f3ee; --ink-2: #c6c2d0; --ink-3: #a09cac; --line: #3a3746;
    --accent: #9aa6ff; --accent-wash: #2a2b47; --left: #3f8fe0; --right: #ffb14a; --mixed: #d8d3c8; }
}
`;
