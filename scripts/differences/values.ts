import type { Pair } from "./difference.ts";
import { isEqualJson, type Json, show } from "./json.ts";
import { limits } from "./keywords.ts";
import type { Rule } from "./policy.ts";
import type { View } from "./view.ts";

/**
 * Compares the types of two schemas, their values, formats and limits. Returns false where the types
 * have nothing in common, so that nothing else can be compared.
 */
export function compareValues(
  from: View,
  to: View,
  pair: Pair,
  path: string,
  head: Json | undefined,
): boolean {
  const common = compareTypes(from, to, pair, path, head);
  if (!common) return false;
  compareEnums(from, to, pair, path);
  compareDeprecatedValues(from, to, pair, path);
  compareFormats(from, to, pair, path);
  compareLimits(from, to, pair, path);
  for (const key of new Set([...from.others.keys(), ...to.others.keys()])) {
    const [before, after] = [from.others.get(key), to.others.get(key)];
    if (isEqualJson(before, after)) continue;
    const says = (value: Json | undefined) =>
      value === undefined ? [] : [`${key} ${show(value)}`];
    pair.add("keyword-changed", path, says(before), says(after));
  }
  return true;
}

function compareTypes(
  from: View,
  to: View,
  pair: Pair,
  path: string,
  head: Json | undefined,
): boolean {
  const [before, after] = [from.types, to.types];
  const only = (types: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...types].filter((type) => type !== "null" && !includes(others, type));
  const [gone, added] = [only(before, after), only(after, before)];
  if (before.size === 0 && after.size === 0) return true;
  // The items of a list that only the head allows are compared with nothing.
  const items = before.has("array") || from.items !== undefined ? undefined : to.items;
  const add = (rule: Rule, base: string[], head: string[], part = items) =>
    pair.add(rule, path, base, head, pair.direction, part);
  if (before.size === 0) add("type-narrowed", ["any type"], [...after]);
  else if (after.size === 0) add("type-widened", [...before], ["any type"]);
  else if (gone.length > 0 && added.length > 0) {
    const hasCommon = [...before].some((type) => includes(after, type));
    add("type-changed", gone, added, hasCommon ? items : head);
    return hasCommon;
  } else if (gone.join() === "number" && after.has("integer")) {
    pair.add("number-narrowed", path, ["number"], ["integer"]);
  } else if (added.join() === "number" && before.has("integer")) {
    pair.add("integer-widened", path, ["integer"], ["number"]);
  } else if (gone.length > 0) pair.add("type-narrowed", path, gone);
  else if (added.length > 0) add("type-widened", [], added);
  return true;
}

/** Every integer is a number. */
function includes(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || (type === "integer" && types.has("number"));
}

const says = (values: readonly Json[]) => values.map((value) => `value ${show(value)}`);

function compareEnums(from: View, to: View, pair: Pair, path: string): void {
  const [before, after] = [from.values ?? (to.isOpen ? [] : undefined), to.values];
  if (before === undefined && after === undefined) return;
  if (before === undefined || (from.isOpen && !to.isOpen && after !== undefined)) {
    pair.add("values-limited", path, [], says(after ?? []));
    return;
  }
  const wasOpen = from.isOpen || from.values === undefined;
  if (after === undefined || (to.isOpen && !wasOpen)) {
    const isOpen = before.length > 1 && before.every((value) => typeof value === "string");
    pair.add(isOpen ? "values-freed" : "constant-freed", path, says(before));
    return;
  }
  const without = (all: readonly Json[], others: readonly Json[]) =>
    all.filter((value) => !others.some((other) => isEqualJson(value, other)));
  const [gone, added] = [without(before, after), without(after, before)];
  if (gone.length > 0 && gone.length === before.length && !from.isOpen && added.length > 0) {
    const isAnnounced = gone.every((value) => from.deprecatedValues.has(String(value)));
    const announced = isAnnounced ? ["deprecated"] : [];
    pair.add("values-replaced", path, [...says(gone), ...announced], says(added));
    return;
  }
  for (const value of gone) {
    const instead = from.deprecatedValues.get(String(value));
    const announced = instead === undefined ? [] : ["deprecated", `instead: ${instead}`];
    pair.add("value-removed", path, [...says([value]), ...announced]);
  }
  for (const value of added) {
    const rule = typeof value === "string" ? "value-added" : "literal-added";
    pair.add(rule, path, [], says([value]));
  }
}

/** Compares what is said of values that both have. */
function compareDeprecatedValues(from: View, to: View, pair: Pair, path: string): void {
  const [before, after] = [from.deprecatedValues, to.deprecatedValues];
  const isIn = (view: View, value: Json) =>
    view.values === undefined || view.values.some((other) => isEqualJson(value, other));
  for (const value of to.values ?? []) {
    const instead = after.get(String(value));
    const known = before.get(String(value));
    if (instead === undefined || known === instead || !isIn(from, value)) continue;
    if (known !== undefined) pair.add("prose-changed", path, [], [], "neither");
    else
      pair.add(
        "value-deprecated",
        path,
        [],
        says([value]).map((one) => `${one}: use ${instead}`),
      );
  }
  for (const value of from.values ?? []) {
    const isStated = (values: View["deprecatedValues"]) => values.has(String(value));
    if (isStated(before) && !isStated(after) && isIn(to, value))
      pair.add("value-deprecation-withdrawn", path, says([value]));
  }
}

/** Formats that say how precise a number is; and the names that a time in Unix seconds has. */
const numeric = /^(u?int(8|16|32|64)?|float|double|decimal)$/;
const unixTimes = /^(date-time|timestamp|unixtime)$/;

function compareFormats(from: View, to: View, pair: Pair, path: string): void {
  const [before, after] = [from.format, to.format];
  if (before === after) return;
  const says = (format: string | undefined) => (format === undefined ? [] : [`format ${format}`]);
  pair.add(formatRule(from, before, after), path, says(before), says(after));
}

function formatRule(from: View, before: string | undefined, after: string | undefined): Rule {
  const isString = from.types.size === 0 || from.types.has("string");
  const isNamed = (format: string | undefined) =>
    format === undefined || numeric.test(format) || (!isString && unixTimes.test(format));
  if (isNamed(before) && isNamed(after)) return "format-named";
  if (before === undefined) return "format-added";
  return after === undefined ? "format-removed" : "format-changed";
}

function compareLimits(from: View, to: View, pair: Pair, path: string): void {
  if (from.limits.size + to.limits.size === 0) return;
  for (const key of Object.keys(limits).filter((one) => !one.startsWith("exclusive"))) {
    const [before, after] = [limitOf(from, key), limitOf(to, key)];
    if (isEqualJson(before, after)) continue;
    const says = (limit: Limit | undefined) =>
      limit === undefined ? [] : [`${limit.key} ${show(limit.value)}`];
    const isLoosened = after === undefined || (before !== undefined && allowsMore(before, after));
    pair.add(isLoosened ? "limit-loosened" : "limit-tightened", path, says(before), says(after));
  }
}

interface Limit {
  readonly key: string;
  readonly value: Json;
}

/** The limit of a key; of a bound with the value itself and one without it, the stricter one. */
function limitOf({ limits: stated }: View, key: string): Limit | undefined {
  const found = [`exclusive${key.slice(0, 1).toUpperCase()}${key.slice(1)}`, key].flatMap((one) => {
    const value = stated.get(one);
    return value === undefined ? [] : [{ key: one, value }];
  });
  const [first, second] = found;
  return first !== undefined && second !== undefined && allowsMore(first, second)
    ? first
    : (second ?? first);
}

/** Whether the second limit allows more. */
function allowsMore({ key, value }: Limit, after: Limit): boolean {
  const stricter = limits[key];
  if (typeof value !== "number" || typeof after.value !== "number") return false;
  if (stricter === "any") return value % after.value === 0;
  if (value === after.value) return key !== after.key && key.startsWith("exclusive");
  return stricter === "less" ? after.value > value : after.value < value;
}
