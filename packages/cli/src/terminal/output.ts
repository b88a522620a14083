import { once } from "node:events";
import { styleText } from "node:util";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { oneLine, printable } from "./printable.ts";
import { noProgress, type Progress, ProgressLine } from "./progress.ts";
import { Prompts } from "./prompts.ts";
import { Secrets } from "./secrets.ts";
import { type Column, TableLayout, toLines } from "./table.ts";
import type { Terminal, TerminalOutput } from "./terminal.ts";

/** What the flags say of output. */
export interface OutputFlags {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** A format of `styleText`, such as `"bold"`. */
type Format = Parameters<typeof styleText>[0];

/** A table that is written page by page. */
export interface TableWriter<Row> {
  write(rows: readonly Row[]): Promise<void>;
}

/**
 * All that a command prints. Results are written to stdout, everything else to stderr. No text has a token, nor a
 * character that a terminal interprets, except those of this class.
 *
 * Await what writes results: it waits while the reader is slower, and rejects once nothing reads them any more.
 */
export class Output {
  readonly #stdout: TerminalOutput;
  readonly #stderr: TerminalOutput;
  readonly #flags: () => OutputFlags;
  readonly #secrets = new Secrets();
  readonly #prompts: Prompts;
  readonly #closed = new AbortController();
  #progress: ProgressLine | undefined;

  constructor(terminal: Terminal, flags: () => OutputFlags, signal: AbortSignal) {
    this.#stdout = terminal.stdout;
    this.#stderr = terminal.stderr;
    this.#flags = flags;
    this.#prompts = new Prompts(terminal, signal);
    this.#stdout.on("error", (error) => this.#closed.abort(error));
    // Without a reader of messages the work goes on.
    this.#stderr.on("error", () => undefined);
  }

  /** Aborted once stdout cannot be written: `reason` is why, such as `EPIPE` of `| head`. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Whether a person reads the results. */
  get isTerminal(): boolean {
    return this.#stdout.isTTY === true;
  }

  /** The width of the window; without one, results are not cut. */
  get width(): number {
    return this.isTerminal ? (this.#stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
  }

  /** Whether a person is there to answer questions. */
  get canAsk(): boolean {
    return this.#prompts.canAsk;
  }

  /** From now on this text is in nothing that is printed. */
  hide(secret: string): void {
    this.#secrets.add(secret);
  }

  /** Writes a part of a result as it is: text without secrets, bytes unchanged. */
  async write(data: string | Uint8Array): Promise<void> {
    const { signal } = this.#closed;
    if (!signal.aborted) {
      this.#progress?.clear();
      if (this.#stdout.write(typeof data === "string" ? this.#secrets.redact(data) : data)) return;
      await once(this.#stdout, "drain", { signal }).catch(() => undefined);
    }
    if (signal.aborted) throw unwritable(signal);
  }

  /** Writes a line of a result for people. */
  async line(text = ""): Promise<void> {
    await this.write(`${printable(text)}\n`);
  }

  /** Writes a document of JSON: indented on a terminal, in one line in a pipe. */
  async json(value: unknown): Promise<void> {
    await this.write(`${this.#jsonOf(value, 2)}\n`);
  }

  /** Writes an item of a list as a line of JSON. */
  async jsonLine(value: unknown): Promise<void> {
    await this.write(`${this.#jsonOf(value)}\n`);
  }

  /** JSON leaves some characters unescaped that a terminal interprets. */
  #jsonOf(value: unknown, indent?: number): string {
    if (!this.isTerminal) return JSON.stringify(value);
    const lines = JSON.stringify(value, undefined, indent).split("\n");
    return lines.map(printable).join("\n");
  }

  /** Writes rows: aligned and cut to the width on a terminal, as values between tabs in a pipe. */
  async table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Promise<void> {
    await this.tableWriter(columns).write(rows);
  }

  /** The same for a list that is read page by page. */
  tableWriter<Row>(columns: readonly Column<Row>[]): TableWriter<Row> {
    if (!this.isTerminal) return { write: (rows) => this.write(toLines(rows, columns)) };
    const layout = new TableLayout(columns, this.width, (title) => this.style("bold", title));
    return { write: async (rows) => this.write(await layout.format(rows)) };
  }

  /** Text with a colour for results on stdout; without one in pipes and with `NO_COLOR`. */
  style(format: Format, text: string): string {
    return styleText(format, text, { stream: this.#stdout });
  }

  /** Prints a notice on stderr; not with --quiet. */
  note(text: string): void {
    if (this.#flags().quiet !== true) this.#message(printable(text));
  }

  /** Prints a line on stderr of what happens inside, for --verbose. */
  trace(text: string): void {
    this.#message(styleText("dim", printable(text), { stream: this.#stderr }));
  }

  /** Prints a line on stderr, with --quiet too. */
  warn(text: string): void {
    this.#message(`${styleText("yellow", "warning:", { stream: this.#stderr })} ${oneLine(text)}`);
  }

  /** Prints an error on stderr: a line, and one for each item of a list in it. */
  error(text: string): void {
    const lines = text.split(/\n(?=- )/).map(oneLine);
    const label = styleText("red", "error:", { stream: this.#stderr });
    this.#message(`${label} ${lines.join("\n  ")}`);
  }

  /** Prints text of a library, such as the help, as it is. */
  raw(stream: "stdout" | "stderr", text: string): void {
    const target = stream === "stdout" ? this.#stdout : this.#stderr;
    if (!this.#closed.signal.aborted) target.write(this.#secrets.redact(text));
  }

  /** Shows how far the work is, until `end`; the last one that was opened is shown. */
  async progress(label: string): Promise<Progress> {
    if (this.#flags().quiet === true || this.#stderr.isTTY !== true) return noProgress;
    this.#progress?.end();
    this.#progress = await ProgressLine.open(this.#stderr, label);
    return this.#progress;
  }

  /** Ends what is still shown, and resolves once all results are written, or cannot be. */
  async end(): Promise<void> {
    this.#progress?.end();
    const { destroyed, writableEnded } = this.#stdout;
    // A full disk is reported after the write, so that a command could end without it.
    if (destroyed || writableEnded) return;
    await new Promise<void>((resolve) => this.#stdout.write("", () => resolve()));
  }

  /**
   * Waits for yes or no.
   *
   * @param otherwise What to do without a terminal, such as `"give --yes"`.
   * @throws {CliError} in a pipe.
   */
  async confirm(question: string, otherwise: string): Promise<boolean> {
    this.#progress?.end();
    return this.#prompts.confirm(this.#secrets.redact(question), otherwise);
  }

  /**
   * Reads a secret without showing it; from then on it is hidden.
   *
   * @param otherwise What to do without a terminal, such as `"set INTERCOM_CLIENT_SECRET"`.
   * @throws {CliError} in a pipe.
   */
  async secret(question: string, otherwise: string): Promise<string> {
    this.#progress?.end();
    const secret = await this.#prompts.secret(question, otherwise);
    this.hide(secret);
    return secret;
  }

  #message(text: string): void {
    this.#progress?.clear();
    this.#stderr.write(`${this.#secrets.redact(text)}\n`);
  }
}

/** The error of a stdout that cannot be written, by {@link Output.closed}. */
export function unwritable({ reason: cause }: AbortSignal): CliError {
  const reason = cause instanceof Error ? cause.message : "it was closed";
  return new CliError(`stdout cannot be written: ${reason}`, exitCodes.failed, { cause });
}
