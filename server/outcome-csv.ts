import { stringify } from 'csv-stringify/sync';
import type { DocumentView } from '../events/views/document.ts';
import { outcomeColumns, outcomeRows } from '../events/views/outcome-rows.ts';

/**
 * The outcome as a table for spreadsheets. They run what begins like a formula, whoever wrote it, so such words get an
 * apostrophe in front; the mark at the beginning makes them read the file as UTF-8.
 */
export function outcomeCsv(view: DocumentView): string {
  return stringify(outcomeRows(view), {
    header: true,
    columns: [...outcomeColumns],
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  });
}
