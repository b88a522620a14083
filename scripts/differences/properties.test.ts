import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, changesOf, classOf } from "./changes.ts";
import { compareDescriptions } from "./compare.ts";
import { reachablePairs } from "./difference.ts";
import { asObject, type Json, type JsonObject } from "./json.ts";
import { documentsOf } from "./mutants/check-edit.ts";
import { mutantsOf } from "./mutants/mutants.ts";

const read = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../../openapi/dist/${name}.json`, import.meta.url), "utf8"));
const bundle = read("2.16");
const changes = (base: JsonObject, head: JsonObject) =>
  changesOf(compareDescriptions(base, head)).map((change) => `${change.class} ${change.message}`);

test.each(["2.7", "2.16", "Preview"])("version %s does not differ from itself", (version) => {
  expect(changes(read(version), read(version))).toEqual([]);
});

/** Lists whose order has no meaning. */
const unordered = new Set(["required", "enum", "anyOf", "oneOf", "parameters", "type"]);

/** Sorts keys, and lists whose order has no meaning, by a number for each. */
function shuffle(node: Json, next: () => number, key = ""): Json {
  const mix = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  if (Array.isArray(node)) {
    const items = node.map((item) => shuffle(item, next));
    return unordered.has(key) ? mix(items) : items;
  }
  const object = asObject(node);
  if (object === undefined) return node;
  const isData = key === "example" || key === "examples" || key === "default";
  const entries = Object.entries(object).map(([name, value]): [string, Json] => [
    name,
    isData ? value : shuffle(value, next, name),
  ]);
  return Object.fromEntries(mix(entries));
}

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
}

test("the order of keys, members, values and parameters has no meaning", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(changes(bundle, shuffle(bundle, numbers(seed)) as JsonObject)).toEqual([]);
    }),
    { numRuns: 4 },
  );
});

test("the order of keys has no meaning where versions differ", () => {
  const [base, head] = [read("2.15"), bundle];
  const expected = changes(base, head);
  const shuffled = [base, head].map((one) => shuffle(one, numbers(7)) as JsonObject);
  expect(changes(...(shuffled as [JsonObject, JsonObject])).sort()).toEqual(expected.sort());
});

/** What only writes the description in another way: no change at all. */
const rewrites = new Set([
  ...["other order of keys", "other order of properties", "other order of lists"],
  ...["wrapped in an allOf", "null written otherwise", "other order of the operation"],
  ...["parameters at the path", "media types with a charset"],
]);
const all = [...mutantsOf(bundle)];

test("a place that is written in another way is no change", () => {
  const written = all.filter(({ kind }) => rewrites.has(kind));
  expect(written.length).toBeGreaterThan(10_000);
  fc.assert(
    fc.property(fc.constantFrom(...written), (mutant) => {
      // A description may stand at another place of the schema then.
      const found = changes(...documentsOf(mutant)).filter((one) => !one.startsWith("patch"));
      expect(found, mutant.slice.name).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/** The rule of the other direction. */
const opposite: Readonly<Record<string, string>> = {
  "property-added": "property-removed",
  "required-property-added": "property-removed",
  "operation-added": "operation-removed",
  "parameter-added": "parameter-removed",
  "required-parameter-added": "parameter-removed",
  "null-added": "null-removed",
  "property-required": "property-optional",
  "value-added": "value-removed",
  "error-added": "error-removed",
  "type-added": "type-removed",
  "map-opened": "map-closed",
};

test("what one direction adds, the other removes at the same place", () => {
  const places = (changes: readonly Change[], rules: readonly string[]) =>
    changes
      .filter(({ rule }) => rules.includes(rule))
      // A member of a union is named by the property whose value is its own, which the edit may have renamed.
      .map(({ place }) => place.replaceAll(/<\w+=/g, "<"))
      .sort();
  fc.assert(
    fc.property(fc.constantFrom(...all), (mutant) => {
      const [base, head] = documentsOf(mutant);
      const forward = changesOf(compareDescriptions(base, head));
      const backward = changesOf(compareDescriptions(head, base));
      for (const removed of new Set(Object.values(opposite))) {
        const added = Object.keys(opposite).filter((rule) => opposite[rule] === removed);
        expect(places(backward, [removed]), `${mutant.kind} ${removed}`).toEqual(
          places(forward, added),
        );
      }
      expect(classOf(backward) === "none").toBe(classOf(forward) === "none");
    }),
    { numRuns: 150 },
  );
});

test("each two schemas of one name are compared once for each direction", () => {
  const { roots } = compareDescriptions(bundle, structuredClone(bundle));
  const named = [...reachablePairs(roots)].filter(
    ({ route, place }) => route === undefined && place !== "",
  );
  const keys = named.map(({ place, direction }) => `${place} ${direction}`);
  expect(new Set(keys).size).toBe(keys.length);
  const schemas = Object.keys(asObject(asObject(bundle["components"])?.["schemas"]) ?? {});
  expect(keys.length).toBeGreaterThan(schemas.length);
  expect(keys.length).toBeLessThan(2 * schemas.length);
});
