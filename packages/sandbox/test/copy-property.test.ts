import fc from "fast-check";
import { expect, test } from "vitest";
import { copyAsJson, copyData } from "../src/state/copy.ts";

/** Values that JSON does not have, or that it writes as others. */
const others = fc.oneof(
  fc.constantFrom(undefined, Number.NaN, -0, Number.POSITIVE_INFINITY, () => {}),
  fc.date({ noInvalidDate: true }),
  fc.integer().map(
    (id) =>
      new (class Thing {
        id = id;
        toJSON() {
          return [this.id];
        }
      })(),
  ),
);

const { values } = fc.letrec((tie) => ({
  values: fc.oneof({ withCrossShrink: true }, fc.jsonValue(), tie("lists"), tie("objects"), others),
  lists: fc.array(tie("values"), { maxLength: 4 }),
  objects: fc.dictionary(fc.string(), tie("values"), { maxKeys: 4 }),
}));

test("a copy as JSON is what writing and parsing JSON returns", () => {
  fc.assert(
    fc.property(fc.record({ values }), (given) => {
      expect(copyAsJson(given)).toStrictEqual(JSON.parse(JSON.stringify(given)));
    }),
    { numRuns: 2000 },
  );
});

test("a copy is equal to the original, and shares no object or array with it", () => {
  const objectsIn = (value: unknown): object[] =>
    typeof value === "object" && value !== null
      ? [value, ...Object.values(value).flatMap(objectsIn)]
      : [];
  fc.assert(
    fc.property(fc.jsonValue(), (given) => {
      const copy = copyData(given);
      expect(copy).toStrictEqual(given);
      const own = new Set(objectsIn(given));
      expect(objectsIn(copy).some((one) => own.has(one))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("what JSON cannot represent is refused", () => {
  const cycle: Record<string, unknown> = {};
  cycle["itself"] = cycle;
  expect(() => copyAsJson(cycle)).toThrow();
  expect(() => copyAsJson({ large: 1n })).toThrow();
});
