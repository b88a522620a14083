import { type CallOptions, ConfigError } from "@interkit/core";
import { checkChoice } from "../checks/options.ts";
import { checkWaitOptions, waitOptionNames } from "../polling/poll-until.ts";

/** How far an export is. */
export interface ExportProgress {
  /**
   * `"slot"` while other exports of the workspace have to end first, `"job"` while Intercom makes the file,
   * `"download"` while it is read, `"done"` at the end of it.
   */
  readonly step: "slot" | "job" | "download" | "done";
  /** The status of the job in Intercom's word, such as `in_progress`. */
  readonly status: string | undefined;
  /** The id of the job; nothing before it has started. */
  readonly jobIdentifier: string | undefined;
  /** The bytes that were downloaded, compressed as they are. */
  readonly bytes: number;
  /** The rows that were read, of all files. */
  readonly rows: number;
}

/** What happened in an export that its caller should know, and that is no error. */
export interface ExportNotice {
  /** `"row-limit"`: a file has as many rows as Intercom exports at most. Rows may be missing. */
  readonly kind: "row-limit";
  /** The id of the job. */
  readonly jobIdentifier: string;
  /** A sentence for a log. It has no data of the file. */
  readonly message: string;
}

/** The options of an export: those of its calls, and these. */
export interface ExportOptions extends CallOptions {
  /**
   * The id of a job that was started before, such as by a process that ended since: it is waited for, and no
   * other one is started. `undefined` and `null` start a new one.
   */
  readonly resume?: string | null | undefined;
  /** Is called with the id of a new job, to store it for `resume`. A promise is waited for. */
  readonly onStarted?: ((jobIdentifier: string) => void | PromiseLike<void>) | undefined;
  /**
   * `"wait"` waits while as many exports are pending as a workspace may have, which may be those of others.
   * By default, the `RateLimitError` with the reason `busy` is thrown.
   */
  readonly whenBusy?: "throw" | "wait" | undefined;
  /**
   * The maximum milliseconds until the file can be downloaded; one hour by default, `Infinity` for no limit.
   * The job goes on after it, and can be resumed.
   */
  readonly timeoutMs?: number | undefined;
  /** Is called with each change of the progress. What it throws is dropped. */
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
  /**
   * Is called with what is no error and may still matter. What it throws is dropped. Without it, a file that
   * has as many rows as Intercom exports at most ends with an `ExportError`.
   */
  readonly onNotice?: ((notice: ExportNotice) => void) | undefined;
}

const functions = ["onStarted", "onNotice"] as const;

/** The names of the options of an export. */
export const exportOptionNames: readonly string[] = /* @__PURE__ */ waitOptionNames.concat(
  functions,
  "resume",
  "whenBusy",
);

/**
 * Checks the options of an export.
 *
 * @param call The function for error messages, such as `"contentExport"`.
 * @throws {ConfigError} for an option that does not exist, and for an invalid value.
 */
export function checkExportOptions(
  call: string,
  options: ExportOptions,
  names: readonly string[] = exportOptionNames,
): void {
  checkWaitOptions(call, options, names);
  const { resume, whenBusy = "throw" } = options;
  checkChoice(call, "whenBusy", whenBusy, ["throw", "wait"]);
  if (resume !== undefined && resume !== null && (typeof resume !== "string" || resume === "")) {
    throw new ConfigError(`The option "resume" of ${call} must be the id of a job`);
  }
  for (const name of functions) {
    if (options[name] === undefined || typeof options[name] === "function") continue;
    throw new ConfigError(`The option "${name}" of ${call} must be a function`);
  }
}
