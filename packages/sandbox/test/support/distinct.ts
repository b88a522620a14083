import { hasAllExamples } from "../../../../scripts/soak/share.ts";
import { everyOperation, follow, type Operation, readBundle } from "./described.ts";
import { memoize } from "./memoize.ts";

/**
 * Every operation by its id, in the versions to test: the newest one of those with the same description of it.
 * `npm run test:soak` has all versions.
 */
export function distinctOperations(
  versions: readonly string[],
): ReadonlyMap<string, readonly Operation[]> {
  const all = everyOperation(versions);
  if (hasAllExamples) return all;
  return new Map(
    [...all].map(([id, operations]) => {
      const newest = new Map(operations.map((operation) => [describedAs(operation), operation]));
      return [id, [...newest.values()]];
    }),
  );
}

/** The description of an operation, with all that it refers to. */
function describedAs({ version, path, method }: Operation): string {
  const own = partOf(readBundle(version).paths[path]?.[method.toLowerCase()]);
  const references = new Set(own.references);
  const texts = [method, path, own.text];
  // The set grows while it is walked.
  for (const reference of references) {
    const part = referredPart(version)(reference);
    texts.push(part.text);
    for (const next of part.references) references.add(next);
  }
  return texts.join("\n");
}

interface Part {
  readonly text: string;
  readonly references: readonly string[];
}

function partOf(node: unknown): Part {
  const text = JSON.stringify(node);
  return { text, references: [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = ""]) => to) };
}

const referredPart = memoize((version: string) =>
  memoize((reference: string) => partOf(follow(version, { $ref: reference }))),
);
