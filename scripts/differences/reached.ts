import { referencesFrom } from "interkit-generator/description/walk";
import { type DescribedOperation, type Description, schemaName } from "./description.ts";
import type { Json } from "./json.ts";

/** The names of the schemas that operations refer to, and of those that these refer to. */
export function reachedSchemas(
  description: Description,
  operations: readonly DescribedOperation[],
): Set<string> {
  return reached(
    description,
    operations.flatMap(({ node, parameters }) => [node, [...parameters]]),
  );
}

/** The names of the schemas that some schemas refer to, and of those that these refer to. */
export function namesFrom(description: Description, names: readonly string[]): Set<string> {
  return reached(
    description,
    names.flatMap((name) => description.schemas[name] ?? []),
  );
}

function reached(description: Description, nodes: readonly Json[]): Set<string> {
  const references = referencesFrom(description.json, ...nodes);
  return new Set([...references].flatMap((reference) => schemaName(reference) ?? []));
}
