/** What a group answer looks like away from the screens of a live session: as a table and as a small drawing. */

export type Cell = string | number | null;

/**
 * The numbers and words behind a picture, one row a thing: for documents, exports and whoever cannot see the
 * picture. The first column names the thing; null is a cell with nothing in it, and never stands for 0.
 */
export interface Table {
  columns: string[];
  rows: Cell[][];
  /** columns that the room did not see: they stand among the numbers, and never on the sheet itself */
  unseen?: string[];
}

/** Side of a two-sided figure, so that a document can colour it as the wall did. */
export type Tone = 'left' | 'mixed' | 'right' | 'quiet';

/**
 * A small drawing for a document, where a kind has one: people as dots on the steps of a scale or along a line
 * of amounts, or rows cut into parts. A document without room for it shows the table instead.
 */
export type Figure =
  | {
      is: 'dots';
      low: string;
      high: string;
      from: number;
      /** what `middle` is, where it is not the middle */
      tells?: string;
      rows: { label: string; counts: number[]; middle: string }[];
    }
  | { is: 'line'; low: string; high: string; from: number; to: number; values: number[]; middle: string }
  | {
      is: 'parts';
      parts: { label: string; tone: Tone }[];
      rows: { label: string; counts: number[]; said: string }[];
    };

/** What stands for a participant where an answer names one: a name, a role, or what is left of either. */
export type NameOf = (participant: string) => string;
