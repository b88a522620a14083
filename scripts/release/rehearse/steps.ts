import Table from "cli-table3";
import { firstLine } from "../../install-tool.ts";

/** What a step could not do, as one line that names the fix. */
export class Failure extends Error {}

/** Why a step cannot be done on this machine, which is no fault of the packages. */
export class CannotRun extends Error {}

/** Ends a rehearsal early: what follows needs the result of the step that failed. */
export class Stopped extends Error {}

interface Row {
  readonly name: string;
  readonly result: "passed" | "failed" | "skipped";
  readonly seconds: number;
  /** What the step found, or why it failed. */
  readonly detail: string;
}

/** The steps of a rehearsal, in the order in which they were done. */
export class Steps {
  readonly #rows: Row[] = [];
  readonly #begin: (name: string) => void;

  /** @param begin receives the name of each step before it is done, since some take a minute. */
  constructor(begin: (name: string) => void = console.log) {
    this.#begin = begin;
  }

  /** Does a step that others need: a failure ends the rehearsal. */
  async need<T>(
    name: string,
    work: () => Promise<readonly [detail: string, result: T]>,
  ): Promise<T> {
    let made: { readonly result: T } | undefined;
    await this.check(name, async () => {
      const [detail, result] = await work();
      made = { result };
      return detail;
    });
    if (made === undefined) throw new Stopped();
    return made.result;
  }

  /** Does a step that no other needs. */
  async check(name: string, work: () => Promise<string>): Promise<void> {
    this.#begin(name);
    const start = performance.now();
    const add = (result: Row["result"], detail: string) =>
      this.#rows.push({ name, result, detail, seconds: (performance.now() - start) / 1000 });
    try {
      add("passed", await work());
    } catch (error) {
      if (error instanceof Stopped) throw error;
      const named = error instanceof Failure || error instanceof CannotRun;
      add(error instanceof CannotRun ? "skipped" : "failed", named ? error.message : lineOf(error));
    }
  }

  get failed(): boolean {
    return this.#rows.some(({ result }) => result === "failed");
  }

  /** The steps with their results, then what failed or was skipped, one line each. */
  table(): string {
    const table = new Table({
      head: ["step", "", "seconds", ""],
      style: { head: [], border: [] },
    });
    for (const { name, result, seconds, detail } of this.#rows)
      table.push([name, result, seconds.toFixed(1), result === "passed" ? detail : ""]);
    const reported = this.#rows.filter(({ result }) => result !== "passed");
    return [
      table.toString(),
      ...reported.map(({ name, result, detail }) => `${result}: ${name}: ${detail}`),
    ].join("\n");
  }

  /** `N passed, N failed, N skipped`. */
  closingLine(): string {
    const count = (wanted: Row["result"]) =>
      this.#rows.filter(({ result }) => result === wanted).length;
    return `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
  }
}

/** A step fails with all its faults, of which the first lines are shown. */
export function refuse(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const more = faults.length > 3 ? ` (and ${faults.length - 3} more)` : "";
  throw new Failure(`${faults.slice(0, 3).join("; ")}${more}`);
}

/** npm's own line about its error, or the first line of another program's. */
function lineOf(error: unknown): string {
  const { stderr = "", stdout = "" } = error as { stderr?: string; stdout?: string };
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => /error/i.test(line));
  return (lines[0] ?? firstLine(error)).trim();
}
