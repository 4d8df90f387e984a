import type { SessionEvent } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import { millisecondsBetween } from '../session/time.ts';
import { timeline, type Moment } from './timeline.ts';

/**
 * A session laid out to be played: each event has a place of its own on a clock in which silences are shortened. A
 * session of an hour and a quarter is mostly people writing and talking, of which there is nothing to see.
 */
export interface Reel {
  /** of every event, in order */
  positions: readonly number[];
  /** when it stands on the shortened clock, in milliseconds from the first event */
  times: readonly number[];
  /** when it happened, in milliseconds since the first event */
  elapsed: readonly number[];
  beganAt: string;
  lengthMs: number;
  moments: readonly (Moment & { timeMs: number })[];
  segments: readonly Segment[];
  /** how much happened, from 0 to 1, in parts of equal length */
  density: readonly number[];
}

/** A phase of the workshop for as long as it was on the wall. */
export interface Segment {
  title: string;
  position: number;
  fromMs: number;
  toMs: number;
}

export const gapMaxMs = 10_000;
const densityParts = 120;
/** a last look at the end */
const lingerMs = 3_000;

export function reelOf(events: readonly SessionEvent[], state: SessionState): Reel {
  const beganAt = events[0]?.at ?? state.createdAt;
  const elapsed = events.map((event) => millisecondsBetween(beganAt, event.at));
  let timeMs = 0;
  const times = elapsed.map((ms, place) => {
    timeMs += place === 0 ? 0 : Math.min(gapMaxMs, Math.max(1, ms - (elapsed[place - 1] ?? ms)));
    return timeMs;
  });
  const lengthMs = timeMs + lingerMs;
  const timeOf = new Map(events.map((event, place) => [event.position, times[place] ?? 0]));
  const moments = timeline(events, state).map((moment) =>
    Object.assign({ timeMs: timeOf.get(moment.position) ?? 0 }, moment),
  );
  return {
    positions: events.map((event) => event.position),
    times,
    elapsed,
    beganAt,
    lengthMs,
    moments,
    segments: segmentsOf(moments, state, lengthMs),
    density: densityOf(events, times, lengthMs),
  };
}

function segmentsOf(moments: Reel['moments'], state: SessionState, lengthMs: number): Segment[] {
  const segments: Segment[] = [];
  const enter = (title: string, { position, timeMs }: { position: number; timeMs: number }): void => {
    const last = segments.at(-1);
    if (last?.title === title) return;
    if (last) segments.splice(-1, 1, { ...last, toMs: timeMs });
    segments.push({ title, position, fromMs: timeMs, toMs: lengthMs });
  };
  for (const moment of moments) {
    if (moment.what === 'begin') enter('Before', moment);
    if (moment.what === 'end') enter('After', moment);
    if (moment.step === null || (moment.what !== 'step' && moment.what !== 'open')) continue;
    const step = state.steps.find((one) => one.step.id === moment.step)?.step;
    if (step) enter(step.phase ?? step.title, moment);
  }
  return segments.filter((segment) => segment.toMs > segment.fromMs);
}

/** Answers are left out: when somebody answered is nobody's business, not even as a curve. */
function densityOf(events: readonly SessionEvent[], times: readonly number[], lengthMs: number): number[] {
  const counts = Array.from({ length: densityParts }, () => 0);
  events.forEach((event, place) => {
    if (event.type === 'answered' || event.type === 'joined') return;
    const part = Math.min(densityParts - 1, Math.floor(((times[place] ?? 0) / lengthMs) * densityParts));
    counts[part] = (counts[part] ?? 0) + 1;
  });
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

/** The how-manieth event is the last one at this time. */
function placeAt(reel: Reel, timeMs: number): number {
  let [low, high] = [0, reel.times.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((reel.times[middle] ?? 0) <= timeMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(reel: Reel, timeMs: number): number {
  return reel.positions[placeAt(reel, timeMs)] ?? 0;
}

/** Where a position stands; one that this reader may not see stands where the last one before it does. */
export function timeAt(reel: Reel, position: number): number {
  const later = reel.positions.findIndex((one) => one > position);
  const place = later === -1 ? reel.times.length - 1 : Math.max(0, later - 1);
  return reel.times[place] ?? 0;
}

/** Milliseconds since the session began, as the clock on the wall ran: from event to event, with a jump over silence. */
export function elapsedAt(reel: Reel, timeMs: number): number {
  const place = placeAt(reel, timeMs);
  return (reel.elapsed[place] ?? 0) + Math.max(0, timeMs - (reel.times[place] ?? 0));
}

export function momentBefore(reel: Reel, timeMs: number): Reel['moments'][number] | null {
  return reel.moments.findLast((moment) => moment.timeMs <= timeMs) ?? null;
}
