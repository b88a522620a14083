import type { DesiredObject } from "../collections/collection.ts";
import { differingNames, valueAt } from "./fingerprint.ts";
import type { FieldChange } from "./plan.ts";
import type { Match } from "./survey.ts";

/**
 * What differs between an object and the one of the source. A value that was sent as it is declared, and that Intercom
 * has as it returned it then, does not differ: Intercom rewrites some values.
 */
export function differences(
  { declared, existing, record, now }: Match,
  { fields }: DesiredObject,
): FieldChange[] {
  const differing = differingNames(now, declared.sent);
  const changed = record === undefined ? differing : changedNames(record, declared.sent, now);
  return declared.paths
    .filter(({ name }) => differing.has(name) && changed.has(name))
    .map((path) => ({
      name: path.name,
      before: valueAt(existing.fields, path),
      after: valueAt(fields, path),
    }));
}

function changedNames(
  { sent, kept }: { readonly sent: string; readonly kept: string },
  declared: string,
  now: string,
): ReadonlySet<string> {
  return new Set([...differingNames(sent, declared), ...differingNames(kept, now)]);
}
