import { filesIn } from "../archives/files-in.ts";
import { type ReadChunk, readerOf, streamOf, UnreadableError } from "../archives/read-chunk.ts";
import { saveStream } from "../methods/save-stream.ts";
import { loadCsvParser, type NameColumns, type TextRow } from "./csv.ts";
import { type ExportCalls, ExportJob } from "./export-job.ts";
import { type ExportedFile, type FileObserver, OpenFile } from "./exported-file.ts";
import type { ExportOptions, ExportProgress } from "./options.ts";

/** An export that Intercom has completed. */
export interface CompletedExport {
  /** The id of the job. */
  readonly jobIdentifier: string;
  /** Whether there is a file: nothing may have been sent in that time. */
  readonly hasData: boolean;
  /** Until when the file can be downloaded, where Intercom states it. */
  readonly expiresAt: Date | undefined;
}

/**
 * An export, from its start to its rows. It starts when it is waited for or read, and once: each reading is
 * a new download of the same file.
 */
export interface Export<Row> {
  /** The id of the job; nothing before it has started. */
  readonly jobIdentifier: string | undefined;
  /**
   * Starts the export unless it has started, and waits until Intercom has completed it.
   *
   * @throws {ExportError} when it failed or was cancelled, and for a `resume` that Intercom does not know.
   * @throws {RateLimitError} with the reason `busy` when as many exports are pending as a workspace may have.
   * @throws {TimeoutError} when it is not complete within `timeoutMs`; it can be resumed.
   */
  wait(): Promise<CompletedExport>;
  /**
   * The rows, by column, while they are downloaded; none when nothing was sent in that time. Memory is
   * bounded: the download waits for the loop.
   *
   * @throws {ExportError} as `wait` does, and when the file has expired, is cut off or damaged.
   * @throws {ConfigError} without the package `csv-parse`, before anything is sent.
   */
  rows(): AsyncIterable<Row>;
  /**
   * Writes the rows to a CSV file that is not compressed, on Node, and returns its size in bytes. The path gets
   * the file when all of it is on the disk. Without data, it is empty.
   *
   * @throws {ExportError} as `rows` does.
   */
  saveTo(path: string): Promise<number>;
  /**
   * All files of the download, one after another. A file has to be read before the next one is taken, and what
   * is not read of it is skipped.
   *
   * @throws {ExportError} as `rows` does.
   */
  files(): AsyncIterable<ExportedFile>;
}

/** What one kind of export has that others have not. */
export interface ExportFormat {
  /** The name of a file that is not in an archive. */
  readonly fileName: string;
  /** Whether a file of an archive has the rows of the export. */
  hasRows(fileName: string): boolean;
  /** Runs before the job starts, and returns how the columns are named. */
  prepare?(): Promise<NameColumns>;
  /** How many rows Intercom exports at most. */
  readonly rowLimit?: number;
}

/** Creates an export of either kind. */
export function createExport<Row>(
  calls: ExportCalls,
  format: ExportFormat,
  options: ExportOptions,
): Export<Row> {
  return new FileExport(calls, format, options) as unknown as Export<Row>;
}

class FileExport implements Export<TextRow> {
  readonly #format: ExportFormat;
  readonly #options: ExportOptions;
  readonly #job: ExportJob;

  constructor(calls: ExportCalls, format: ExportFormat, options: ExportOptions) {
    this.#format = format;
    this.#options = options;
    const report = (progress: Pick<ExportProgress, "step" | "status">) =>
      this.#report({ ...progress, bytes: 0, rows: 0 });
    this.#job = new ExportJob(calls, options, report);
  }

  get jobIdentifier(): string | undefined {
    return this.#job.id;
  }

  async wait(): Promise<CompletedExport> {
    await this.#format.prepare?.();
    const { status, download_expires_at } = await this.#job.ready();
    const seconds = Number(download_expires_at);
    return {
      jobIdentifier: this.#job.id as string,
      hasData: status !== "no_data",
      expiresAt: download_expires_at && seconds > 0 ? new Date(seconds * 1000) : undefined,
    };
  }

  async *rows(): AsyncGenerator<TextRow> {
    // Before a job is started that could not be read.
    await loadCsvParser();
    const nameColumns = await this.#format.prepare?.();
    for await (const file of this.#filesWithRows()) yield* file.rows(nameColumns);
  }

  async saveTo(path: string): Promise<number> {
    const files = this.#filesWithRows();
    const { value: file } = await files.next();
    try {
      if (file) return await file.saveTo(path, () => this.#checkLast(files));
      return await saveStream(
        streamOf(async () => undefined),
        path,
      );
    } finally {
      await files.return(undefined);
    }
  }

  async *files(): AsyncGenerator<OpenFile> {
    const { hasData } = await this.wait();
    if (!hasData) return;
    const total = { bytes: 0, rows: 0 };
    const { read, cancel } = readerOf(await this.#job.download());
    const counted: ReadChunk = async () => {
      const chunk = await read();
      total.bytes += chunk?.length ?? 0;
      this.#report({ step: "download", status: undefined, ...total });
      return chunk;
    };
    const observer = this.#observe(total);
    try {
      for await (const one of filesIn(counted, this.#format.fileName)) {
        const file = new OpenFile(one.name, one.read, observer);
        yield file;
        file.close();
      }
      this.#report({ step: "done", status: undefined, ...total });
    } catch (error) {
      throw observer.toError(error);
    } finally {
      await cancel();
    }
  }

  async *#filesWithRows(): AsyncGenerator<OpenFile> {
    const others: string[] = [];
    let isFound = false;
    for await (const file of this.files()) {
      if (this.#format.hasRows(file.name)) {
        isFound = true;
        yield file;
      } else others.push(file.name);
    }
    if (isFound || others.length === 0) return;
    throw this.#job.error(
      "unreadable",
      `has no file ${this.#format.fileName}; files() reads those that it has: ${others.join(", ")}`,
    );
  }

  /** One path has one file: another one with rows would be left out. */
  async #checkLast(files: AsyncIterator<OpenFile>): Promise<void> {
    const { value: another } = await files.next();
    if (another) throw new UnreadableError("it has several files; save them with files()");
  }

  #observe(total: { rows: number }): FileObserver {
    return {
      addRows: (count) => {
        total.rows += count;
      },
      onEnd: (rows) => this.#checkRowLimit(rows),
      toError: (error) =>
        error instanceof UnreadableError
          ? this.#job.error("unreadable", `has a file that cannot be read: ${error.message}`)
          : error,
    };
  }

  /** Intercom leaves out what is beyond the limit, and does not say so. */
  #checkRowLimit(rows: number): void {
    const { rowLimit } = this.#format;
    if (rows !== rowLimit) return;
    const problem = `has ${rowLimit} rows, as many as Intercom exports at most, so that rows may be missing. Export shorter times`;
    const error = this.#job.error("row-limit", problem);
    const { onNotice } = this.#options;
    if (onNotice === undefined) throw error;
    const jobIdentifier = this.#job.id as string;
    ignoreErrors(() => onNotice({ kind: "row-limit", jobIdentifier, message: error.message }));
  }

  #report(progress: Omit<ExportProgress, "jobIdentifier">): void {
    const { onProgress } = this.#options;
    if (onProgress) ignoreErrors(() => onProgress({ ...progress, jobIdentifier: this.#job.id }));
  }
}

/** A mistake in a log line must not end an export. */
function ignoreErrors(call: () => void): void {
  try {
    call();
  } catch {}
}
