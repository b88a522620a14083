import fc from "fast-check";
import { versionsInRange } from "interkit-generator/description/ranges";
import { expect, test } from "vitest";
import { copied, isRange, likeNext, names, without } from "./range-words.ts";

const OLD = ["2.9", "2.10", "2.11", "Preview"];
const NEW = ["2.9", "2.10", "2.11", "2.12", "Preview"];

const comparator = fc
  .tuple(fc.constantFrom(">=", ">", "<=", "<", ""), fc.constantFrom(...OLD))
  .map(([operator, version]) => `${operator}${version}`);
const range = fc
  .array(
    fc.oneof(
      comparator,
      fc.tuple(comparator, comparator).map((two) => two.join(" ")),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((alternatives) => alternatives.join(" || "))
  // A range that names nothing is refused by the description already.
  .filter((text) => text.split(" || ").every((one) => versionsInRange(one, OLD).size > 0));

const among = (text: string, versions: readonly string[]) =>
  versions.filter((version) => versionsInRange(text, versions).has(version));

test("a copied range treats the new version as the one before it, and the others as ever", () => {
  fc.assert(
    fc.property(range, (text) => {
      const result = among(copied(text, "2.12", "2.11"), NEW);
      expect(result.filter((version) => version !== "2.12")).toEqual(among(text, OLD));
      expect(result.includes("2.12")).toBe(result.includes("2.11"));
    }),
  );
});

test("what is removed again treats every other version as before", () => {
  fc.assert(
    fc.property(range, (text) => {
      const left = without(copied(text, "2.12", "2.11"), "2.12", NEW);
      expect(left && among(left, OLD)).toEqual(among(text, OLD));
    }),
  );
});

test.each([
  ["<=2.11", "<=2.12", "<=2.11"],
  [">2.11", ">2.12", ">2.11"],
  ["2.11", ">=2.11 <=2.12", "2.11"],
  ["<=2.10 || 2.11", "<=2.10 || >=2.11 <=2.12", "<=2.10 || 2.11"],
  [">=2.10 <Preview", ">=2.10 <Preview", ">=2.10 <Preview"],
])("%s becomes %s, and %s again", (before, during, after) => {
  expect(copied(before, "2.12", "2.11")).toBe(during);
  expect(without(during, "2.12", NEW)).toBe(after);
});

test.each([
  ["Preview", ">=2.12"],
  ["<2.10 || Preview", "<2.10 || >=2.12"],
  [">=2.10 <Preview", ">=2.10 <2.12"],
])(
  "%s, which only the next version has or lacks, becomes %s, and the same again",
  (before, during) => {
    expect(likeNext(before, "2.12", "Preview", true)).toBe(during);
    expect(without(during, "2.12", NEW)).toBe(before);
  },
);

test("a range of one version alone leaves nothing after that version is removed", () => {
  expect(without("2.12", "2.12", NEW)).toBeUndefined();
  expect(without(">=2.12 <Preview", "2.12", NEW)).toBeUndefined();
  expect(without("2.9 || 2.12", "2.12", NEW)).toBe("2.9");
});

test("the oldest version can be removed, too", () => {
  expect(without(">=2.9 <2.11", "2.9", NEW)).toBe(">=2.10 <2.11");
  expect(without("<=2.9 || Preview", "2.9", NEW)).toBe("Preview");
});

test("distinguishes ranges from other words, and a named version from one within a range", () => {
  expect(["<2.11 || >=2.12 <Preview", "2.9", "Preview"].every(isRange)).toBe(true);
  expect(["array", "2.9 or later", "string | null"].some(isRange)).toBe(false);
  expect(names(">=2.10", "2.11")).toBe(false);
  expect(names("<2.1 || 2.11", "2.11")).toBe(true);
});
