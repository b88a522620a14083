import Table from "cli-table3";

/** What happened, how often, and how long it took. */
export class Report {
  readonly #rows: [what: string, count: string, time: string][] = [];
  #last: number = performance.now();

  /** Adds a line. Its time is the time since the line before. */
  add(what: string, count: number | string): void {
    const now = performance.now();
    this.#rows.push([what, String(count), `${((now - this.#last) / 1000).toFixed(2)} s`]);
    this.#last = now;
  }

  toString(): string {
    const table = new Table({
      head: ["what", "count", "time"],
      colAligns: ["left", "right", "right"],
      style: { head: [], border: [], compact: true },
    });
    table.push(...this.#rows);
    return table.toString();
  }
}
