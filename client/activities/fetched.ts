import type { TemplateResult } from 'lit';

/** Long enough for a first answer over a slow line, short enough to be there before anything is shown. */
const fetchAfterMs = 3_000;

/**
 * What draws results comes apart from what asks: a phone needs it minutes later, and a first answer should not wait
 * for it. It is fetched a little after the question, at the latest when it is first drawn; until then its element is
 * empty. If that fails, the next drawing asks again.
 */
export function fetched(load: () => Promise<unknown>): (drawing: TemplateResult) => TemplateResult {
  const fetchNow = (): void => {
    load().catch(() => undefined);
  };
  setTimeout(fetchNow, fetchAfterMs);
  return (drawing) => {
    fetchNow();
    return drawing;
  };
}
