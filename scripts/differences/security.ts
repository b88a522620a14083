import type { Description } from "./description.ts";
import { Pair } from "./difference.ts";
import { asArray, asObject, isEqualJson, type Json, type JsonObject, show } from "./json.ts";
import { isProse } from "./keywords.ts";
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

const kindKeys = ["type", "scheme", "in", "name"];

/** The kind of a scheme, independent of its name. */
function kindOf(description: Description, name: string): string {
  const schemes = asObject(asObject(description.json["components"])?.["securitySchemes"]);
  const scheme = description.follow(schemes?.[name]);
  const keys = kindKeys.map((key) => scheme?.[key] ?? "");
  return keys.map(String).join(" ").trim().toLowerCase() || name;
}

/** Compares how the schemes of both work: the URLs, scopes and flows, beside their kinds. */
export function compareSchemes({ base, head }: Documents): Pair[] {
  const [before, after] = [schemesOf(base), schemesOf(head)];
  return [...before].flatMap(([name, scheme]) => {
    const other = after.get(name);
    if (other === undefined) return [];
    const pair = new Pair(`security scheme ${name}`, undefined, "neither");
    const [facts, others] = [new Set(factsOf(scheme)), new Set(factsOf(other))];
    const only = (one: ReadonlySet<string>, two: ReadonlySet<string>) =>
      [...one].filter((fact) => !two.has(fact));
    const [gone, added] = [only(facts, others), only(others, facts)];
    if (gone.length > 0) pair.add("security-tightened", "", gone, added);
    else if (added.length > 0) pair.add("security-loosened", "", gone, added);
    else if (!isEqualJson(scheme, other)) pair.add("prose-changed", "");
    return [pair];
  });
}

function schemesOf(description: Description): Map<string, JsonObject> {
  const schemes = asObject(asObject(description.json["components"])?.["securitySchemes"]) ?? {};
  return new Map(
    Object.entries(schemes).map(([name, scheme]) => [name, description.follow(scheme) ?? {}]),
  );
}

/** What a scheme states, without its kind, which operations name, and without words for people. */
function factsOf(scheme: JsonObject): string[] {
  const { flows, bearerFormat: _hint, ...rest } = scheme;
  const own = Object.entries(rest).filter(([key]) => !isProse(key) && !key.startsWith("x-"));
  const ofFlows = Object.entries(asObject(flows) ?? {}).flatMap(([flow, node]) => {
    const { scopes, ...urls } = asObject(node) ?? {};
    const names = Object.keys(asObject(scopes) ?? {}).map((scope) => `${flow} scope ${scope}`);
    return [...says(Object.entries(urls), `${flow} `), ...names];
  });
  return [...says(own.filter(([key]) => !kindKeys.includes(key))), ...ofFlows];
}

const says = (entries: readonly [string, Json][], prefix = "") =>
  entries.map(([key, value]) => `${prefix}${key} ${show(value)}`);
