import type { Claims } from "./claims.ts";
import { forms } from "./forms.ts";
import { siblingRules } from "./siblings.ts";
import type { Sentence } from "./texts.ts";

/** Words by which a sentence states something that can be tried. */
const states =
  /\d|\b(at most|only|unless|null|default|never|newest|oldest|ignored|always|cannot|refused|exactly|absent|must|twice|left out)\b/i;

/** Said of what a schema holds: see `schemas.test.ts`. */
const ofSchemas = /\bnull\b|\babsent\b|\bmay be missing\b|unless (given|said)|counted from 1/i;

/** What a general rule holds every value of an answer or an example to. */
const generic = [ofSchemas, ...[...forms, ...siblingRules].map(({ says }) => says)];

/** Sentences as `place: words` that state something which nobody tries, and the entries in use. */
export interface Accounts {
  readonly open: readonly string[];
  readonly used: ReadonlySet<string>;
}

/** Sorts sentences by whether a rule or a claim tries them, or a list says why none does. */
export function accountFor(
  sentences: readonly Pick<Sentence, "place" | "words" | "schema">[],
  claims: Claims,
  listed: readonly string[],
): Accounts {
  const known = new Set(listed);
  const open = new Set<string>();
  const used = new Set<string>();
  for (const { place, words, schema } of sentences) {
    const entry = `${place}: ${words}`;
    // What is said of an answer in general is said at the operation and at its schema.
    if (/!\d/.test(place) || !states.test(words.replace(/`[^`]*`/g, ""))) continue;
    // General rules look at values, of which only schemas say something.
    if (schema && generic.some((form) => form.test(words))) continue;
    if (claims.some(({ at, says }) => at === place && words.includes(says))) continue;
    if (known.has(entry)) used.add(entry);
    else open.add(entry);
  }
  return { open: [...open], used };
}
