import type { CallOptions, ClientOptions } from "@interkit/core";

/** Options of `createIntercom`. */
export interface IntercomOptions extends ClientOptions {}

/** Options of a call that has a query beside its body. */
export interface QueryOptions<Query> extends CallOptions {
  /** The query parameters. */
  readonly query?: Query | undefined;
}

/** Options of a call that has a query with required parameters beside its body. */
export interface RequiredQueryOptions<Query> extends CallOptions {
  /** The query parameters. */
  readonly query: Query;
}

/** The argument of a method that takes a query or a body in other API versions: omit it, or pass `undefined`. */
export interface NoInput {
  readonly [name: string]: never;
}
