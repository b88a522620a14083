import type { Json, Workspace } from "../workspace.ts";

/** A value for every path parameter, by its name. */
export interface Cast {
  readonly [parameter: string]: string;
}

/** How the operations of a few places are asked for, so that every one of them goes well. */
export interface Requests {
  /** The operations that are meant, by the beginnings of their ids: `["tickets.", "jobs."]`. */
  readonly places: readonly string[];
  /** Makes what has to be there before, in a workspace of its own, and says what it is called. */
  readonly prepare: (workspace: Workspace, version: string) => Promise<Cast> | Cast;
  readonly bodies: Readonly<Record<string, (cast: Cast) => Json>>;
  /** Path parameters of an operation for which others are meant than the cast's. */
  readonly params?: Readonly<Record<string, (cast: Cast) => Cast>>;
  /** Queries of operations that need one, such as `user_id=1`. */
  readonly queries?: Readonly<Record<string, (cast: Cast) => string>>;
  /** Operations that come after all others, in this order. */
  readonly last?: readonly string[];
}

/** The requests that a place belongs to. */
export function requestsFor(all: readonly Requests[], id: string): Requests | undefined {
  return all.find(({ places }) => places.some((place) => id.startsWith(place)));
}
