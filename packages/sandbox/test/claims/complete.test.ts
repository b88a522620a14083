import { expect, test } from "vitest";
import { versions } from "../../src/description/versions.ts";
import { forms } from "../support/forms.ts";
import { siblingRules } from "../support/siblings.ts";
import { sentencesOf } from "../support/texts.ts";
import { allClaims } from "./all.ts";
import { unchecked } from "./unchecked.ts";

/** Words by which a sentence states something that can be tried. */
const states =
  /\d|\b(at most|only|unless|null|default|never|newest|oldest|ignored|always|cannot|refused|exactly|absent|must|twice|left out)\b/i;

/** Said of what a schema holds: see `schemas.test.ts`. */
const ofSchemas = /\bnull\b|\babsent\b|\bmay be missing\b|unless (given|said)|counted from 1/i;

test("every sentence that states a behaviour is tried, or it is said why it is not", () => {
  const open = new Set<string>();
  const used = new Set<RegExp>();
  const all = new Map<string, string>();
  for (const { place, words } of versions.flatMap((version) => sentencesOf(version))) {
    if (!/!\d/.test(place)) all.set(words, place);
  }
  for (const [words, place] of all) {
    if (!states.test(words.replace(/`[^`]*`/g, ""))) continue;
    const generic = [...forms, ...siblingRules];
    if (ofSchemas.test(words) || generic.some(({ says }) => says.test(words))) continue;
    if (allClaims.some(({ says }) => words.includes(says))) continue;
    const reasons = Object.values(unchecked).flat();
    const known = reasons.filter((form) => form.test(words));
    for (const form of known) used.add(form);
    if (known.length === 0) open.add(`${place}: ${words}`);
  }
  expect([...open]).toEqual([]);
  const idle = Object.values(unchecked)
    .flat()
    .filter((form) => !used.has(form));
  expect(idle, "Nothing is said so any more: take it off the list").toEqual([]);
});
