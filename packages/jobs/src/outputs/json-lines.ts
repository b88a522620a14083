import { FileOutput } from "./file-output.ts";
import type { Output } from "./output.ts";

/**
 * Writes what the steps of a job return to a file, one line of JSON for each, in the order of the items. After a
 * kill, the run that continues removes what was written without being stored: each item has its lines once.
 *
 * The file has the name `PATH.part` until the first run is complete. Later runs of a source of changes append to it,
 * or write what changed to a new file where there is none: it was moved away, or the path is another one. Those of
 * other sources always write a new file.
 *
 * @param file the path; missing folders are created.
 * @throws {ConfigError} without a path.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { defineJob, fromList, run, toJsonLines } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const job = defineJob({
 *   name: "export-contacts",
 *   source: fromList(intercom.contacts.list({ per_page: 150 })),
 *   step: ({ id, email }) => ({ id, email }),
 *   output: toJsonLines("contacts.jsonl"),
 * });
 * await run(job);
 * ```
 */
export function toJsonLines(file: string): Output<unknown> {
  const textOf = (results: readonly unknown[]) => results.map(lineOf).join("");
  return new FileOutput(file, textOf, "toJsonLines");
}

function lineOf(result: unknown): string {
  const text = JSON.stringify(result);
  if (text === undefined) throw new TypeError(`a ${typeof result} is not JSON`);
  return `${text}\n`;
}
