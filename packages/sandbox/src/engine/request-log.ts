import { type OperationId, operations } from "../description/operations.ts";
import type { Version } from "../description/versions.ts";
import type { StruckFault } from "../faults/fault.ts";
import { noOperation } from "../faults/target.ts";

/** The facts about one request that was answered. */
export interface LogEntry {
  /** When it came by the sandbox's clock, in milliseconds since 1970. */
  readonly time: number;
  /** In capitals, `"GET"`. */
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** 0 when a fault reset the connection, so that nothing was answered. */
  readonly status: number;
  /** What the `Intercom-Version` header of the answer says. */
  readonly version: Version | "Unstable" | "1.0";
  /** The `operationId`, when the request was for an operation. */
  readonly operation: string | undefined;
  /** What `X-Request-Id` and error bodies of the answer say. */
  readonly requestId: string;
  /** Milliseconds of real time that it took. */
  readonly durationMs: number;
  /** The faults on purpose that struck it. */
  readonly faults: readonly StruckFault[];
}

/** A request in the log, with what was sent. */
export interface LoggedRequest extends LogEntry {
  /** The JSON body. Left out without one, and over 100,000 characters. */
  readonly body?: unknown;
}

/** The last 1,000 requests that were answered, those to `/_sandbox` left out. */
export interface Requests {
  /**
   * The requests, oldest first; only those for one operation when it is named.
   *
   * @throws {TypeError} when no version has the operation.
   */
  list(filter?: { readonly operation?: OperationId }): LoggedRequest[];
  /** Forgets all of them. */
  clear(): void;
}

const kept = 1000;
const longestBody = 100_000;

/** Keeps what was asked. Bodies are kept as text, so that nobody can change what is stored. */
export class RequestLog implements Requests {
  #all: { readonly entry: LogEntry; readonly body: string | undefined }[] = [];

  add(entry: LogEntry, body: string | undefined): void {
    const isShort = body !== undefined && body.length <= longestBody;
    this.#all.push({ entry, body: isShort ? body : undefined });
    if (this.#all.length > kept) this.#all.shift();
  }

  list({ operation }: { readonly operation?: string } = {}): LoggedRequest[] {
    if (operation !== undefined && !operations.some(({ id }) => id === operation)) {
      throw noOperation(operation);
    }
    return this.#all
      .filter(({ entry }) => operation === undefined || entry.operation === operation)
      .map(({ entry, body }) => ({
        ...entry,
        ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }),
      }));
  }

  clear(): void {
    this.#all = [];
  }
}
