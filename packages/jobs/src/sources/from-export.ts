import { ConfigError, InterkitError } from "@interkit/client";
import { shortHash } from "../common/short-hash.ts";
import { checkFunction, checkNames, checkText, checkWhole } from "../options/check.ts";
import { countedRows } from "./counted-rows.ts";
import type { Batch, Source, SourceContext } from "./source.ts";

/** Options for the export of a source, to pass on to the function that creates it. */
export interface SourceExportOptions {
  /** The id of the job that is continued; `undefined` to start one. */
  readonly resume: string | undefined;
  /** Is called with the id of a new job. */
  readonly onStarted: (jobIdentifier: string) => void;
  /** Adds a notice to the summary of the run. */
  readonly onNotice: (notice: { readonly message: string }) => void;
  /** Aborted when the run ends early. */
  readonly signal: AbortSignal;
  /** The priority of its calls. */
  readonly priority: "bulk";
}

/** An export, as a source reads it: what `contentExport` and `reportingExport` return. */
export interface SourceExport<Row> {
  /** The id of its job, once that is known. */
  readonly jobIdentifier: string | undefined;
  /** Starts the job, unless it was started, and waits until it is complete. */
  wait(): PromiseLike<unknown>;
  /** The rows of its file. */
  rows(): AsyncIterable<Row>;
}

/** Options of `fromExport`. */
export interface ExportSourceOptions {
  /** Names the export in messages; `"export"` by default. */
  readonly name?: string | undefined;
  /** How many rows have one mark, 100 by default. A kill repeats the rows of the batches that were not complete. */
  readonly batchSize?: number | undefined;
}

/** How far an export was read. Without rows, `last` is empty. */
interface ExportMark {
  readonly job: string;
  /** A hash of what is exported: another export has other rows. */
  readonly arguments: string;
  readonly rows: number;
  readonly last: string;
}

/**
 * The rows of an export of Intercom, from the start of its job to the last row. The id of the job is stored as soon
 * as it has one: a run that continues waits for the same job, and downloads the same file again without working at
 * the rows that are done. Intercom keeps it for two days. A run after a complete one starts another export.
 *
 * A job that ended before a row was done, since it failed, was cancelled or is too old, is replaced by a new one. A
 * dry run starts an export too, in order to count its rows.
 *
 * @param what is exported, such as a period. A run that continues refuses another one.
 * @param create the export. It gets `what` and options, which it passes on to the export.
 * @throws {ConfigError} for wrong arguments. The run throws it when the export of which rows are done is too old.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { contentExport } from "@interkit/client/helpers/content-export";
 * import { defineJob, fromExport, run } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const january = {
 *   created_at_after: new Date("2026-01-01T00:00:00Z"),
 *   created_at_before: new Date("2026-01-31T23:59:59Z"),
 * };
 * const receipts = defineJob({
 *   name: "receipts",
 *   source: fromExport(january, (period, options) =>
 *     contentExport(intercom, period, { ...options, whenBusy: "wait" }),
 *   ),
 *   key: ({ receipt_id }) => receipt_id,
 *   step: ({ email, content_title, first_open }) => console.log(email, content_title, first_open),
 * });
 * await run(receipts);
 * ```
 */
export function fromExport<What, Row>(
  what: What,
  create: (what: What, options: SourceExportOptions) => SourceExport<Row>,
  options: ExportSourceOptions = {},
): Source<Row> {
  checkFunction("fromExport", "create", create, "required");
  checkNames("fromExport", options, ["name", "batchSize"]);
  const { name = "export", batchSize = 100 } = options;
  checkText("fromExport", "name", name);
  checkWhole("fromExport", { batchSize });
  const source = new ExportSource(name, batchSize, shortHash("What is exported", what), (own) =>
    create(what, own),
  );
  return { name, afterwards: "restart", read: (context) => source.read(context) };
}

class ExportSource<Row> {
  readonly #name: string;
  readonly #batchSize: number;
  readonly #arguments: string;
  readonly #create: (options: SourceExportOptions) => SourceExport<Row>;

  constructor(
    name: string,
    batchSize: number,
    what: string,
    create: (options: SourceExportOptions) => SourceExport<Row>,
  ) {
    this.#name = name;
    this.#batchSize = batchSize;
    this.#arguments = what;
    this.#create = create;
  }

  async *read(context: SourceContext): AsyncGenerator<Batch<Row>> {
    const done = context.mark as unknown as ExportMark | undefined;
    if (done !== undefined) {
      try {
        yield* this.#resume(done, context);
        return;
      } catch (error) {
        if (!isLost(error)) throw error;
        if (done.rows > 0) throw this.#tooLate(done, error);
        context.notice(`The export ${done.job} ended without its rows. Another one was started`);
      }
    }
    yield* this.#start(context);
  }

  async *#resume(done: ExportMark, context: SourceContext): AsyncGenerator<Batch<Row>> {
    if (done.arguments !== this.#arguments) {
      throw new ConfigError(
        `${this.#name}: the run that is continued exports something else, such as another period`,
      );
    }
    const exported = this.#open(context, done.job, () => undefined);
    if (exported.jobIdentifier !== done.job) {
      throw new ConfigError(
        `${this.#name}: the export does not have the job ${done.job}; pass the options of the second argument on to it`,
      );
    }
    await exported.wait();
    yield* this.#rows(exported, done);
  }

  async *#start(context: SourceContext): AsyncGenerator<Batch<Row>> {
    let noteStart: (job: string) => void = () => undefined;
    const started = new Promise<string>((resolve) => {
      noteStart = resolve;
    });
    const exported = this.#open(context, undefined, noteStart);
    const ready = Promise.resolve(exported.wait());
    // A run that ends early does not wait for it.
    ready.catch(() => undefined);
    const job = await Promise.race([started, ready.then(() => exported.jobIdentifier ?? "")]);
    const mark: ExportMark = { job, arguments: this.#arguments, rows: 0, last: "" };
    // Stored before there are rows: a run that continues must not start another export.
    yield { items: [], mark: { ...mark } };
    await ready;
    yield* this.#rows(exported, mark);
  }

  async *#rows(exported: SourceExport<Row>, done: ExportMark): AsyncGenerator<Batch<Row>> {
    const { job, arguments: what, rows, last } = done;
    for await (const batch of countedRows(this.#name, exported.rows(), this.#batchSize, {
      rows,
      last,
    })) {
      yield { ...batch, mark: { job, arguments: what, ...(batch.mark as object) } };
    }
  }

  #open(
    { signal, notice }: SourceContext,
    resume: string | undefined,
    onStarted: (job: string) => void,
  ): SourceExport<Row> {
    const exported = this.#create({
      resume,
      onStarted,
      onNotice: ({ message }) => notice(message),
      signal,
      priority: "bulk",
    });
    if (typeof exported?.rows === "function" && typeof exported.wait === "function")
      return exported;
    throw new ConfigError(
      `${this.#name}: the function of fromExport must return an export, as contentExport does`,
    );
  }

  #tooLate({ job, rows }: ExportMark, cause: unknown): ConfigError {
    return new ConfigError(
      `${this.#name}: the export ${job}, of which ${rows} rows are done, can no longer be read; Intercom keeps it for two days`,
      { cause },
    );
  }
}

/** The reasons of an `ExportError` after which the job has no file, now and later. */
const lostReasons: ReadonlySet<unknown> = new Set(["failed", "canceled", "not-found", "expired"]);

function isLost(error: unknown): boolean {
  // The class is in a module of the client that not every program needs.
  if (!(error instanceof InterkitError) || error.kind !== "export") return false;
  return "reason" in error && lostReasons.has(error.reason);
}
