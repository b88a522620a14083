import fc from "fast-check";
import type { Json } from "./workspace.ts";

/** Text that often causes bugs. */
export const words: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "null",
    "undefined",
    "NaN",
    "1e999",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udc00x",
    "💩",
    "../..",
    "%",
    "<p>",
    "a@b",
    "ada@example.com",
    "data:text/plain,x",
    "https://example.com/a?b=c#d",
    "9".repeat(400),
    "x".repeat(5000),
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);

export const wordFor = (name: string): fc.Arbitrary<string> =>
  /email/.test(name) ? fc.oneof(fc.constantFrom("ada@example.com", "b@example.org"), words) : words;

export const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -1, 1, 0.5, -0, 1e21, 1e308, 8.64e15, 2 ** 31, 2 ** 53, 1_717_401_600),
  fc.integer({ min: -5, max: 200 }),
);

export const anything: fc.Arbitrary<unknown> = fc.oneof(
  words,
  numbers,
  fc.constantFrom(null, true, false, [], {}, [[]], [null], { id: null }, { type: "x" }),
  fc.array(fc.oneof(words, numbers), { maxLength: 3 }),
  fc.dictionary(words, fc.oneof(words, numbers, fc.constant(null)), { maxKeys: 3 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** The same value with one part replaced. */
export function withMistake(given: Json): fc.Arbitrary<Json> {
  const places: (readonly [Json, string])[] = [];
  const walk = (node: Json) => {
    for (const key of typeof node === "object" && node !== null ? Object.keys(node) : []) {
      places.push([node, key]);
      walk(node[key]);
    }
  };
  const copy = structuredClone({ root: given });
  walk(copy);
  return fc.tuple(fc.constantFrom(...places), anything).map(([[node, key], slip]) => {
    node[key] = slip;
    return structuredClone(copy.root);
  });
}

/** The required properties, and up to three others. */
export function some(
  all: Record<string, fc.Arbitrary<unknown>>,
  required: readonly string[],
): fc.Arbitrary<unknown> {
  const others = Object.keys(all).filter((name) => !required.includes(name));
  return fc.subarray(others, { maxLength: Math.min(3, others.length) }).chain((chosen) => {
    const names = [...required, ...chosen].filter((name) => name in all);
    return fc.record(Object.fromEntries(names.map((name) => [name, all[name] ?? anything])));
  });
}
