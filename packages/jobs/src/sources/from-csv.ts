import { pipeline } from "node:stream";
import { ConfigError } from "@interkit/client";
import { checkNames, checkText, checkWhole } from "../options/check.ts";
import { countedRows } from "./counted-rows.ts";
import { checkPath, type FileOptions, fileError, textOf } from "./read-file.ts";
import type { Batch, Source, SourceContext } from "./source.ts";

/** A row of a CSV file by the names of its header. Every value is text; an empty field is `""`. */
export type CsvRow<Column extends string> = { readonly [Name in Column]: string };

/** Options of `fromCsv`. */
export interface CsvOptions<Column extends string> extends FileOptions {
  /** The columns that the job needs: a file without one of them is refused. It may have others. */
  readonly columns?: readonly Column[] | undefined;
  /** What separates the fields; `","` by default. */
  readonly delimiter?: string | undefined;
}

/**
 * The rows of a CSV file with a header, in UTF-8. A run that continues reads the rows that are done again, without
 * working at them, and refuses a file in which the last one of them has changed.
 *
 * The file is read as a stream. A repeated column, a row with more or fewer fields than the header and a quote that
 * is not closed are errors, which end the run at the batch before.
 *
 * @param path from the current folder on.
 * @throws {ConfigError} for wrong options. The run throws it for a file that does not exist or has another form.
 * @see https://csv.js.org/parse/
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { upsertContact } from "@interkit/client/helpers/upsert-contact";
 * import { defineJob, fromCsv, run } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const backfill = defineJob({
 *   name: "backfill-contacts",
 *   source: fromCsv("people.csv", { columns: ["external_id", "email"] }),
 *   key: ({ external_id }) => external_id,
 *   step: ({ external_id, email }, { call }) =>
 *     upsertContact(intercom, { external_id, email }, call),
 * });
 * await run(backfill);
 * ```
 */
export function fromCsv<Column extends string = string>(
  path: string,
  options: CsvOptions<Column> = {},
): Source<CsvRow<Column>> {
  checkPath("fromCsv", path);
  checkNames("fromCsv", options, ["columns", "delimiter", "batchSize"]);
  const { columns = [], delimiter = ",", batchSize = 100 } = options;
  checkText("fromCsv", "delimiter", delimiter);
  checkWhole("fromCsv", { batchSize });
  if (!Array.isArray(columns) || columns.some((column) => typeof column !== "string")) {
    throw new ConfigError('fromCsv: "columns" must be a list of names, such as ["email"]');
  }
  return {
    name: path,
    afterwards: "restart",
    read: (context) => batchesOf(path, { columns, delimiter, batchSize }, context),
  };
}

interface CsvSettings {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly batchSize: number;
}

async function* batchesOf<Column extends string>(
  path: string,
  { columns, delimiter, batchSize }: CsvSettings,
  { mark }: SourceContext,
): AsyncGenerator<Batch<CsvRow<Column>>> {
  const { parse } = await import("csv-parse");
  let hasHeader = false;
  const parser = parse<Record<string, string>>({
    skip_empty_lines: true,
    delimiter,
    columns: (header: string[]) => {
      hasHeader = true;
      return checkHeader(path, header, columns);
    },
  });
  // It ends the parser with the error of the file, and closes the file when the parser is left.
  const rows = pipeline(textOf(path), parser, () => undefined);
  try {
    yield* countedRows<CsvRow<Column>>(path, rows, batchSize, mark);
  } catch (error) {
    throw fileError(path, error);
  }
  if (!hasHeader) throw new ConfigError(`${path} is empty; its first line must have the columns`);
}

function checkHeader(path: string, header: string[], needed: readonly string[]): string[] {
  const repeated = header.find((name, index) => header.indexOf(name) < index);
  if (repeated !== undefined) {
    throw new ConfigError(
      `${path} has the column "${repeated}" twice; rename one of them in its header`,
    );
  }
  const missing = needed.find((name) => !header.includes(name));
  if (missing === undefined) return header;
  throw new ConfigError(`${path} has no column "${missing}"; its header has ${header.join(", ")}`);
}
