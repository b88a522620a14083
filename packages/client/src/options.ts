import type { CallOptions, ClientOptions } from "@interkit/core";

/** Options of `createIntercom`. */
export interface IntercomOptions extends ClientOptions {}

/** The options of a call that has a query beside its body. */
export type QueryOptions<Query, Options = CallOptions> = Options & {
  /** The query parameters. */
  readonly query?: Query | undefined;
};

/** The options of a call that has a query with required parameters beside its body. */
export type RequiredQueryOptions<Query, Options = CallOptions> = Options & {
  /** The query parameters. */
  readonly query: Query;
};

/** The argument of a method that takes a query or a body in other API versions: omit it, or pass `undefined`. */
export interface NoInput {
  readonly [name: string]: never;
}
