import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { checkFunction, checkNames, checkOneOf, checkText, checkWhole } from "../options/check.ts";
import { countedRows, type Rows } from "./counted-rows.ts";
import type { Batch, Source } from "./source.ts";

/** Options of `fromRows`. */
export interface RowsOptions {
  /** Names the rows in messages, such as `"table people"`; `"rows"` by default. */
  readonly name?: string | undefined;
  /** How many rows have one mark, 100 by default. A kill repeats the rows of the batches that were not complete. */
  readonly batchSize?: number | undefined;
  /** How many rows there are in all, for the progress. */
  readonly total?: number | undefined;
}

/** Options of `fromRows` for rows that are read from a position on. */
export interface PositionOptions<Row, Position extends Json> extends RowsOptions {
  /** The position of a row, as JSON: the value by which the rows are sorted, which no two of them share. */
  readonly position: (row: Row) => Position;
  /**
   * `"continue"`: a run after a complete one reads the rows behind the last one, as for a table that grows.
   * `"restart"`, the default: it reads all rows again.
   */
  readonly afterwards?: "restart" | "continue" | undefined;
}

/** Opens the rows behind a position; without one, from the first. */
export type OpenRows<Row, Position> = (
  after: Position | undefined,
) => Rows<Row> | Promise<Rows<Row>>;

/**
 * The rows of a list, of an iterable, or of a function that returns one; or, with `position`, of a query.
 *
 * Rows without a position are counted. A run that continues reads those that are done again, without working at
 * them, and refuses other rows. A function is called for each run, so that the job can run again; a generator
 * object can be read once.
 *
 * With `position`, the function gets the position of the last row that is done, and returns the rows behind it, all
 * of them or a page. It is called again with the position of the last row it returned, until it returns none: a
 * query such as `select … where id > $1 order by id limit 1000`.
 *
 * @throws {ConfigError} for rows that cannot be iterated and for wrong options.
 *
 * @example
 * ```ts
 * import { fromRows } from "@interkit/jobs";
 *
 * interface Person {
 *   id: number;
 *   email: string;
 * }
 * declare function query(sql: string, values: unknown[]): Promise<Person[]>;
 *
 * const people = fromRows(
 *   (after) => query("select * from people where id > $1 order by id limit 1000", [after ?? 0]),
 *   { position: ({ id }) => id },
 * );
 * const list = fromRows([{ id: 1, email: "ada@example.com" }]);
 * console.log(people.name, list.name);
 * ```
 */
export function fromRows<Row, Position extends Json>(
  open: OpenRows<Row, Position>,
  options: PositionOptions<NoInfer<Row>, Position>,
): Source<Row>;
export function fromRows<Row>(
  rows: Rows<Row> | (() => Rows<Row> | Promise<Rows<Row>>),
  options?: RowsOptions,
): Source<Row>;
export function fromRows<Row>(
  rows: Rows<Row> | OpenRows<Row, Json>,
  options: RowsOptions & Partial<PositionOptions<Row, Json>> = {},
): Source<Row> {
  checkNames("fromRows", options, ["name", "batchSize", "total", "position", "afterwards"]);
  const { name = "rows", batchSize = 100, total, position, afterwards = "restart" } = options;
  checkText("fromRows", "name", name);
  checkWhole("fromRows", { batchSize, ...(total === undefined ? undefined : { total }) });
  checkFunction("fromRows", "position", position, "optional");
  checkOneOf("fromRows", "afterwards", afterwards, ["restart", "continue"]);
  if (position === undefined && afterwards === "continue") {
    throw new ConfigError(
      `fromRows: "afterwards" needs "position", from which the next run continues`,
    );
  }
  if (position !== undefined && typeof rows !== "function") {
    throw new ConfigError(
      `fromRows: "position" needs a function of the position, which returns the rows behind it`,
    );
  }
  const open = typeof rows === "function" ? rows : () => checkRows(name, rows);
  async function* read(mark: Json | undefined): AsyncGenerator<Batch<Row>> {
    const batches = position
      ? positionedRows(name, open, position, batchSize, mark)
      : countedRows(name, checkRows(name, await open(undefined)), batchSize, mark);
    for await (const batch of batches) yield { ...batch, total };
  }
  if (typeof rows !== "function") checkRows(name, rows);
  return { name, afterwards, read: ({ mark }) => read(mark) };
}

async function* positionedRows<Row>(
  name: string,
  open: OpenRows<Row, Json>,
  position: (row: Row) => Json,
  batchSize: number,
  from: Json | undefined,
): AsyncGenerator<Batch<Row>> {
  for (let after = from; ; ) {
    const before = JSON.stringify(after);
    let items: Row[] = [];
    let count = 0;
    for await (const row of checkRows(name, await open(after))) {
      count += 1;
      items.push(row);
      after = position(row) ?? noPosition(name);
      if (items.length < batchSize) continue;
      yield { items, mark: after };
      items = [];
    }
    if (items.length > 0) yield { items, mark: after as Json };
    if (count === 0) return;
    if (JSON.stringify(after) !== before) continue;
    throw new ConfigError(
      `${name}: the rows behind a position end with a row of that position; they must begin behind it, sorted by it`,
    );
  }
}

/** Without a position, the next query would begin with the first row. */
function noPosition(name: string): never {
  throw new ConfigError(
    `${name}: "position" returned no value for a row; sort by a column without nulls`,
  );
}

function checkRows<Row>(name: string, rows: Rows<Row>): Rows<Row> {
  const value: unknown = rows;
  const isIterable =
    typeof value === "object" &&
    value !== null &&
    (Symbol.iterator in value || Symbol.asyncIterator in value);
  if (isIterable) return rows;
  throw new ConfigError(
    `fromRows: ${name} must be a list or an iterable, sync or async, or a function that returns one`,
  );
}
