import type { Description } from "./description.ts";
import { asArray, asObject, type Json, type JsonObject } from "./json.ts";
import { targetOf } from "./target.ts";
import { viewOf } from "./view.ts";

type Node = Json | undefined;

/** A schema in a description. */
interface Side {
  readonly description: Description;
  readonly node: Node;
}

/** Two schemas that are composed of the same named ones. */
export interface SharedParts {
  /** The names of the parts that both have. */
  readonly names: readonly string[];
  /** The properties that these have in either. */
  readonly properties: ReadonlySet<string>;
  /** The schemas without these parts. */
  readonly rest: readonly [Json, Json];
}

/** Finds the named schemas that are parts of the `allOf` of both; `undefined` where there are none. */
export function sharedParts(base: Side, head: Side): SharedParts | undefined {
  const [parts, others] = [namedParts(base), namedParts(head)];
  const names = [...parts.keys()].filter((name) => others.has(name));
  if (names.length === 0) return undefined;
  const properties = [base, head].flatMap(({ description }) =>
    names.flatMap((name) => [...viewOf(description, description.schemas[name]).properties.keys()]),
  );
  const rest = ({ node }: Side, known: ReadonlyMap<string, Json>): Json => {
    const { allOf: all, ...own } = asObject(node) ?? {};
    const shared = names.map((name) => known.get(name));
    const kept = asArray(all).filter((part) => !shared.includes(part));
    return kept.length === 0 ? own : { ...own, allOf: kept };
  };
  return { names, properties: new Set(properties), rest: [rest(base, parts), rest(head, others)] };
}

/** The parts of an `allOf` that are nothing but a reference to a schema, by its name. */
function namedParts({ description, node }: Side): Map<string, Json> {
  const parts = partsOf(node).flatMap((part): [string, Json][] => {
    const target = targetOf(description, part);
    return target === undefined || target.nullable ? [] : [[target.name, part]];
  });
  return new Map(parts);
}

/** The members of the `allOf` of a schema. */
export function partsOf(node: Node): readonly Json[] {
  return asArray(asObject(node)?.["allOf"]);
}

/** The keys of several nodes; the first that states one counts. */
export function allOf(nodes: readonly JsonObject[]): JsonObject {
  return Object.assign({}, ...[...nodes].reverse());
}
