import { later, millisecondsBetween } from '../session/time.ts';
import type { DeskView } from './desk.ts';

export interface Pace {
  /** minutes behind the plan; negative is ahead */
  behind: number;
  finishAt: string;
  /** steps to cut, least important last in the agenda first, until the rest fits; empty while on time */
  cuts: { step: string; title: string; minutes: number }[];
}

/** How the session stands against its plan at a given moment, and what could go to end on time. */
export function paceOf(view: DeskView, now: string): Pace | null {
  if (view.startedAt === null || view.ended) return null;
  const gone = millisecondsBetween(view.startedAt, now) / 60_000;
  const behind = Math.round(gone - view.plannedBefore);
  const slack = view.current ? (view.agenda.find((line) => line.id === view.current?.id)?.minutes ?? 0) : 0;
  const over = Math.max(0, behind - slack);
  return {
    behind: over > 0 ? over : Math.min(0, behind),
    finishAt: later(now, Math.max(0, view.plannedLeft - Math.max(0, behind)) * 60_000),
    cuts: cutsFor(view, over),
  };
}

function cutsFor(view: DeskView, minutes: number): Pace['cuts'] {
  const cuts: Pace['cuts'] = [];
  let left = minutes;
  const ahead = view.agenda.filter((line) => line.state === 'ahead' && line.minutes > 0);
  for (const line of ahead.slice(0, -1).toReversed()) {
    if (left <= 0) break;
    cuts.push({ step: line.id, title: line.title, minutes: line.minutes });
    left -= line.minutes;
  }
  return cuts;
}
