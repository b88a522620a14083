import type { Claims } from "./claims.ts";
import { forms } from "./forms.ts";
import { siblingRules } from "./siblings.ts";
import type { Sentence } from "./texts.ts";

/** Words of sentences that state a testable behaviour. */
const states =
  /\d|\b(at most|only|unless|null|default|never|newest|oldest|ignored|always|cannot|refused|exactly|absent|must|twice|left out)\b/i;

/** Sentences that schemas cover: see `schemas.test.ts`. */
const ofSchemas = /\bnull\b|\babsent\b|\bmay be missing\b|unless (given|said)|counted from 1/i;

/** Sentences that general rules check for every value of a response or an example. */
const generic = [ofSchemas, ...[...forms, ...siblingRules].map(({ says }) => says)];

/** The untested sentences, as `place: words`, and the list entries in use. */
export interface TestedSentences {
  readonly open: readonly string[];
  readonly used: ReadonlySet<string>;
}

/** Finds the sentences without a rule, a claim or an entry with a reason. */
export function findUntested(
  sentences: readonly Pick<Sentence, "place" | "words" | "schema">[],
  claims: Claims,
  listed: readonly string[],
): TestedSentences {
  const known = new Set(listed);
  const open = new Set<string>();
  const used = new Set<string>();
  for (const { place, words, schema } of sentences) {
    const entry = `${place}: ${words}`;
    // A sentence about a response is at the operation and at its schema.
    if (/!\d/.test(place) || !states.test(words.replace(/`[^`]*`/g, ""))) continue;
    // General rules check values, which only schemas describe.
    if (schema && generic.some((form) => form.test(words))) continue;
    if (claims.some(({ at, says }) => at === place && words.includes(says))) continue;
    if (known.has(entry)) used.add(entry);
    else open.add(entry);
  }
  return { open: [...open], used };
}
