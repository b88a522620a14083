import { access } from "node:fs/promises";
import { expect, test } from "vitest";
import { findUntested } from "../support/tested-sentences.ts";
import { sentencesOf } from "../support/texts.ts";
import { versions } from "../support/versions.ts";
import { allClaims } from "./all.ts";
import { elsewhereFiles, unchecked } from "./unchecked.ts";

const listed = Object.values(unchecked).flat();

test("every documented behaviour has a test, or a reason why it has none", () => {
  const sentences = versions.flatMap((version) => sentencesOf(version));
  const { open, used } = findUntested(sentences, allClaims, listed);
  expect(open).toEqual([]);
  const idle = listed.filter((entry) => !used.has(entry));
  expect(idle, "Nothing is said so any more, or a claim tries it: take it off").toEqual([]);
});

test("the named tests exist", async () => {
  for (const file of elsewhereFiles) await access(new URL(`../${file}`, import.meta.url));
});

test.each([
  "At most seven sails.",
  "Up to 7 sails.",
  "Only boats that are afloat.",
  "Null on land.",
  "Newest first.",
  "What is left out stays as it is.",
  "It cannot be changed.",
  "Sails that are torn must be mended.",
])("a new sentence of an operation is open: %s", (words) => {
  const sentence = { place: "boats.list", words, schema: undefined };
  const { open } = findUntested([sentence], allClaims, listed);
  expect(open).toEqual([`boats.list: ${words}`]);
});

test.each(["At most seven sails.", "Only boats that are afloat.", "It cannot be changed."])(
  "so is one of a value, unless a rule looks at values so: %s",
  (words) => {
    const sentence = { place: "Boat.sails", words, schema: { type: "array" } };
    expect(findUntested([sentence], allClaims, listed).open).toEqual([`Boat.sails: ${words}`]);
    const ruled = { ...sentence, words: "7 at most." };
    expect(findUntested([ruled], allClaims, listed).open).toEqual([]);
  },
);
