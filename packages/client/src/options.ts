import type { CallOptions, ClientOptions } from "@interkit/core";

/** Options of `createIntercom`. */
export interface IntercomOptions extends ClientOptions {}

/** Options of a call that has a query beside its body. */
export interface QueryOptions<Query> extends CallOptions {
  /** The query parameters. */
  readonly query?: Query | undefined;
}

/** Options of a call whose query beside its body has something required in it. */
export interface RequiredQueryOptions<Query> extends CallOptions {
  /** The query parameters. */
  readonly query: Query;
}

/** Stands where other API versions take a query or a body: leave it out, or give `undefined`. */
export interface NoInput {
  readonly [name: string]: never;
}
