import {
  ApiError,
  abortError,
  type CallOptions,
  ConnectionError,
  isGone,
  RateLimitError,
  ResponseError,
  TimeoutError,
} from "@interkit/core";
import { pollUntil } from "../polling/poll-until.ts";
import { ExportError } from "./export-error.ts";
import type { ExportOptions, ExportProgress } from "./options.ts";

/** What is read of an export's job. */
export interface ExportState {
  /** Names the job. */
  readonly job_identifier?: string | undefined;
  /** Where the job stands, in Intercom's word. */
  readonly status: string;
  /** Until when the file can be downloaded, in Unix seconds. */
  readonly download_expires_at?: string | null | undefined;
}

/** The requests of one kind of export. */
export interface ExportCalls {
  /** The operation that starts a job, for error messages. */
  readonly route: string;
  start(call: CallOptions): PromiseLike<ExportState>;
  get(id: string, call: CallOptions): PromiseLike<ExportState>;
  download(id: string, call: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** Cancels the job; `undefined` where it shall go on, or cannot be cancelled. */
  readonly cancel?: ((id: string, call: CallOptions) => PromiseLike<unknown>) | undefined;
}

const defaultTimeoutMs = 3_600_000;
const cancelTimeoutMs = 10_000;
/** A status that cannot be read is read again, since the job does not depend on it. */
const maxFailedReads = 5;

/** A job of an export at Intercom, from its start to its download. */
export class ExportJob {
  /** The id of the job, once it has started. */
  id: string | undefined;
  readonly #calls: ExportCalls;
  readonly #options: ExportOptions;
  readonly #call: CallOptions;
  readonly #isResumed: boolean;
  readonly #report: (progress: Pick<ExportProgress, "step" | "status">) => void;
  #ready: Promise<ExportState> | undefined;

  constructor(
    calls: ExportCalls,
    options: ExportOptions,
    report: (progress: Pick<ExportProgress, "step" | "status">) => void,
  ) {
    this.#calls = calls;
    this.#options = options;
    const { signal, retry, priority, headers } = options;
    this.#call = { signal, retry, priority, headers };
    this.id = options.resume ?? undefined;
    this.#isResumed = this.id !== undefined;
    this.#report = report;
  }

  /**
   * Starts the job unless it has started, and waits for it. It starts once, however often this is called; a
   * wait that failed can be repeated.
   */
  ready(): Promise<ExportState> {
    this.#ready ??= this.#wait().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Opens the file of a job that is ready. */
  async download(): Promise<ReadableStream<Uint8Array>> {
    try {
      return await this.#calls.download(this.id as string, this.#call);
    } catch (error) {
      if (!isGone(error)) throw error;
      throw this.error(
        "expired",
        "can no longer be downloaded: Intercom keeps a file for two days. Start a new export, without resume",
        error,
      );
    }
  }

  /** An error about this job. */
  error(reason: ExportError["reason"], problem: string, cause?: unknown): ExportError {
    const { id } = this;
    const message = `The export ${id ?? "that was started"} ${problem}`;
    return new ExportError(message, { reason, jobIdentifier: id, cause });
  }

  async #wait(): Promise<ExportState> {
    const { timeoutMs = defaultTimeoutMs, signal } = this.#options;
    const end = performance.now() + timeoutMs;
    const left = () => Math.max(1, end - performance.now());
    try {
      const started = this.id === undefined ? await this.#start(timeoutMs) : undefined;
      return checkEnd(this, await this.#poll(started, left()));
    } catch (error) {
      const { cancel } = this.#calls;
      if (signal?.aborted && cancel && this.id !== undefined) {
        const call = { ...this.#call, signal: undefined, timeoutMs: cancelTimeoutMs };
        // The caller aborted: a cancellation that fails changes nothing for it.
        await cancel(this.id, call).then(undefined, () => {});
      }
      throw error;
    }
  }

  /** Starts the job, when the workspace may have one more. */
  async #start(timeoutMs: number): Promise<ExportState> {
    const { onStarted, signal, whenBusy } = this.#options;
    let busy: unknown;
    let failure: unknown;
    const start = async (call: CallOptions): Promise<ExportState | undefined> => {
      if (signal?.aborted) throw abortError(signal.reason);
      try {
        // A start that is aborted may have an effect: the job to cancel would be unknown.
        const isWhole = this.#calls.cancel !== undefined;
        const own = { ...this.#call, signal: isWhole ? undefined : call.signal };
        return await this.#calls.start(own);
      } catch (error) {
        failure = error;
        const isBusy = error instanceof RateLimitError && error.reason === "busy";
        if (!isBusy || whenBusy !== "wait") throw error;
        busy = error;
        this.#report({ step: "slot", status: undefined });
        return undefined;
      }
    };
    const { route } = this.#calls;
    const state = await pollUntil<ExportState | undefined>(
      { route, read: start, isDone: (state) => state !== undefined },
      { signal, timeoutMs },
    ).catch((error: unknown) => {
      // The wait for a slot is over: the reason is that there was none.
      throw error instanceof TimeoutError && error !== failure ? (busy ?? error) : error;
    });
    this.id = state?.job_identifier;
    if (state === undefined || this.id === undefined) {
      throw this.error("failed", "has no id, so that it cannot be waited for");
    }
    await onStarted?.(this.id);
    return state;
  }

  #poll(known: ExportState | undefined, timeoutMs: number): Promise<ExportState> {
    const id = this.id as string;
    let last = known;
    let failedReads = 0;
    return pollUntil<ExportState>(
      {
        route: `The export ${id}`,
        known,
        read: async (call) => {
          try {
            last = await this.#calls.get(id, { ...this.#call, signal: call.signal });
            failedReads = 0;
            return last;
          } catch (error) {
            if (isGone(error) && this.#isResumed) throw unknownJob(this, error);
            failedReads += 1;
            if (!isTransient(error) || failedReads >= maxFailedReads) throw error;
            return last ?? { status: "unknown" };
          }
        },
        isDone: ({ status }) => isComplete(status) || endings.has(status),
      },
      {
        signal: this.#options.signal,
        timeoutMs,
        onProgress: ({ status }) => this.#report({ step: "job", status }),
      },
    );
  }
}

/** Whether a status is that of a job whose file can be downloaded. Its word is not the same in all exports. */
function isComplete(status: string): boolean {
  return status === "complete" || status === "completed";
}

/** The other statuses of a job that has ended. */
const endings: ReadonlySet<string> = new Set(["failed", "no_data", "canceled"]);

function checkEnd(job: ExportJob, state: ExportState): ExportState {
  if (state.status === "failed") {
    throw job.error("failed", "failed at Intercom, which states no reason. Start a new one");
  }
  if (state.status === "canceled") {
    throw job.error("canceled", "was cancelled at Intercom. Start a new one, without resume");
  }
  return state;
}

function unknownJob(job: ExportJob, cause: unknown): ExportError {
  return job.error(
    "not-found",
    "is not there, or no longer: Intercom keeps an export for two days. Start a new one, without resume",
    cause,
  );
}

/** Whether a failed read says nothing about the job. A job may be missing just after it was started. */
function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) {
    return error.status >= 500 || error.status === 429 || error.status === 404;
  }
  return (
    error instanceof ConnectionError ||
    error instanceof TimeoutError ||
    error instanceof ResponseError
  );
}
