import { ConfigError } from "@interkit/client";
import { checkFunction, checkNames, checkOneOf, checkText, checkWhole } from "../options/check.ts";
import type { Output } from "../outputs/output.ts";
import type { Source } from "../sources/source.ts";
import type { JobDefinition } from "./job.ts";

const names: readonly (keyof JobDefinition<unknown>)[] = [
  ...(["name", "source", "step", "plan", "output", "key", "concurrency", "attempts"] as const),
];

/**
 * Checks the definition of a job, and returns it. Nothing is read or sent before it runs.
 *
 * The items of the source give the step its type. The step may be called again with an item, after a kill or a
 * failure, so its effect should be the same a second time.
 *
 * @throws {ConfigError} for a definition that is incomplete, has an unknown property, or one of a wrong type.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { upsertContact } from "@interkit/client/helpers/upsert-contact";
 * import { defineJob, fromRows, run } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const people = [{ external_id: "1", email: "ada@example.com" }];
 * const backfill = defineJob({
 *   name: "backfill-contacts",
 *   source: fromRows(people),
 *   key: ({ external_id }) => external_id,
 *   step: (person, { call }) => upsertContact(intercom, person, call),
 * });
 * const { counts } = await run(backfill);
 * console.log(counts.done, "written,", counts.failed, "failed");
 * ```
 */
export function defineJob<Item, Result = unknown>(
  definition: JobDefinition<Item, Result>,
): JobDefinition<Item, Result> {
  checkNames("defineJob", definition, names);
  const { name, source, step, plan, output, key } = definition;
  checkText("defineJob", "name", name);
  const of = `The job "${name}"`;
  checkSource(of, source);
  checkFunction(of, "step", step, "required");
  checkFunction(of, "plan", plan, "optional");
  checkFunction(of, "key", key, "optional");
  checkOutput(of, output);
  const { concurrency = 1, attempts = 1 } = definition;
  checkWhole(of, { concurrency, attempts });
  return definition;
}

/** @throws {ConfigError} for what is no source. */
export function checkSource(of: string, source: Source<unknown>): void {
  if (typeof source?.read !== "function") {
    throw new ConfigError(
      `${of}: "source" must be a source, such as fromList(list), fromRows(rows) or fromCsv(path)`,
    );
  }
  checkText(of, "source.name", source.name);
  checkOneOf(of, "source.afterwards", source.afterwards, ["restart", "continue"]);
  checkFunction(of, "source.keyOf", source.keyOf, "optional");
}

function checkOutput(of: string, output: Output<never> | undefined): void {
  if (output === undefined || typeof output?.begin === "function") return;
  throw new ConfigError(
    `${of}: "output" must be an output, such as toCsv or toJsonLines returns it`,
  );
}
