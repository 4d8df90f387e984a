import type { Figure, Scale } from '../figures.ts';
import { append } from './append.ts';
import { join } from './join.ts';
import { room } from './quiet-room.ts';
import { start } from './start.ts';
import { vote } from './vote.ts';

/** The registry: one line a bench. */
export const goals: Record<string, (scale: Scale) => Promise<Figure[]>> = {
  append,
  vote,
  room,
  join,
  start,
};
