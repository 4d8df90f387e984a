/**
 * One text for one value: keys sorted by code point, no white space, nothing that JSON can't hold. The chain and
 * the digests of commands are taken over this text, so it must come out the same everywhere and for ever.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  // A map keyed by integers would be reordered by the engine, in the same way every time: still one text.
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
