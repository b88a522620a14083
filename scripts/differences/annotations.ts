import type { Pair } from "./difference.ts";
import { compareOtherKeys } from "./extensions.ts";
import { asObject, isEqualJson, type Json, type JsonObject, show } from "./json.ts";
import { proseOf } from "./keywords.ts";

type Node = Json | undefined;

/** Compares what does not change the values themselves: prose, deprecation, default. */
export function compareUse(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
  pair: Pair,
  path: string,
): void {
  if (proseOf(base) !== proseOf(head)) pair.add("prose-changed", path, [], [], "neither");
  compareDeprecation(base, head, pair, path);
  const [before, after] = [base?.["default"], head?.["default"]];
  if (!isEqualJson(before, after)) {
    const says = (value: Node) => (value === undefined ? [] : [`default ${show(value)}`]);
    const rule =
      before === undefined
        ? "default-added"
        : after === undefined
          ? "default-removed"
          : "default-changed";
    pair.add(rule, path, says(before), says(after));
  }
  compareOtherKeys(base, head, pair, path);
}

/** Compares whether two nodes are deprecated. */
export function compareDeprecation(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
  pair: Pair,
  path: string,
): void {
  const [was, is] = [base, head].map((node) => node?.["deprecated"] === true);
  if (!was && is) pair.add("deprecated", path, [], ["deprecated"]);
  if (was && !is) pair.add("deprecation-withdrawn", path, ["deprecated"]);
}

/**
 * Compares the properties that distinguish alternatives, and their values.
 *
 * @param isConstant whether each alternative of the base or the head states its values of a property: a
 *   discriminator adds nothing to that.
 */
export function compareDiscriminators(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
  pair: Pair,
  path: string,
  isConstant: (property: string, side: 0 | 1) => boolean,
): void {
  const [before, after] = [base, head].map((node) => asObject(node?.["discriminator"]));
  if (before === undefined || after === undefined) {
    const only = before ?? after;
    const other = before === undefined ? 0 : 1;
    if (only === undefined || isConstant(String(only["propertyName"]), other)) return;
  }
  const says = (one: JsonObject | undefined) =>
    one === undefined ? [] : [`by ${String(one["propertyName"])}`];
  if (before === undefined) pair.add("discriminator-added", path, [], says(after));
  else if (after === undefined) pair.add("discriminator-removed", path, says(before));
  else {
    if (before["propertyName"] !== after["propertyName"])
      pair.add("discriminator-changed", path, says(before), says(after));
    const others = valuesOf(after);
    for (const [value, target] of valuesOf(before)) {
      const same = others.filter(([, other]) => other === target).map(([other]) => other);
      if (same.length === 0 || same.includes(value)) continue;
      pair.add(
        "discriminator-changed",
        path,
        [`by ${show(value)}`],
        [`by ${same.map(show).join()}`],
      );
    }
  }
}

/** The values of a discriminator, each with the name of its schema, which may be a reference. */
function valuesOf({ mapping }: JsonObject): [string, string][] {
  const stated = Object.entries(asObject(mapping) ?? {});
  return stated.map(([value, target]) => [value, String(target).replace(/^.*\//, "")]);
}
