import { rename, rm } from "node:fs/promises";
import { fromJsonLines, type Output, type OutputWriter, toJsonLines } from "@interkit/jobs";
import type { Row } from "./cells.ts";
import type { Column, ColumnType } from "./columns.ts";

/**
 * Writes rows to a file of Parquet. It can only be written as a whole, so that rows are collected as lines of JSON in
 * `PATH.rows.part`, which a run that continues appends to, and converted at the end.
 */
export function toParquet(file: string, columns: readonly Column[]): Output<Row> {
  const rows = `${file}.rows`;
  const lines = toJsonLines(rows);
  return {
    name: file,
    async begin(position): Promise<OutputWriter<Row>> {
      const writer = await lines.begin(position);
      let isFinished = false;
      return {
        write: (results) => writer.write(results),
        async finish() {
          await writer.finish();
          await convert(rows, `${file}.part`, columns);
          await rename(`${file}.part`, file);
          isFinished = true;
        },
        async close() {
          await writer.close();
          // Until now a kill would have needed them again.
          if (isFinished) await rm(rows, { force: true });
        },
      };
    },
  };
}

/** In a row group, all values of a column are in memory at once. */
const rowGroupSize = 5_000;

async function convert(from: string, to: string, columns: readonly Column[]): Promise<void> {
  const { fileWriter, parquetWriteRows } = await import("hyparquet-writer");
  await parquetWriteRows({
    writer: fileWriter(to),
    rows: valuesIn(from, columns),
    // A guessed integer would have 32 bits, and a guessed type that of the first rows.
    columns: columns.map(({ name, type }) => ({ name, type: parquetTypes[type] })),
    rowGroupSize,
  });
}

const parquetTypes = {
  text: "STRING",
  integer: "INT64",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  time: "TIMESTAMP",
  json: "JSON",
} as const satisfies Record<ColumnType, string>;

async function* valuesIn(
  file: string,
  columns: readonly Column[],
): AsyncGenerator<Record<string, unknown>> {
  const context = {
    mark: undefined,
    signal: new AbortController().signal,
    notice: () => undefined,
  };
  for await (const { items } of fromJsonLines<Record<string, unknown>>(file).read(context)) {
    for (const row of items) {
      yield Object.fromEntries(
        columns.map(({ name, type }) => [name, parquetValue(type, row[name])]),
      );
    }
  }
}

function parquetValue(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === "integer") return BigInt(value as number);
  return type === "time" ? new Date(value as string) : value;
}
