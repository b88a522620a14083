import { type OperationId, operations } from "../description/operations.ts";
import type { Version } from "../description/versions.ts";
import type { TriggeredFault } from "../faults/fault.ts";
import { unknownOperationError } from "../faults/target.ts";

/** The facts about one request that was answered. */
export interface LogEntry {
  /** When it arrived by the sandbox's clock, in milliseconds since 1970. */
  readonly time: number;
  /** In capitals, `"GET"`. */
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** 0 when a fault reset the connection, so that nothing was answered. */
  readonly status: number;
  /** The `Intercom-Version` header of the response. */
  readonly version: Version | "Unstable" | "1.0";
  /** The `operationId`, when the request was for an operation. */
  readonly operation: string | undefined;
  /** The id of the workspace that the token selected; of the first one without a valid token. */
  readonly workspace: string;
  /** The id in `X-Request-Id` and in the body of an error. */
  readonly requestId: string;
  /** How long it took, in milliseconds of real time. */
  readonly durationMs: number;
  /** The faults that it triggered. */
  readonly faults: readonly TriggeredFault[];
}

/** A request in the log, with its body. */
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
  /** Empties the log. */
  clear(): void;
}

const maxEntries = 1000;
const maxBodyLength = 100_000;

/** Keeps the latest requests. Bodies are kept as text, so that callers cannot change them. */
export class RequestLog implements Requests {
  #all: { readonly entry: LogEntry; readonly body: string | undefined }[] = [];

  add(entry: LogEntry, body: string | undefined): void {
    const isShort = body !== undefined && body.length <= maxBodyLength;
    this.#all.push({ entry, body: isShort ? body : undefined });
    if (this.#all.length > maxEntries) this.#all.shift();
  }

  list({ operation }: { readonly operation?: string } = {}): LoggedRequest[] {
    if (operation !== undefined && !operations.some(({ id }) => id === operation)) {
      throw unknownOperationError(operation);
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
