import { type DescribedOperation, Description } from "./description.ts";
import { type Direction, Pair, reachablePairs } from "./difference.ts";
import { compareOtherKeys } from "./extensions.ts";
import { faultsOf } from "./faults.ts";
import { asObject, type Json, type JsonObject } from "./json.ts";
import { deprecationOf, proseOf } from "./keywords.ts";
import { compareOperations, type Documents, type Senders } from "./operations.ts";
import { keptSchemas, namesFrom, reachedSchemas } from "./reached.ts";
import { SchemaComparison } from "./schemas.ts";
import { compareSchemes } from "./security.ts";
import { compareServers } from "./servers.ts";

/** All that was compared of two descriptions. */
export interface Comparison {
  readonly base: Description;
  readonly head: Description;
  /** The parts of operations, and the schemas that no operation refers to. Others follow from these. */
  readonly roots: readonly Pair[];
  /** What is wrong in both, by place: it was compared as if it stated nothing. */
  readonly faults: ReadonlyMap<string, string>;
}

const ofOperations: Senders = { ofRequest: "request", ofResponse: "response" };
const ofWebhooks: Senders = { ofRequest: "response", ofResponse: "request" };

/** Compares two OpenAPI documents, 3.0 or 3.1. The order of keys, parts and alternatives is ignored. */
export function compareDescriptions(base: JsonObject, head: JsonObject): Comparison {
  const [from, to] = [new Description(base), new Description(head)];
  const documents = { base: from, head: to, schemas: new SchemaComparison(from, to) };
  const roots: Pair[] = [compareDocuments(base, head), ...compareServers(base, head)];
  const operations = compareOperations(
    documents,
    documents.base.operations,
    documents.head.operations,
    ofOperations,
  );
  const webhooks = compareOperations(
    documents,
    documents.base.webhooks,
    documents.head.webhooks,
    ofWebhooks,
  );
  const { removed, added } = operations;
  roots.push(...operations.parts, ...webhooks.parts, ...compareSchemes(documents));
  roots.push(...compareUnused(documents));
  roots.push(...compareNames(documents, roots, removed, added));
  const known = faultsOf(base);
  const faults = faultsOf(head);
  for (const [place, fault] of faults) {
    if (known.has(place)) continue;
    const pair = new Pair(place, undefined, "neither");
    pair.add("part-broken", "", [], [fault]);
    roots.push(pair);
    faults.delete(place);
  }
  return { base: documents.base, head: documents.head, roots, faults };
}

const documentKeys = [
  ...["openapi", "info", "servers", "security", "jsonSchemaDialect"],
  ...["paths", "webhooks", "components"],
];

function compareDocuments(base: JsonObject, head: JsonObject): Pair {
  const pair = new Pair("the description", undefined, "neither");
  const prose = (document: JsonObject) =>
    proseOf({ ...asObject(document["info"]), tags: document["tags"] ?? [] });
  if (prose(base) !== prose(head)) pair.add("prose-changed", "");
  compareOtherKeys(base, head, pair, "", documentKeys);
  return pair;
}

/** Compares the schemas of one name that no operation refers to. */
function compareUnused({ base, head, schemas }: Documents): Pair[] {
  const used = [base, head].map((one) => reachedSchemas(one, one.everyOperation));
  // What refers to another schema says who sends it.
  const stated = Object.entries(base.schemas).flatMap(([name, schema]) =>
    asObject(schema)?.["x-standalone"] === undefined ? [] : [name],
  );
  const ofStated = namesFrom(base, stated);
  return Object.keys(base.schemas).flatMap((name) => {
    if (used.some((names) => names.has(name)) || head.schemas[name] === undefined) return [];
    if (ofStated.has(name) && !stated.includes(name)) return [];
    const root = new Pair("", undefined, "neither");
    for (const direction of directionsOf(base.schemas[name])) {
      root.references.push({ to: schemas.named(name, name, direction), path: "" });
    }
    return [root];
  });
}

/** Who sends a schema that no operation refers to: it says so, or it may be either. */
function directionsOf(schema: Json | undefined): Direction[] {
  const stated = asObject(schema)?.["x-standalone"];
  if (stated === undefined) return ["request", "response"];
  return [stated === "request" ? "request" : "response"];
}

/** Compares which names of schemas there are. What only new or removed operations use is theirs. */
function compareNames(
  { base, head }: Documents,
  roots: readonly Pair[],
  removed: readonly DescribedOperation[],
  added: readonly DescribedOperation[],
): Pair[] {
  const renamed = new Set<string>();
  for (const { differences } of reachablePairs(roots)) {
    for (const { rule, base: from, head: to } of differences) {
      if (rule === "type-renamed") for (const name of [...from, ...to]) renamed.add(name);
    }
  }
  const named = (
    one: Description,
    other: Description,
    own: readonly DescribedOperation[],
    rule: "type-removed" | "type-added",
  ) => {
    const rest = one.everyOperation.filter((operation) => !own.includes(operation));
    const ofOthers = reachedSchemas(one, rest);
    const ofOwn = reachedSchemas(one, own);
    const kept = rule === "type-removed" ? keptSchemas(one) : ofOthers;
    return Object.keys(one.schemas).flatMap((name) => {
      const isOwn = ofOwn.has(name) && !ofOthers.has(name);
      if (other.schemas[name] !== undefined || renamed.has(name) || isOwn) return [];
      const pair = new Pair(name, undefined, "neither");
      const isGoing = ofOthers.has(name) && !kept.has(name);
      const notice = isGoing ? ["deprecated"] : deprecationOf(asObject(one.schemas[name]));
      if (rule === "type-removed") pair.add(rule, "", ["exists", ...notice]);
      else pair.addPart(rule, "", one.schemas[name]);
      return [pair];
    });
  };
  return [...named(base, head, removed, "type-removed"), ...named(head, base, added, "type-added")];
}
