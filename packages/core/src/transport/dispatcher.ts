/** The part of undici's dispatchers that is used here. */
export interface Dispatcher {
  dispatch(options: DispatchOptions, handler: DispatchHandler): boolean;
}

/** The request, as a dispatcher takes it. */
export interface DispatchOptions {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  /** 0 turns off undici's own timeouts. */
  readonly headersTimeout: 0;
  readonly bodyTimeout: 0;
}

/** A header name or value: a `Buffer`, without its type. Some interceptors pass lists of values. */
export type HeaderBytes =
  | { toString(encoding: "latin1"): string }
  | readonly { toString(encoding: "latin1"): string }[];

/** A handler in the older form, which dispatchers behind the symbol below accept in all versions. */
export interface DispatchHandler {
  /** The request gets a connection now. `abort` ends it, also later. */
  onConnect(abort: (reason: unknown) => void): void;
  /** Called for informational statuses as well. `resume` continues after `false` from `onData`. */
  onHeaders(
    status: number,
    rawHeaders: readonly HeaderBytes[],
    resume: () => void,
    statusText: string,
  ): boolean;
  /** Returns `false` to receive no more data for now. */
  onData(chunk: Uint8Array): boolean;
  onComplete(): void;
  onError(error: unknown): void;
}

/** The symbol under which undici keeps the dispatcher of `fetch`, for handlers of the older form. */
const globalDispatcher = Symbol.for("undici.globalDispatcher.1");

let checkedFetch: unknown;
let isNodeFetch = false;

/**
 * Returns the dispatcher of Node's `fetch`: its connection pool, or what a program has set in its place
 * by `setGlobalDispatcher` or `NODE_USE_ENV_PROXY`.
 *
 * Returns `undefined` on other platforms, and when `fetch` was replaced, since a tool that replaces it
 * must see every request. Called for each request, because a tool may replace it at any time.
 */
export function platformDispatcher(): Dispatcher | undefined {
  const { fetch } = globalThis;
  if (fetch !== checkedFetch) {
    checkedFetch = fetch;
    isNodeFetch = isOfNode(fetch);
  }
  if (!isNodeFetch) return undefined;
  // The first use of `Headers` loads undici, which sets the dispatcher.
  if (findDispatcher() === undefined) new Headers();
  return findDispatcher();
}

/** Whether a `fetch` is Node's own: only its source loads the undici that is part of Node. */
function isOfNode(fetch: unknown): boolean {
  return (
    typeof fetch === "function" &&
    Function.prototype.toString.call(fetch).includes("'internal/deps/undici/undici'")
  );
}

function findDispatcher(): Dispatcher | undefined {
  const found = (globalThis as { readonly [name: symbol]: unknown })[globalDispatcher];
  return typeof (found as Dispatcher | undefined)?.dispatch === "function"
    ? (found as Dispatcher)
    : undefined;
}
