/** The most similar word, for suggestions; `undefined` when none is similar enough. */
export function closest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 4)) + 1;
  for (const other of words) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const edits = countEdits(word.toLowerCase(), other.toLowerCase());
    if (edits < least) [best, least] = [other, edits];
  }
  return best;
}

/** The question that ends a message about an unknown word; nothing where no word is similar. */
export function suggestion(word: string, words: Iterable<string>): string {
  const meant = closest(word, words);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** The Levenshtein distance. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const change = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
