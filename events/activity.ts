import type { z } from 'zod';
import type { Figure, NameOf, Table } from './picture.ts';

/**
 * What every activity kind provides. A kind is one file in `activities/`, its test, and one line in the
 * registry; nothing else in the house may ask which kind a step has.
 *
 * The table below is the whole vocabulary: settings as a template writes them, the answer one person gives,
 * the tally that is kept of all answers, and the answer of the group. A tally holds sufficient statistics
 * only: nothing in it may tie two parts of one person's answer together, because the tally is what the log
 * remembers for ever. The group answer is a pure function of tally and settings.
 */

/** A thing people choose, rate, rank or place. Items handed on by an earlier step keep their ids. */
export interface Item {
  id: string;
  label: string;
  note?: string | undefined;
}

/**
 * Words that a participant wrote. The id begins with `t-`; the log keeps everything but the id encrypted
 * under a key of its own, so `text` is null once it has been erased.
 */
export interface WrittenText {
  id: string;
  text: string | null;
}

/** Lower and upper median: the same twice unless the middle falls between two steps. */
export type Band = [number, number];

export interface ScaleSummary {
  n: number;
  /** people per step, from `min` to `max` */
  counts: number[];
  median: Band | null;
  quartiles: Band | null;
  modes: number[];
  agreement: { a: number | null; cns: number | null };
  shape: 'together' | 'apart' | null;
  twoEnds: boolean;
}

export interface Theme {
  id: string;
  title: string;
  texts: string[];
  /** people behind the theme, only where each person gave one text */
  raisedBy?: number | undefined;
}

/** Items a step names itself, or leaves out because `from` brings them when the step opens. */
type Brought<T> = T | undefined;

export type Lean = 'left' | 'right' | 'mixed';
export type ColumnAnswer = 'left' | 'mixed' | 'right' | 'unknown';
export type ChecklistAnswer = 'yes' | 'no' | 'unsure';
export type ConsentPosition = 'none' | 'concern' | 'objection' | 'aside';
export type ObjectionState = 'open' | 'integrated' | 'withdrawn' | 'overruled';

export interface FormField {
  id: string;
  label: string;
  type: 'text' | 'number' | 'date' | 'choice';
  unit?: string | undefined;
  options?: Item[] | undefined;
}

export interface StatedNextStep {
  text: string;
  by: string;
}

export interface Pair {
  left: string;
  right: string;
  who?: string | undefined;
  fact?: string | undefined;
}

/** A pair as it is kept: `left` and `right` are ids where the step lists that side, else words; null once erased. */
export interface KeptPair {
  id: string;
  left: string | null;
  right: string | null;
  who?: string | null | undefined;
  fact?: string | null | undefined;
}

/** A next step as it is kept: `owner` is whoever wrote it where the mode names people; words are null once erased. */
export interface KeptStep {
  id: string;
  text: string | null;
  by: string | null;
  owner: string | null;
}

export interface KindTypes {
  choice: {
    settings: { options?: Brought<Item[]>; max: number };
    answer: { options: string[] };
    tally: { n: number; counts: Record<string, number> };
    groupAnswer: { n: number; counts: Record<string, number> };
  };
  columns: {
    settings: {
      left: string;
      right: string;
      rows: { id: string; label: string; left: string; right: string }[];
    };
    answer: { rows: Record<string, ColumnAnswer> };
    tally: { n: number; rows: { id: string; counts: Record<ColumnAnswer, number> }[] };
    groupAnswer: {
      n: number;
      rows: {
        id: string;
        counts: Record<ColumnAnswer, number>;
        lean: Lean;
        contested: boolean;
      }[];
      leaning: { left: number; right: number };
    };
  };
  checklist: {
    settings: {
      items: Item[];
      threshold?: { atLeast: number; met: string; unmet: string } | undefined;
    };
    answer: { items: Record<string, ChecklistAnswer> };
    tally: {
      n: number;
      items: { id: string; yes: number; no: number; unsure: number }[];
      /** people by how many items they said yes to: 0, 1, 2 … */
      histogram: number[];
    };
    groupAnswer: {
      n: number;
      items: { id: string; yes: number; no: number; unsure: number }[];
      histogram: number[];
      verdict?: string | undefined;
    };
  };
  scale: {
    settings: { min: number; max: number; low: string; high: string };
    answer: { value: number };
    tally: { n: number; counts: number[] };
    groupAnswer: ScaleSummary;
  };
  ratings: {
    settings: { items?: Brought<Item[]>; min: number; max: number; low: string; high: string };
    answer: { values: Record<string, number> };
    tally: { n: number; items: { id: string; counts: number[] }[] };
    groupAnswer: { n: number; items: (ScaleSummary & { id: string })[] };
  };
  number: {
    settings: { unit: string; min: number; max: number; date?: true | undefined };
    /** with `date`, days since 1970-01-01 */
    answer: { value: number };
    tally: { n: number; values: number[] };
    groupAnswer: { n: number; values: number[]; median: number | null; middle: Band | null };
  };
  tags: {
    settings: { buckets: Item[]; items?: Brought<Item[]> };
    answer: { tags: Record<string, string> };
    tally: { n: number; items: { id: string; counts: Record<string, number> }[] };
    groupAnswer: {
      n: number;
      items: { id: string; counts: Record<string, number> }[];
      /** each bucket's part of all tags; null where nothing was tagged */
      share: Record<string, number> | null;
    };
  };
  ranking: {
    settings: { options?: Brought<Item[]>; top?: number | undefined };
    answer: { order: string[][] };
    tally: {
      n: number;
      /** for each option, in how many ballots it stands strictly above each other option */
      pairwise: Record<string, Record<string, number>>;
      rankSums: Record<string, number>;
      /** Σ(t³−t) over all raters' tie groups */
      ties: number;
    };
    groupAnswer: {
      n: number;
      rule: string;
      order: string[][];
      borda: Record<string, number>;
      pairwise: Record<string, Record<string, number>>;
      cycle: boolean;
      kendallW: number | null;
      /** the word for Kendall's W; null where the room or the list is too small for one */
      concordance: 'very-weak' | 'weak' | 'moderate' | 'strong' | 'very-strong' | null;
    };
  };
  allocation: {
    settings: { options?: Brought<Item[]>; points: number; cap?: number | undefined };
    answer: { points: Record<string, number> };
    /** each option's own points, sorted, with nothing that links one person's options */
    tally: { n: number; options: { id: string; points: number[] }[] };
    groupAnswer: {
      n: number;
      options: { id: string; median: number | null; people: number; total: number }[];
      effective: number | null;
    };
  };
  texts: {
    settings: { max: number; length: number; mergedBy?: string | undefined };
    answer: { texts: string[] };
    tally: { n: number; texts: WrittenText[]; single: boolean };
    groupAnswer: { n: number; texts: WrittenText[]; themes: Theme[] };
  };
  grid: {
    settings: {
      options?: Brought<Item[]>;
      x: { low: string; high: string };
      y: { low: string; high: string };
    };
    /** steps 1 to 5 on both axes */
    answer: { points: Record<string, { x: number; y: number }> };
    /** people per step, 1 to 5, on each axis by itself */
    tally: { n: number; options: { id: string; x: number[]; y: number[] }[] };
    groupAnswer: {
      n: number;
      options: {
        id: string;
        x: { median: Band | null; quartiles: Band | null };
        y: { median: Band | null; quartiles: Band | null };
        split: boolean;
      }[];
    };
  };
  consent: {
    /** a template's own words, or the things an earlier step brought: those stay things, so that erasing reaches them */
    settings: { proposal?: Brought<string | Item[]> };
    answer: { position: ConsentPosition; reason?: string | undefined };
    tally: {
      n: number;
      counts: Record<ConsentPosition, number>;
      objections: WrittenText[];
      concerns: WrittenText[];
    };
    groupAnswer: {
      n: number;
      counts: Record<ConsentPosition, number>;
      /** `how` it was settled, in the words of whoever settled it */
      objections: (WrittenText & { state: ObjectionState; how?: string | undefined })[];
      concerns: WrittenText[];
      passed: boolean;
    };
  };
  fist: {
    settings: { statement: string };
    answer: { value: number; reason?: string | undefined };
    tally: { n: number; counts: number[]; reasons: WrittenText[] };
    groupAnswer: {
      n: number;
      counts: number[];
      min: number | null;
      below: number;
      passed: boolean;
      reasons: WrittenText[];
    };
  };
  form: {
    settings: { fields: FormField[] };
    answer: { values: Record<string, string | number> };
    tally: { n: number; values: Record<string, (WrittenText | number | string)[]> };
    groupAnswer: { n: number; values: Record<string, (WrittenText | number | string)[]> };
  };
  pairs: {
    settings: {
      left?: Brought<Item[]>;
      right?: Brought<Item[]>;
      groups?: number | undefined;
    };
    answer: { pairs: Pair[] };
    tally: { n: number; pairs: KeptPair[] };
    groupAnswer: { n: number; pairs: KeptPair[] };
  };
  steps: {
    settings: Record<string, never>;
    answer: { steps: StatedNextStep[] };
    tally: { n: number; steps: KeptStep[] };
    groupAnswer: { n: number; steps: KeptStep[] };
  };
}

export type Kind = keyof KindTypes;
export type Settings<K extends Kind = Kind> = KindTypes[K]['settings'];
export type Answer<K extends Kind = Kind> = KindTypes[K]['answer'];
export type Tally<K extends Kind = Kind> = KindTypes[K]['tally'];
export type GroupAnswer<K extends Kind = Kind> = KindTypes[K]['groupAnswer'];

/** One person's answer on its way into the tally; `participant` is null wherever the author must not be known. */
export interface Submission<K extends Kind> {
  answer: Answer<K>;
  participant: string | null;
}

/** Makes ids for written texts: `t-…`, random, or beginning with the author's id where the author is named. */
export type TextIds = (participant: string | null) => string;

export type Movement = 'up' | 'same' | 'down';

/** What a group answer says that a workshop may turn on: see `Branch` in `session/workshop.ts`. */
export type Signal =
  /** a part of all that was given, from 0 to 1 */
  | { is: 'share'; of: string; value: number }
  /** a thing on which the room stands on two sides */
  | { is: 'contested'; label: string }
  | { is: 'objection'; state: ObjectionState }
  /** the lower middle of a scale */
  | { is: 'middle'; value: number };

export interface Activity<K extends Kind> {
  kind: K;
  /** name and version of the rule that makes the group answer, as printed in the record */
  rule: string;
  /** settings as a template writes them */
  settings: z.ZodType<Settings<K>>;
  answer: z.ZodType<Answer<K>>;
  /** a believable answer for rehearsals and tests; `roll` gives numbers from 0 up to 1 */
  example(settings: Settings<K>, roll: () => number): Answer<K>;
  /** says in a few words what is wrong with an answer under these settings, or null */
  refuse(answer: Answer<K>, settings: Settings<K>): string | null;
  tally(submissions: Submission<K>[], settings: Settings<K>, textIds: TextIds): Tally<K>;
  groupAnswer(tally: Tally<K>, settings: Settings<K>): GroupAnswer<K>;
  /** the group answer in words, for screen readers, the outcome and the export */
  describe(groupAnswer: GroupAnswer<K>, settings: Settings<K>): string;
  /** what the room found, in a sentence or two, where its rows alone don't say it; empty where they do */
  finding?(groupAnswer: GroupAnswer<K>, settings: Settings<K>): string;
  /** the same row by row, with no number that the room did not see unless its column says so */
  table(groupAnswer: GroupAnswer<K>, settings: Settings<K>, nameOf: NameOf): Table;
  /** the picture for a document, or null where there is nothing to draw; left out by kinds that have none */
  figure?(groupAnswer: GroupAnswer<K>, settings: Settings<K>): Figure | null;
  /** what this step hands on to a later step that names it in `from` */
  offers(groupAnswer: GroupAnswer<K>, settings: Settings<K>): Item[];
  /** whether a step with these settings can be asked as it is, without items from an earlier step */
  ready(settings: Settings<K>): boolean;
  /** settings with the items of an earlier step filled in, or null if the kind takes none */
  accepts(settings: Settings<K>, items: Item[]): Settings<K> | null;
  /** whether an answer says more than the one before it; left out where no order exists */
  move?(before: Answer<K>, after: Answer<K>): Movement;
  /** the most bytes an answer can take as JSON, so that every sealed record has the same size */
  answerBytesMax(settings: Settings<K>): number;
}
