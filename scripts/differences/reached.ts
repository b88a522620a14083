import { type DescribedOperation, Description, schemaName } from "./description.ts";
import { asObject, type Json, type JsonObject } from "./json.ts";

/** The names of the schemas that operations refer to, and of those that these refer to. */
export function reachedSchemas(
  description: Description,
  operations: readonly DescribedOperation[],
): Set<string> {
  return reached(
    description,
    operations.flatMap(({ node, parameters }) => [node, ...parameters]),
  );
}

/** The names of the schemas that some schemas refer to, and of those that these refer to. */
export function namesFrom(description: Description, names: readonly string[]): Set<string> {
  return reached(
    description,
    names.map((name) => asObject(description.schemas[name]) ?? {}),
  );
}

/**
 * The names of the schemas that operations refer to from parts that are not deprecated. The others go
 * with the deprecated parts.
 */
export function keptSchemas(description: Description): Set<string> {
  const json = withoutDeprecated(description.json) as JsonObject;
  const kept = new Description(json);
  return reachedSchemas(kept, kept.everyOperation);
}

function withoutDeprecated(node: Json): Json {
  if (Array.isArray(node)) return node.filter((one) => !isDeprecated(one)).map(withoutDeprecated);
  const object = asObject(node);
  if (object === undefined) return node;
  const kept = Object.entries(object).filter(([, one]) => !isDeprecated(one as Json));
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutDeprecated(one as Json)]));
}

const isDeprecated = (node: Json) => asObject(node)?.["deprecated"] === true;

function reached(description: Description, nodes: readonly JsonObject[]): Set<string> {
  const references = description.referencesFrom(nodes);
  return new Set([...references].flatMap((reference) => schemaName(reference) ?? []));
}
