import type { Description } from "./description.ts";
import { asArray, type Json, type JsonObject } from "./json.ts";
import { structuralKeys } from "./keywords.ts";
import { targetOf } from "./target.ts";
import { viewOf } from "./view.ts";

/** An alternative of a union. */
export interface Member {
  readonly name: string;
  readonly node: Json;
  /** What it is known by: the name of its schema, its constants, its types. */
  readonly keys: readonly string[];
}

export interface MemberPairs {
  readonly pairs: readonly { readonly name: string; readonly base: Json; readonly head: Json }[];
  readonly removed: readonly Member[];
  readonly added: readonly Member[];
}

interface Side {
  readonly description: Description;
  readonly members: readonly Json[];
}

/** Finds which alternatives of two unions correspond: by name, by constants, by form, by type. */
export function pairMembers(
  base: Side,
  head: Side,
  isSame: (base: Json, head: Json) => boolean,
): MemberPairs {
  let removed = base.members.map((node) => member(base.description, node));
  let added = head.members.map((node) => member(head.description, node));
  const pairs: { name: string; base: Json; head: Json }[] = [];
  const take = (matches: (from: Member, to: Member) => boolean) => {
    for (const from of removed) {
      const to = added.find((one) => matches(from, one));
      if (to === undefined) continue;
      pairs.push({ name: from.name, base: from.node, head: to.node });
      removed = removed.filter((one) => one !== from);
      added = added.filter((one) => one !== to);
    }
  };
  for (const index of [0, 1]) {
    take((from, to) => from.keys[index] !== "" && from.keys[index] === to.keys[index]);
  }
  take((from, to) => isSame(from.node, to.node));
  take((from, to) => from.keys[2] === to.keys[2]);
  return { pairs, removed, added };
}

/** An alternative of a union, and what the union states beside its alternatives. */
export function withShared(description: Description, union: Json | undefined, one: Json): Json {
  const shared = withoutUnion(description, union, new Set());
  return statesForm(shared) ? { allOf: [shared, one] } : one;
}

/** A schema without its alternatives, which may be those of one of its parts. */
function withoutUnion(
  description: Description,
  node: Json | undefined,
  above: ReadonlySet<JsonObject>,
): JsonObject {
  const schema = description.follow(node);
  if (schema === undefined || above.has(schema)) return {};
  const { anyOf: _, oneOf: __, allOf: parts, ...own } = schema;
  const trail = new Set(above).add(schema);
  const kept = asArray(parts).map((part) => withoutUnion(description, part, trail));
  const stated = kept.filter(statesForm);
  return stated.length === 0 ? own : { ...own, allOf: stated };
}

/** Whether a schema states more than the type of an object. */
function statesForm(schema: JsonObject): boolean {
  return structuralKeys(schema).some((key) => key !== "type" && key !== "nullable");
}

function member(description: Description, node: Json): Member {
  const name = targetOf(description, node)?.name ?? "";
  const view = viewOf(description, node);
  const constants = [...view.properties].flatMap(([property, schema]) => {
    const values = viewOf(description, schema).values ?? [];
    return values.length === 1 ? [`${property}=${String(values[0])}`] : [];
  });
  const types = [...view.types].sort().join("|") || "any";
  const ofItems = view.items === undefined ? "" : ` of ${itemsName(description, view.items)}`;
  const shape = `${types}${ofItems}`;
  // Alternatives that only state what is required differ in nothing else.
  const required = [...view.required].sort().join(", ");
  const form = shape === "any" && required !== "" ? `with ${required}` : shape;
  return { name: name || constants[0] || form, node, keys: [name, constants.join(), shape] };
}

function itemsName(description: Description, items: Json): string {
  const types = [...viewOf(description, items).types].sort().join("|");
  return targetOf(description, items)?.name ?? (types || "any");
}
