import type CliTable3 from "cli-table3";
import { printable } from "./printable.ts";

/** A column of a table, for rows of one type. */
export interface Column<Row> {
  readonly title: string;
  /** Its value in a row; nothing is shown for `undefined` and `null`. */
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** Numbers are aligned to the right. */
  readonly align?: "left" | "right";
}

/** The values of rows, separated by tabs, a line for each row: for `cut` and `awk`. There is no line of titles. */
export function toLines<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return rows
    .map((row) => `${columns.map(({ value }) => textOf(value(row))).join("\t")}\n`)
    .join("");
}

/** Writes the pages of a list as one table: the widths of the columns are those of the first page. */
export class TableLayout<Row> {
  readonly #columns: readonly Column<Row>[];
  readonly #maxWidth: number;
  readonly #heading: (text: string) => string;
  #widths: readonly number[] | undefined;

  /** @param heading Formats a title. */
  constructor(
    columns: readonly Column<Row>[],
    maxWidth: number,
    heading: (text: string) => string,
  ) {
    this.#columns = columns;
    this.#maxWidth = maxWidth;
    this.#heading = heading;
  }

  /** The rows, aligned and cut to the width; those of the first call below the titles. */
  async format(rows: readonly Row[]): Promise<string> {
    const { default: Table } = await import("cli-table3");
    const cells = rows.map((row) =>
      this.#columns.map(({ value }) => {
        const found = value(row);
        return typeof found === "number" ? found.toLocaleString("en-US") : textOf(found);
      }),
    );
    const isFirst = this.#widths === undefined;
    const titles = isFirst ? [this.#columns.map(({ title }) => this.#heading(title))] : [];
    const all = [...titles, ...cells];
    this.#widths ??= this.#fit(naturalWidths(Table, all));
    const table = new Table({
      ...plain,
      colWidths: [...this.#widths],
      colAligns: this.#columns.map(({ align = "left" }) => align),
    });
    table.push(...all);
    const lines = table.toString().split("\n");
    return lines.map((line) => `${line.trimEnd()}\n`).join("");
  }

  /** Makes the widest columns narrower until the row fits. */
  #fit(natural: readonly number[]): number[] {
    const widths = [...natural];
    let excess = widths.reduce((sum, width) => sum + width, 0) - this.#maxWidth;
    while (excess > 0) {
      const widest = Math.max(...widths);
      if (widest <= minWidth) break;
      widths[widths.indexOf(widest)] = widest - 1;
      excess -= 1;
    }
    return widths;
  }
}

const minWidth = 8;

/** Without lines: two spaces between the columns. */
const plain: CliTable3.TableConstructorOptions = {
  chars: Object.fromEntries(
    ["top", "bottom", "left", "right", "mid"]
      .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
      .concat("middle")
      .map((name) => [name, ""]),
  ),
  style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  truncate: "…",
};

/** The widths that the columns need: the library counts wide characters and leaves colours out. */
function naturalWidths(Table: typeof CliTable3, rows: readonly string[][]): number[] {
  const table = new Table(plain);
  table.push(...rows);
  table.toString();
  return table.options.colWidths.map((width) => width ?? 0);
}

function textOf(value: string | number | boolean | null | undefined): string {
  return value === undefined || value === null ? "" : printable(String(value));
}
