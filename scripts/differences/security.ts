import type { Description } from "./description.ts";
import type { Pair } from "./difference.ts";
import { asArray, asObject, type JsonObject } from "./json.ts";
import type { Documents } from "./operations.ts";

/** Compares which credentials an operation takes: each alternative is a set of schemes with scopes. */
export function compareSecurity(
  documents: Documents,
  base: JsonObject,
  head: JsonObject,
  pair: Pair,
): void {
  const before = alternatives(documents.base, base);
  const after = alternatives(documents.head, head);
  const satisfies = (given: ReadonlySet<string>, needed: ReadonlySet<string>) =>
    [...needed].every((one) => given.has(one));
  const lost = before.filter((given) => !after.some((needed) => satisfies(given, needed)));
  const gained = after.filter((needed) => !before.some((given) => satisfies(given, needed)));
  const says = (sets: readonly ReadonlySet<string>[]) =>
    sets.map((set) => (set.size === 0 ? "no credentials" : [...set].join(" and ")));
  if (lost.length > 0) pair.add("security-tightened", "", says(lost), says(gained));
  const isLoosened = after.some((needed) => !before.some((given) => satisfies(needed, given)));
  if (lost.length === 0 && isLoosened) pair.add("security-loosened", "", says(before), says(after));
}

function alternatives(description: Description, node: JsonObject): ReadonlySet<string>[] {
  const stated = node["security"] ?? description.json["security"];
  const listed = asArray(stated).map((one) => {
    const schemes = Object.entries(asObject(one) ?? {});
    return new Set(
      schemes.flatMap(([name, scopes]) => {
        const kind = kindOf(description, name);
        return [kind, ...asArray(scopes).map((scope) => `${kind} scope ${String(scope)}`)];
      }),
    );
  });
  return listed.length > 0 ? listed : [new Set()];
}

/** The kind of a scheme, independent of its name. */
function kindOf(description: Description, name: string): string {
  const schemes = asObject(asObject(description.json["components"])?.["securitySchemes"]);
  const scheme = description.follow(schemes?.[name]);
  const keys = ["type", "scheme", "in", "name"].map((key) => scheme?.[key] ?? "");
  return keys.map(String).join(" ").trim().toLowerCase() || name;
}
