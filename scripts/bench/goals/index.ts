import type { Figure, Scale } from '../figures.ts';
import { append } from './append.ts';
import { crowd } from './crowd.ts';
import { fanout } from './fanout.ts';
import { fold } from './fold.ts';
import { join } from './join.ts';
import { memory } from './memory.ts';
import { nodes } from './nodes.ts';
import { phone } from './phone.ts';
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
  phone,
  fanout,
  memory,
  fold,
  crowd,
  nodes,
};
