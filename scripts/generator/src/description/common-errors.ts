import type { Problem } from "./problems.ts";
import { asObject, type Source } from "./source.ts";
import { operationsOf } from "./walk.ts";

/**
 * Adds to each operation the errors that `x-common-errors` of the root lists: `{ "401": Unauthorized }`
 * names a shared response. An operation's own response for a status stays, and it gets none of those
 * that its `x-without-errors` lists.
 */
export function addCommonErrors({ document, root, positionOf }: Source, problems: Problem[]): void {
  const common = Object.entries(asObject(document["x-common-errors"]) ?? {});
  const known = asObject(asObject(document["components"])?.["responses"]) ?? {};
  for (const [status, name] of common) {
    if (known[String(name)]) continue;
    problems.push({
      position: { file: root, line: 1 },
      mistake: `x-common-errors has no response "${name}" for ${status}`,
      fix: "name one of the components' responses",
    });
  }
  for (const { node } of operationsOf(document)) {
    const without = node["x-without-errors"];
    const responses = asObject(node["responses"]) ?? {};
    const isWithout = (status: string) => Array.isArray(without) && without.includes(status);
    for (const [status, name] of common) {
      if (!isWithout(status)) responses[status] ??= { $ref: `#/components/responses/${name}` };
      else if (responses[status]) {
        problems.push({
          position: positionOf(node),
          mistake: `x-without-errors lists ${status}, which the operation has`,
          fix: "take it off one of the two",
        });
      }
    }
    node["responses"] = responses;
  }
}
