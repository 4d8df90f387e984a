/** Parts of the sentences in which group answers are told: counts before adjectives, and no bare ids. */

/** “1 answer”, “8 answers”. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** “a”, “a and b”, “a, b and c”. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** “Option: 3 of 5”, and after a question no colon: “Better for whom? 3 of 5”. */
export function introduced(title: string, words: string): string {
  return /[?!.:]$/u.test(title) ? `${title} ${words}` : `${title}: ${words}`;
}

/** Somebody's own words inside our sentence; what was erased says so. */
export function quoted(words: string | null | undefined): string {
  return words == null ? erasedWords : `“${words}”`;
}

export const erasedWords = 'erased';
