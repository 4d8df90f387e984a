import type { TextIds, WrittenText } from '../activity.ts';

/** Words as they leave a round: each under an id, in the order of the ids. */
export function writtenTexts(
  given: readonly { participant: string | null; text: string | undefined }[],
  textIds: TextIds,
): WrittenText[] {
  return given
    .flatMap(({ participant, text }) => (text === undefined ? [] : [{ id: textIds(participant), text }]))
    .toSorted(byId);
}

/** Random ids decide the order, so that neither time nor alphabet says who wrote what. */
export function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** Texts as things that a later step can ask about; what was erased is not handed on. */
export function textItems(texts: readonly WrittenText[]): { id: string; label: string }[] {
  return texts.flatMap(({ id, text }) => (text === null ? [] : [{ id, label: text }]));
}
