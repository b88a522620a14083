import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shareOf } from "../../soak/share.ts";
import { faultOf } from "./check-edit.ts";
import { mutantsOf } from "./mutants.ts";
import { sampleOf } from "./sample.ts";

const bundle = new URL("../../../openapi/dist/2.16.json", import.meta.url);
const all = [...mutantsOf(JSON.parse(readFileSync(bundle, "utf8")))];
// Other places each day; the message of a failure names its place.
const seed = Math.floor(Date.now() / 86_400_000);
const perKind = Math.min(8, shareOf(8));

test("a breaking edit anywhere in the description is major, and its place is named", () => {
  const sample = sampleOf(
    all.filter(({ isBreaking }) => isBreaking),
    perKind,
    seed,
  );
  expect(sample.length).toBeGreaterThan(31 * perKind);
  expect(sample.flatMap((mutant) => faultOf(mutant) ?? [])).toEqual([]);
});

test("a compatible edit anywhere in the description is not major", () => {
  const sample = sampleOf(
    all.filter(({ isBreaking }) => !isBreaking),
    perKind,
    seed,
  );
  expect(sample.length).toBeGreaterThan(18 * perKind);
  expect(sample.flatMap((mutant) => faultOf(mutant) ?? [])).toEqual([]);
});

test("the description has places for every kind of edit", () => {
  const kinds = new Set(all.map(({ kind }) => kind));
  expect(kinds.size).toBeGreaterThan(70);
  expect(all.length).toBeGreaterThan(40_000);
});
