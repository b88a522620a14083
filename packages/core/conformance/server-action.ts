/** What a hostile server does with one request. */
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
  /** Promises more bytes than it sends, and ends. */
  | { readonly do: "cut-off"; readonly status?: number }
  /** Takes its time: before the headers, or between the two halves of the body. */
  | { readonly do: "slow"; readonly when: "headers" | "body"; readonly ms: number }
  /** Sends to the other origin that the server has, or elsewhere on its own. */
  | { readonly do: "redirect"; readonly to: "other-origin" | "here"; readonly path: string }
  /** Sends many bytes, a little at a time, as gzip does. */
  | { readonly do: "stream"; readonly chunks: number }
  | BodyAction;

/** How a body comes: of a file of 200,000 bytes, or of a contact. */
export type BodyAction = { readonly as: "file" | "json" } & (
  | {
      /** Says that it is gzip, and sends all of it, half of it or nothing, without a word. */
      readonly do: "compressed";
      readonly part: "whole" | "half" | "none";
      readonly status?: number;
    }
  /** Sends little that unpacks to much. */
  | { readonly do: "bomb"; readonly bytes: number }
  /** Sends much. */
  | { readonly do: "flood"; readonly bytes: number }
  /** Sends half, and then nothing, for ever. */
  | { readonly do: "stall" }
  /** A file with a tag, which may break off, and of which parts may be asked for. */
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
