/** The reaction of a hostile server to one request. */
export type ServerAction =
  | {
      readonly do: "answer";
      readonly status?: number;
      readonly headers?: Headers;
      readonly body?: unknown;
    }
  | { readonly do: "text"; readonly status?: number; readonly type: string; readonly text: string }
  /** Drops the connection: before the headers, after them, or in the middle of the body. */
  | { readonly do: "reset"; readonly when: "before" | "after-headers" | "in-body" }
  /** Declares more bytes than it sends, and closes the connection. */
  | { readonly do: "cut-off"; readonly status?: number }
  /** Delays the headers, or the second half of the body. */
  | { readonly do: "slow"; readonly when: "headers" | "body"; readonly ms: number }
  /** Redirects to the server's other origin, or to another path of this one. */
  | { readonly do: "redirect"; readonly to: "other-origin" | "here"; readonly path: string }
  /** Sends many bytes in small chunks, without a length. */
  | { readonly do: "stream"; readonly chunks: number }
  | BodyAction;

/** How a body is sent: as a file of 200,000 bytes, or as a contact. */
export type BodyAction = { readonly as: "file" | "json" } & (
  | {
      /** Declares gzip, and sends all of it, half of it or nothing, without an error. */
      readonly do: "compressed";
      readonly part: "whole" | "half" | "none";
      readonly status?: number;
    }
  /** Sends few bytes that decompress to many. */
  | { readonly do: "bomb"; readonly bytes: number }
  /** Sends many bytes. */
  | { readonly do: "flood"; readonly bytes: number }
  /** Sends one half, then nothing, and keeps the connection open. */
  | { readonly do: "stall" }
  /** A file with an `ETag`, which may break off, and which may support ranges. */
  | {
      readonly do: "file";
      readonly tag: string;
      readonly breaksAt?: number;
      readonly supportsRange?: true;
    }
);

type Headers = Readonly<Record<string, string>>;

/** A request as it reached the server. */
export interface Received {
  readonly method: string;
  /** With its query, without the name of the case. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
  /** Whether it came to the other origin. */
  readonly isElsewhere: boolean;
  /** Milliseconds since the case's first request. */
  readonly at: number;
  /** Whether the connection was closed before the answer was over. */
  wasDropped: boolean;
}
