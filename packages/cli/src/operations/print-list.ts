import type { LazyList } from "@interkit/client";
import type { Output, TableWriter } from "../terminal/output.ts";
import { noProgress } from "../terminal/progress.ts";
import type { Column } from "../terminal/table.ts";

/** How many rows are written at once, at most. */
const maxRows = 150;

/**
 * Prints items as their pages arrive, so that a list of any length needs no more memory than a page, and a notice
 * where the list has more.
 *
 * @param columns Without columns, each item is a line of JSON.
 */
export async function printList(
  list: LazyList<unknown>,
  limit: number,
  columns: readonly Column<unknown>[] | undefined,
  output: Output,
): Promise<void> {
  let [printed, total] = [0, undefined as number | undefined];
  // On a terminal, the items themselves show how far it is.
  const progress = output.isTerminal ? noProgress : await output.progress("reading");
  const counted = list.withProgress(({ totalCount }) => {
    total = totalCount;
  });
  const rows = new Rows(columns && output.tableWriter(columns));
  try {
    for await (const item of counted.take(limit)) {
      printed += 1;
      if (columns === undefined) await output.jsonLine(item);
      else await rows.add(item);
      progress.set(printed, Math.min(total ?? 0, limit));
    }
  } finally {
    // What arrived before a failure is printed too.
    await rows.flush();
    progress.end();
  }
  const rest = moreNotice(printed, limit, total);
  if (rest !== undefined) output.note(rest);
}

/** Rows that are written together. */
class Rows {
  readonly #table: TableWriter<unknown> | undefined;
  #waiting: unknown[] = [];

  constructor(table: TableWriter<unknown> | undefined) {
    this.#table = table;
  }

  async add(row: unknown): Promise<void> {
    this.#waiting.push(row);
    if (this.#waiting.length >= maxRows) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#table?.write(this.#waiting);
    this.#waiting = [];
  }
}

function moreNotice(printed: number, limit: number, total: number | undefined): string | undefined {
  if (printed === 0 && limit > 0) return "nothing was found";
  if (printed < limit || (total !== undefined && total <= printed)) return undefined;
  const shown = printed.toLocaleString("en-US");
  const of = total === undefined ? "" : ` of ${total.toLocaleString("en-US")}`;
  const maybe = total === undefined ? ", and there may be more" : "";
  return `${shown}${of} shown${maybe}; --all prints all, --limit N more`;
}
