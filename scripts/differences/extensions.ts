import type { Pair } from "./difference.ts";
import { asArray, asObject, isEqualJson, type Json, type JsonObject, show } from "./json.ts";
import { DEPRECATED_VALUES, isProse } from "./keywords.ts";

/**
 * Compares the keys that nothing else compares: extension fields, such as how an operation is paged,
 * repeated and searched; and, where the known keys are stated, all others.
 */
export function compareOtherKeys(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
  pair: Pair,
  path: string,
  known?: readonly string[],
): void {
  for (const key of new Set([...Object.keys(base ?? {}), ...Object.keys(head ?? {})])) {
    const isExtension = key.startsWith("x-");
    // Compared with the values themselves.
    if (key === DEPRECATED_VALUES) continue;
    if (isProse(key) || (!isExtension && (known === undefined || known.includes(key)))) continue;
    const [from, to] = [base?.[key], head?.[key]];
    if (isEqualJson(from, to)) continue;
    const compare = comparisons[key];
    if (compare !== undefined) compare(from, to, pair);
    else if (isExtension)
      pair.add("extension-changed", path, says(key, from), says(key, to), "neither");
    else pair.add("keyword-changed", path, says(key, from), says(key, to));
  }
}

const says = (key: string, value: Json | undefined) =>
  value === undefined ? [] : [`${key} ${show(value)}`];

type Compare = (from: Json | undefined, to: Json | undefined, pair: Pair) => void;

const comparisons: Readonly<Record<string, Compare>> = {
  "x-pagination": comparePagination,
  "x-safe": promise("x-safe", true),
  // An operation that advances must not be repeated: to lose the mark is to gain the promise.
  "x-advances": promise("x-advances", false),
  "x-busy": promise("x-busy", false),
  "x-search": compareSearch,
  "x-one": compareSecondMethod,
};

function comparePagination(from: Json | undefined, to: Json | undefined, pair: Pair): void {
  const key = "x-pagination";
  const isList = (value: Json | undefined) => value !== undefined;
  if (!isList(from)) pair.add("pagination-added", "", [], says(key, to));
  else if (!isList(to)) pair.add("pagination-lost", "", says(key, from));
  else {
    const [before, after] = [{ ...asObject(from) }, { ...asObject(to) }];
    const isSameEnd = before["end"] === after["end"];
    for (const one of [before, after]) Reflect.deleteProperty(one, "end");
    const rule =
      isEqualJson(before, after) && !isSameEnd ? "pagination-end-changed" : "pagination-changed";
    pair.add(rule, "", says(key, from), says(key, to));
  }
}

function promise(key: string, isPromise: boolean): Compare {
  return (from, to, pair) => {
    const isAdded = (to === true) === isPromise;
    pair.add(isAdded ? "promise-added" : "promise-lost", "", says(key, from), says(key, to));
  };
}

/** A search is a tree of facts: what is gone or other reduces it, what is new extends it. */
function compareSearch(from: Json | undefined, to: Json | undefined, pair: Pair): void {
  const [before, after] = [new Set(leaves("x-search", from)), new Set(leaves("x-search", to))];
  for (const fact of before) if (!after.has(fact)) pair.add("search-reduced", "", [fact]);
  for (const fact of after) if (!before.has(fact)) pair.add("search-extended", "", [], [fact]);
}

function leaves(place: string, node: Json | undefined): string[] {
  if (node === undefined) return [];
  if (Array.isArray(node)) return node.flatMap((value) => leaves(place, value));
  const object = asObject(node);
  if (object === undefined) return [`${place} ${show(node)}`];
  return Object.entries(object).flatMap(([key, value]) => leaves(`${place}.${key}`, value));
}

function compareSecondMethod(from: Json | undefined, to: Json | undefined, pair: Pair): void {
  const id = (value: Json | undefined) => asArray(asObject(value)?.["operationId"]).map(String);
  const by = (value: Json | undefined) => show(asObject(value)?.["by"]);
  if (from === undefined) pair.add("method-added", "", [], id(to));
  else if (to === undefined || !isEqualJson(id(from), id(to)) || by(from) !== by(to)) {
    pair.add("method-removed", "", id(from), id(to));
  } else pair.add("prose-changed", "");
}
