import { ConfigError } from "@interkit/core";
import { type ListKey, listKey } from "../pages/checkpoint.ts";
import { isValues, type Values } from "../pages/values.ts";
import type { Walk } from "../pages/walk.ts";
import type { TimeUnit } from "../ranges/range-query.ts";
import { checkState } from "./check-options.ts";

/**
 * How far a sync has come, as plain JSON. It has no item, no argument and no secret, only hashes of them
 * and the cursor of the server.
 */
export interface SyncState {
  /** The operation of the search, such as `"POST /contacts/search"`. */
  readonly route: string;
  /** A hash of the query: the search of another query refuses the state. */
  readonly arguments: string;
  /** The API version of the client. A run with another version begins a new list where this one is. */
  readonly version?: string;
  /** The `workspaceKey` of the client, where it is known: the client of another workspace refuses the state. */
  readonly workspace?: string;
  /**
   * Everything that changed before this time was returned, in Unix seconds: the next run requests what
   * changed from then on. Missing until the first run is complete, unless that has a `from`.
   */
  readonly mark?: number;
  /** Hashes of the items that were returned and will be requested again, by the second of their change. */
  readonly seen: Readonly<Record<string, readonly string[]>>;
  /** A run that is not complete yet; the next one continues it. */
  readonly unfinished?: UnfinishedRun;
}

/** How far a run has come. */
export interface UnfinishedRun {
  /** When it began, by the server's clock, in Unix seconds; missing where the server did not state it. */
  readonly start?: number;
  /** How the search compares times. */
  readonly unit: TimeUnit;
  /** The time from which it requests changes; missing in a first run. */
  readonly from?: number;
  /** The latest change that was returned, of any item. */
  readonly newest?: number;
  /** All changes before this second were returned, and those of this second that are in `seen`. */
  readonly reached?: number;
  /**
   * Where ranges end that were split to find a record that cannot be read, in Unix seconds, the one in hand last;
   * missing otherwise.
   */
  readonly ends?: readonly number[];
  /** Where the list of the server continues. */
  readonly place: Values;
}

/** The part of a state that states to which search it belongs. It does not depend on the size of pages. */
export function syncKey(walk: Walk): ListKey {
  const given = isValues(walk.request.body) ? walk.request.body : {};
  const { pagination: _pagination, sort: _sort, ...body } = given;
  return listKey({ ...walk, request: { ...walk.request, body } }, walk.route);
}

/** @throws {ConfigError} for what is no state, and for the state of another search. */
export function checkSyncState(value: unknown, { route, ...key }: ListKey): void {
  const state = isValues(value) ? value : {};
  const { mark = 0, unfinished = { unit: "", place: {} } } = state;
  const isUsable =
    Number.isSafeInteger(mark) &&
    isValues(state["seen"]) &&
    isValues(unfinished) &&
    isValues(unfinished["place"]);
  checkState("since", value, isUsable);
  if (state["route"] !== route) {
    throw new ConfigError(`The state is one of ${state["route"]}, and this search is ${route}`);
  }
  const { workspace = key.workspace } = state;
  if (key.workspace !== undefined && workspace !== key.workspace) {
    throw new ConfigError(
      `${route}: the state is one of another workspace, region or token; use the client that it was made with, or start without a state. If it is the same workspace with a new token, leave "workspace" out of the state; with "rateLimit.key", it stays the same`,
    );
  }
  if (state["arguments"] !== key.arguments) {
    throw new ConfigError(
      `${route}: the state is one of another query, which has other items; give the same query, or start without a state`,
    );
  }
}
