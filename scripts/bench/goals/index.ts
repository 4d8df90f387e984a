import type { Figure, Scale } from '../figures.ts';
import { append } from './append.ts';

/** The registry: one line a bench. */
export const goals: Record<string, (scale: Scale) => Promise<Figure[]>> = {
  append,
};
