import { describe, expect, test } from 'vitest';
import { bytesOf } from './contract.ts';
import { exampleSettings } from './examples.ts';
import { activityOf } from './index.ts';

/** Answers of every kind that carries words, filled to the brim with the same text. */
const wordy: { kind: Parameters<typeof activityOf>[0]; lengthMax: number; answer(text: string): unknown }[] =
  [
    { kind: 'texts', lengthMax: 140, answer: (text) => ({ texts: [text] }) },
    { kind: 'consent', lengthMax: 280, answer: (reason) => ({ position: 'objection', reason }) },
    { kind: 'fist', lengthMax: 280, answer: (reason) => ({ value: 0, reason }) },
    { kind: 'form', lengthMax: 400, answer: (claim) => ({ values: { claim } }) },
    {
      kind: 'pairs',
      lengthMax: 280,
      answer: (right) => ({
        pairs: Array.from({ length: 10 }, () => ({
          left: 'scope',
          right,
          who: right.slice(0, 60),
          fact: right.slice(0, 200),
        })),
      }),
    },
    {
      kind: 'steps',
      lengthMax: 200,
      answer: (text) => ({ steps: Array.from({ length: 5 }, () => ({ text, by: text.slice(0, 40) })) }),
    },
  ];

describe.each(wordy)('words in $kind', ({ kind, lengthMax, answer }) => {
  const activity = activityOf(kind);
  const [settings] = exampleSettings[kind];

  test('K3 the longest words of the widest characters still fit', () => {
    for (const character of ['語', '"', '\\', '😀', '\u2028x', '\u{1D11E}']) {
      const parsed = activity.answer.parse(answer(character.repeat(lengthMax / character.length)));
      expect(activity.refuse(parsed, settings)).toBeNull();
      expect([character, bytesOf(parsed) <= activity.answerBytesMax(settings)]).toEqual([character, true]);
    }
  });

  test('K3 one character more is refused', () => {
    const parsed = activity.answer.safeParse(answer('x'.repeat(lengthMax + 1)));
    expect(parsed.success ? activity.refuse(parsed.data, settings) : 'refused').not.toBeNull();
  });

  test('K26 odd characters are refused, or kept as they are', () => {
    for (const text of ['', '   ', '\u0000', 'a\u0007b', '\uD800', 'x\uDC00y', '\u007f']) {
      expect([text, activity.answer.safeParse(answer(text)).success]).toEqual([text, false]);
    }
    for (const text of ['👩‍👩‍👧', 'שלום \u202eabc', 'z̴͓̈', 'naïve\nline', 'ﬁ', '__proto__', '<b>&amp;</b>']) {
      expect(activity.answer.parse(answer(text))).toEqual(answer(text));
    }
    expect(activity.answer.parse(answer(' e\u0301 '))).toEqual(activity.answer.parse(answer('\u00e9')));
  });
});
