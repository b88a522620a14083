import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { shortHash } from "../common/short-hash.ts";
import type { Batch } from "./source.ts";

/** Rows by their number. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** How far rows without a position of their own were read: their number, and a hash of the last one. */
interface RowsMark {
  readonly rows: number;
  readonly last: string;
}

/**
 * Returns the rows behind a mark in batches. A run that continues reads the rows that are done once more, and
 * leaves them out.
 *
 * @throws {ConfigError} for a mark of other rows: a run would leave some of them out.
 */
export async function* countedRows<Row>(
  name: string,
  rows: Rows<Row>,
  batchSize: number,
  mark: Json | undefined,
): AsyncGenerator<Batch<Row>> {
  const done = mark as unknown as RowsMark | undefined;
  const hashOf = (row: unknown) => shortHash(`A row of ${name}`, row);
  let count = 0;
  let items: Row[] = [];
  for await (const row of rows) {
    count += 1;
    if (done !== undefined && count <= done.rows) {
      if (count === done.rows && hashOf(row) !== done.last) throw otherRows(name);
      continue;
    }
    items.push(row);
    if (items.length < batchSize) continue;
    yield { items, mark: { rows: count, last: hashOf(row) } };
    items = [];
  }
  if (done !== undefined && count < done.rows) throw otherRows(name);
  if (items.length > 0) yield { items, mark: { rows: count, last: hashOf(items.at(-1)) } };
}

function otherRows(name: string): ConfigError {
  return new ConfigError(
    `${name} does not have the rows of the run that is continued: rows were added, removed or changed before its place`,
  );
}
