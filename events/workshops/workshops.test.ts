import { describe, expect, it } from 'vitest';
import { checkWorkshop } from '../session/workshop-check.ts';
import { workshops } from './index.ts';

describe('workshops', () => {
  it.each(workshops.map((workshop) => [workshop.id, workshop] as const))(
    'W1 %s can be run as it is written',
    (_, workshop) => {
      expect(checkWorkshop(structuredClone(workshop))).toEqual({ workshop });
    },
  );

  it.each(workshops.map((workshop) => [workshop.id, workshop] as const))(
    'W2 the minutes of %s hold its steps',
    (_, workshop) => {
      const planned = workshop.steps.reduce((sum, step) => sum + step.minutes + (step.talk ?? 0), 0);
      expect(planned).toBeLessThanOrEqual(workshop.minutes);
    },
  );

  it('W3 no two workshops share an id', () => {
    const ids = workshops.map((workshop) => workshop.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
