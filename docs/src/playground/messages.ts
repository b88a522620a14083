/** What the page sends to a worker, once: the program to run. */
export interface RunMessage {
  readonly source: string;
}

/** A request of the program, when it is sent. */
export interface RequestMessage {
  readonly kind: "request";
  /** Counted from 1. */
  readonly id: number;
  readonly method: string;
  /** The path and the query. */
  readonly path: string;
  readonly body: string;
}

/** The response to a request, or why there was none. */
export interface ResponseMessage {
  readonly kind: "response";
  readonly id: number;
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly body: string;
}

/** What a worker sends to the page. */
export type WorkerMessage =
  /** Everything is loaded, and the program begins. */
  | { readonly kind: "started" }
  | { readonly kind: "output"; readonly isError: boolean; readonly text: string }
  | RequestMessage
  | ResponseMessage
  /** The program has ended, with the error if it failed. */
  | { readonly kind: "ended"; readonly error: string | undefined };
