import { expect, test } from 'vitest';
import { calibrationSession } from '../events/fixtures/calibration.ts';
import { fold } from '../events/session/fold.ts';
import { documentView } from '../events/views/document.ts';
import { outcomeCsv } from './outcome-csv.ts';

function viewOfSession() {
  const state = fold(null, calibrationSession());
  if (!state) throw new Error('A played session was believed to have events.');
  return documentView(state, { role: 'reader' });
}

test('a spreadsheet reads the table as UTF-8, with the people behind each number on its line', () => {
  const text = outcomeCsv(viewOfSession());
  expect(
    text.startsWith(
      '\uFEFFpart,what,step,round,rule,present,answered,passed,silent,absent,row,column,value\r\n',
    ),
  ).toBe(true);
  expect(text).toContain('answer,"Which ones weigh most",1,schulze@1,7,7,0,0,0'.replaceAll('"', ''));
});

test('what begins like a formula is never run, wherever it stands', () => {
  const view = viewOfSession();
  const part = view.parts[0];
  const field = part?.fields[0];
  if (!part || !field) throw new Error('A brief was believed to begin with its claim.');
  for (const sign of ['=', '+', '-', '@', '\t', '\r']) {
    const text = outcomeCsv({
      ...view,
      title: `${sign}1`,
      parts: [{ ...part, fields: [{ ...field, label: `${sign}2`, text: `${sign}3` }] }],
    });
    for (const word of ['1', '2', '3']) expect(text).toMatch(new RegExp(`'[${sign}]${word}`, 'u'));
  }
});
