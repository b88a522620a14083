import { ConfigError } from "@interkit/client";
import { stringify } from "csv-stringify/sync";
import { FileOutput } from "./file-output.ts";
import type { Output } from "./output.ts";

/**
 * Writes what the steps of a job return to a CSV file, one row for each, in the order of the items. What
 * {@link toJsonLines} states about kills and later runs is true for it too.
 *
 * A value that is an object is written as JSON, and `null` as an empty field. A text that a spreadsheet would run as
 * a formula gets an apostrophe in front; numbers and telephone numbers stay as they are.
 *
 * @param file the path; missing folders are created.
 * @param columns the names of the properties to write; they are the header, too.
 * @throws {ConfigError} without a path, and without columns.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { defineJob, fromList, run, toCsv } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const job = defineJob({
 *   name: "export-contacts",
 *   source: fromList(intercom.contacts.list({ per_page: 150 })),
 *   step: ({ id, email }) => ({ id, email }),
 *   output: toCsv("contacts.csv", ["id", "email"]),
 * });
 * await run(job);
 * ```
 */
export function toCsv<Name extends string>(
  file: string,
  columns: readonly Name[],
): Output<{ readonly [name in Name]?: unknown }> {
  if (!Array.isArray(columns) || columns.length === 0) {
    throw new ConfigError('toCsv needs the names of its columns, such as ["id", "email"]');
  }
  const options = {
    columns: [...columns],
    cast: { boolean: String, date: (date: Date) => date.toISOString(), string: withoutFormula },
  };
  return new FileOutput(
    file,
    (results, isFirst) => stringify([...results], { ...options, header: isFirst }),
    "toCsv",
  );
}

/** Names and messages are written by people outside, and spreadsheets run formulas when they open a file. */
function withoutFormula(text: string): string {
  return /^[=@\t\r]|^[+-](?![\d\s().-]*$)/.test(text) ? `'${text}` : text;
}
