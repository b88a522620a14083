import { referencesFrom } from "interkit-generator/description/walk";
import { type DescribedOperation, type Description, schemaName } from "./description.ts";

/** The names of the schemas that operations refer to, and of those that these refer to. */
export function reachedSchemas(
  description: Description,
  operations: readonly DescribedOperation[],
): Set<string> {
  const nodes = operations.flatMap(({ node, parameters }) => [node, [...parameters]]);
  const references = referencesFrom(description.json, ...nodes);
  return new Set([...references].flatMap((reference) => schemaName(reference) ?? []));
}
