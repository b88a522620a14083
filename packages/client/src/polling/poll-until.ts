import {
  abortError,
  type CallOptions,
  ConfigError,
  callOptionNames,
  onAbort,
  TimeoutError,
} from "@interkit/core";
import { checkOptionNames } from "../checks/options.ts";
import { sleep } from "./sleep.ts";

/** The options of a wait for background work at Intercom: those of its calls, and these. */
export interface WaitOptions<State> extends CallOptions {
  /**
   * The maximum milliseconds of the whole wait; ten minutes by default, `Infinity` for no limit. The work
   * at Intercom goes on after it.
   */
  readonly timeoutMs?: number | undefined;
  /** Is called with each state that was read, the last one included. What it throws is dropped. */
  readonly onProgress?: ((state: State) => void) | undefined;
}

/** The names of the options of a wait. */
export const waitOptionNames: readonly string[] = /* @__PURE__ */ (
  callOptionNames as readonly string[]
).concat("onProgress");

/** What is waited for. */
export interface Polled<State> {
  /** The operation that reads the state, for the error of a timeout. */
  readonly route: string;
  /** A state that the caller has already. */
  readonly known?: State | undefined;
  read(options: CallOptions): PromiseLike<State>;
  isDone(state: State): boolean;
}

const firstDelayMs = 500;
const maxDelayMs = 10_000;
const defaultTimeoutMs = 600_000;
/** A timer cannot wait longer. */
const maxTimeoutMs = 2 ** 31 - 1;

/** @throws {ConfigError} for an option that does not exist, and for an invalid value. */
export function checkWaitOptions(
  call: string,
  options: unknown,
  names: readonly string[] = waitOptionNames,
): void {
  checkOptionNames(call, options, names);
  const { timeoutMs, onProgress } = options as Record<string, unknown>;
  const isTimeout =
    timeoutMs === undefined ||
    timeoutMs === Number.POSITIVE_INFINITY ||
    (typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs <= maxTimeoutMs);
  if (!isTimeout) {
    throw new ConfigError(
      `The option "timeoutMs" of ${call} must be a number of milliseconds from 1 to ${maxTimeoutMs}, or Infinity for none`,
    );
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new ConfigError(`The option "onProgress" of ${call} must be a function`);
  }
}

/**
 * Reads a state until it is done, with delays that double from half a second up to ten seconds.
 *
 * @throws {TimeoutError} when `timeoutMs` is over.
 */
export async function pollUntil<State>(
  { route, known, read, isDone }: Polled<State>,
  options: WaitOptions<State>,
): Promise<State> {
  const { timeoutMs = defaultTimeoutMs, onProgress, signal, ...call } = options;
  const wait = new Wait(signal, new TimeoutError(route, { timeoutMs, phase: "call" }));
  try {
    let state = known ?? (await read({ ...call, signal: wait.signal }));
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
      report(onProgress, state);
      if (isDone(state)) return state;
      await sleep(delayMs, wait.signal);
      state = await read({ ...call, signal: wait.signal });
    }
  } catch (error) {
    throw wait.isTimeout ? wait.signal.reason : error;
  } finally {
    wait.close();
  }
}

function report<State>(onProgress: ((state: State) => void) | undefined, state: State): void {
  try {
    onProgress?.(state);
  } catch {
    // A mistake in a log line must not end the wait.
  }
}

/** The time of a wait, which ends with its timeout, and when its caller aborts it. */
class Wait {
  readonly #controller = new AbortController();
  readonly #timeout: TimeoutError;
  readonly #stopListening: (() => void) | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  /** @throws The platform's `AbortError` when the caller's signal is aborted already. */
  constructor(caller: AbortSignal | undefined, timeout: TimeoutError) {
    if (caller?.aborted) throw abortError(caller.reason);
    this.#timeout = timeout;
    const end = (reason: unknown) => this.#controller.abort(reason);
    this.#stopListening = caller && onAbort(caller, () => end(abortError(caller.reason)));
    if (Number.isFinite(timeout.timeoutMs)) {
      this.#timer = setTimeout(() => end(timeout), timeout.timeoutMs);
    }
  }

  /** Is aborted when the wait is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isTimeout(): boolean {
    return this.signal.reason === this.#timeout;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stopListening?.();
  }
}
