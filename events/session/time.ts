/**
 * Times in events are ISO text in UTC. These two read and write them without ever asking what time it is,
 * which is why this file alone may name Date in this folder.
 */

export function millisecondsBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

/** By nothing later it is the same time, written as all times here are, wherever it came from. */
export function later(at: string, byMs: number): string {
  return new Date(Date.parse(at) + byMs).toISOString();
}
