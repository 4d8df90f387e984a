import { describe, expect, it } from 'vitest';
import { activityOf } from '../events/activities/index.ts';
import { workshops } from '../events/workshops/index.ts';
import { inOwnWords } from './pretend-words.ts';

const twelve = Array.from({ length: 12 }, (_, number) => ({
  name: `P ${number}`,
  role: 'panel',
  seed: 7,
  number,
}));

const written = workshops.flatMap(({ id, steps }) =>
  steps
    .filter(({ kind, mode }) => kind === 'texts' && mode === 'sealed')
    .map((step) => ({ at: `${id} ${step.id}`, step })),
);

describe('what pretend people write', () => {
  it.each(written)('$at: twelve people, and no two first cards alike, all of them fitting', ({ step }) => {
    const answer = { texts: ['One card', 'Another card'] };
    const said = twelve.map((person) => inOwnWords(step.id, answer, person));
    // A peer test is between three.
    const many = step.id === 'peer-arguments' ? 3 : 12;
    const first = said.flatMap((one) => ('texts' in one ? one.texts.slice(0, 1) : []));
    expect(new Set(first).size).toBe(many);
    for (const one of said) {
      const texts = 'texts' in one ? one.texts : [];
      expect(texts.length).toBeGreaterThan(0);
      expect(activityOf('texts').refuse({ texts: texts.slice(0, 1) }, step.settings as never)).toBeNull();
    }
  });

  it('takes on a step each', () => {
    const said = twelve.map((person) =>
      inOwnWords('fifteen', { steps: [{ text: 'One', by: 'Friday' }] }, person),
    );
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(12);
  });

  it('leaves answers alone that are no words', () => {
    const [person] = twelve;
    if (!person) throw new Error('Somebody was expected.');
    expect(inOwnWords('ready', { value: 3 }, person)).toEqual({ value: 3 });
    expect(inOwnWords('somebody-elses', { texts: ['One'] }, person)).toEqual({ texts: ['One'] });
  });
});
