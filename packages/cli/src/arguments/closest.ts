import { closestMatch } from "leven";

/** The question that ends a message about an unknown word; nothing where no word is similar. */
export function suggestion(word: string, words: Iterable<string>): string {
  const names = [...words];
  const lowered = names.map((name) => name.toLowerCase());
  const maxDistance = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 4));
  const found = closestMatch(word.toLowerCase(), lowered, { maxDistance });
  return found === undefined ? "" : `; did you mean ${names[lowered.indexOf(found)]}?`;
}
