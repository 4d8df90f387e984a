import { describe, expectTypeOf, test } from 'vitest';
import type { Answer, GroupAnswer, Kind, Settings, Tally } from './activity.ts';
import { activityOf } from './activities/index.ts';

/** The table of kinds in the contract, as types: a kind that drifts from it no longer compiles. */

type Option = { id: string; label: string; note?: string };

describe('the vocabulary of kinds', () => {
  test('K1 there are sixteen kinds', () => {
    expectTypeOf<Kind>().toEqualTypeOf<
      | 'choice'
      | 'columns'
      | 'checklist'
      | 'scale'
      | 'ratings'
      | 'number'
      | 'tags'
      | 'ranking'
      | 'allocation'
      | 'texts'
      | 'grid'
      | 'consent'
      | 'fist'
      | 'form'
      | 'pairs'
      | 'steps'
    >();
    expectTypeOf(activityOf).parameter(0).toEqualTypeOf<Kind>();
  });

  test('K1 settings are what the contract says', () => {
    expectTypeOf<{ options: Option[]; max: 1 }>().toExtend<Settings<'choice'>>();
    expectTypeOf<{
      left: string;
      right: string;
      rows: { id: string; label: string; left: string; right: string }[];
    }>().toExtend<Settings<'columns'>>();
    expectTypeOf<{ items: Option[]; threshold: { atLeast: number; met: string; unmet: string } }>().toExtend<
      Settings<'checklist'>
    >();
    expectTypeOf<{ min: number; max: number; low: string; high: string }>().toExtend<Settings<'scale'>>();
    expectTypeOf<{ items: Option[]; min: number; max: number; low: string; high: string }>().toExtend<
      Settings<'ratings'>
    >();
    expectTypeOf<{ unit: string; min: number; max: number; date: true }>().toExtend<Settings<'number'>>();
    expectTypeOf<{ buckets: Option[]; items: Option[] }>().toExtend<Settings<'tags'>>();
    expectTypeOf<{ options: Option[]; top: number }>().toExtend<Settings<'ranking'>>();
    expectTypeOf<{ options: Option[]; points: 100; cap: number }>().toExtend<Settings<'allocation'>>();
    expectTypeOf<{ max: 1; length: 140; mergedBy: string }>().toExtend<Settings<'texts'>>();
    expectTypeOf<{
      options: Option[];
      x: { low: string; high: string };
      y: { low: string; high: string };
    }>().toExtend<Settings<'grid'>>();
    expectTypeOf<{ proposal: string }>().toExtend<Settings<'consent'>>();
    expectTypeOf<{ statement: string }>().toExtend<Settings<'fist'>>();
    expectTypeOf<{
      fields: {
        id: string;
        label: string;
        type: 'text' | 'number' | 'date' | 'choice';
        unit: string;
        options: Option[];
      }[];
    }>().toExtend<Settings<'form'>>();
    expectTypeOf<{ left: Option[]; right: Option[]; groups: number }>().toExtend<Settings<'pairs'>>();
    expectTypeOf<Record<string, never>>().toExtend<Settings<'steps'>>();
  });

  test('K8 settings may leave out what an earlier step brings', () => {
    expectTypeOf<{ max: number }>().toExtend<Settings<'choice'>>();
    expectTypeOf<{ min: number; max: number; low: string; high: string }>().toExtend<Settings<'ratings'>>();
    expectTypeOf<{ buckets: Option[] }>().toExtend<Settings<'tags'>>();
    expectTypeOf<{ top: number }>().toExtend<Settings<'ranking'>>();
    expectTypeOf<{ points: number }>().toExtend<Settings<'allocation'>>();
    expectTypeOf<{ x: { low: string; high: string }; y: { low: string; high: string } }>().toExtend<
      Settings<'grid'>
    >();
    expectTypeOf<object>().toExtend<Settings<'consent'>>();
    expectTypeOf<{ groups: number }>().toExtend<Settings<'pairs'>>();
    expectTypeOf<{ proposal: Option[] }>().toExtend<Settings<'consent'>>();
    expectTypeOf<{ max: number }>().not.toExtend<Settings<'checklist'>>();
  });

  test('K2 answers are what the contract says', () => {
    expectTypeOf<Answer<'choice'>>().toEqualTypeOf<{ options: string[] }>();
    expectTypeOf<Answer<'columns'>>().toEqualTypeOf<{
      rows: Record<string, 'left' | 'mixed' | 'right' | 'unknown'>;
    }>();
    expectTypeOf<Answer<'checklist'>>().toEqualTypeOf<{ items: Record<string, 'yes' | 'no' | 'unsure'> }>();
    expectTypeOf<Answer<'scale'>>().toEqualTypeOf<{ value: number }>();
    expectTypeOf<Answer<'ratings'>>().toEqualTypeOf<{ values: Record<string, number> }>();
    expectTypeOf<Answer<'number'>>().toEqualTypeOf<{ value: number }>();
    expectTypeOf<Answer<'tags'>>().toEqualTypeOf<{ tags: Record<string, string> }>();
    expectTypeOf<Answer<'ranking'>>().toEqualTypeOf<{ order: string[][] }>();
    expectTypeOf<Answer<'allocation'>>().toEqualTypeOf<{ points: Record<string, number> }>();
    expectTypeOf<Answer<'texts'>>().toEqualTypeOf<{ texts: string[] }>();
    expectTypeOf<Answer<'grid'>>().toEqualTypeOf<{ points: Record<string, { x: number; y: number }> }>();
    expectTypeOf<{ position: 'none' | 'concern' | 'objection' | 'aside'; reason: string }>().toExtend<
      Answer<'consent'>
    >();
    expectTypeOf<{ value: number; reason: string }>().toExtend<Answer<'fist'>>();
    expectTypeOf<Answer<'form'>>().toEqualTypeOf<{ values: Record<string, string | number> }>();
    expectTypeOf<{ pairs: { left: string; right: string; who: string; fact: string }[] }>().toExtend<
      Answer<'pairs'>
    >();
    expectTypeOf<Answer<'steps'>>().toEqualTypeOf<{ steps: { text: string; by: string }[] }>();
  });

  test('K6 group answers hold at least what the contract says', () => {
    expectTypeOf<GroupAnswer<'choice'>>().toExtend<{ n: number; counts: Record<string, number> }>();
    expectTypeOf<GroupAnswer<'columns'>>().toExtend<{
      n: number;
      rows: {
        id: string;
        counts: Record<'left' | 'mixed' | 'right' | 'unknown', number>;
        lean: 'left' | 'right' | 'mixed';
        contested: boolean;
      }[];
      leaning: { left: number; right: number };
    }>();
    expectTypeOf<GroupAnswer<'checklist'>>().toExtend<{
      n: number;
      items: { id: string; yes: number; no: number; unsure: number }[];
      histogram: number[];
      verdict?: string | undefined;
    }>();
    type Scale = {
      n: number;
      counts: number[];
      median: [number, number] | null;
      quartiles: [number, number] | null;
      modes: number[];
      agreement: { a: number | null; cns: number | null };
      shape: 'together' | 'apart' | null;
      twoEnds: boolean;
    };
    expectTypeOf<GroupAnswer<'scale'>>().toExtend<Scale>();
    expectTypeOf<GroupAnswer<'ratings'>>().toExtend<{ n: number; items: (Scale & { id: string })[] }>();
    expectTypeOf<GroupAnswer<'number'>>().toExtend<{
      n: number;
      values: number[];
      median: number | null;
      middle: [number, number] | null;
    }>();
    expectTypeOf<GroupAnswer<'tags'>>().toExtend<{
      n: number;
      items: { id: string; counts: Record<string, number> }[];
      share: Record<string, number> | null;
    }>();
    expectTypeOf<GroupAnswer<'ranking'>>().toExtend<{
      n: number;
      rule: string;
      order: string[][];
      pairwise: Record<string, Record<string, number>>;
      cycle: boolean;
      kendallW: number | null;
    }>();
    expectTypeOf<GroupAnswer<'allocation'>>().toExtend<{
      n: number;
      options: { id: string; median: number | null; people: number; total: number }[];
      effective: number | null;
    }>();
  });

  test('K6 group answers with words hold at least what the contract says', () => {
    type Text = { id: string; text: string | null };
    expectTypeOf<GroupAnswer<'texts'>>().toExtend<{
      n: number;
      texts: Text[];
      themes: { id: string; title: string; texts: string[]; raisedBy?: number | undefined }[];
    }>();
    type Axis = { median: [number, number] | null; quartiles: [number, number] | null };
    expectTypeOf<GroupAnswer<'grid'>>().toExtend<{
      n: number;
      options: { id: string; x: Axis; y: Axis; split: boolean }[];
    }>();
    expectTypeOf<GroupAnswer<'consent'>>().toExtend<{
      n: number;
      counts: Record<'none' | 'concern' | 'objection' | 'aside', number>;
      objections: (Text & { state: 'open' | 'integrated' | 'withdrawn' | 'overruled' })[];
      passed: boolean;
    }>();
    expectTypeOf<GroupAnswer<'fist'>>().toExtend<{
      n: number;
      counts: number[];
      min: number | null;
      below: number;
      passed: boolean;
    }>();
    expectTypeOf<GroupAnswer<'form'>>().toExtend<{ n: number; values: Record<string, unknown[]> }>();
    expectTypeOf<GroupAnswer<'pairs'>['pairs'][number]>().toExtend<{
      id: string;
      left: string | null;
      right: string | null;
    }>();
    expectTypeOf<GroupAnswer<'steps'>['steps'][number]>().toExtend<{
      text: string | null;
      by: string | null;
      owner: string | null;
    }>();
  });

  test('K5 tallies of things count each by itself', () => {
    expectTypeOf<Tally<'ratings'>['items'][number]>().toEqualTypeOf<{ id: string; counts: number[] }>();
    expectTypeOf<Tally<'allocation'>['options'][number]>().toEqualTypeOf<{ id: string; points: number[] }>();
    expectTypeOf<Tally<'grid'>['options'][number]>().toEqualTypeOf<{
      id: string;
      x: number[];
      y: number[];
    }>();
    expectTypeOf<Tally<'number'>>().toEqualTypeOf<{ n: number; values: number[] }>();
  });
});
