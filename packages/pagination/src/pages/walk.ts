import type { Checkpoint, OperationFacts, Pagination, Requester } from "@interkit/core";
import type { Source } from "../iteration/source.ts";
import type { ListSettings } from "./options.ts";
import type { PageRequest } from "./styles.ts";
import type { Values } from "./values.ts";

/** One page of a list, as it was received. */
export interface Page<Item, Body = unknown> {
  /** The items of this page, in the order of the response. */
  readonly items: readonly Item[];
  /** The whole response body. */
  readonly body: Body;
  /** The status and the headers; the body was already read. */
  readonly response: Response;
  /** How many items the list has in all, where the response has that count. In ranges, it is that of the beginning. */
  readonly totalCount: number | undefined;
  /** Goes on after this page, with `resumeFrom`. */
  readonly checkpoint: Checkpoint;
}

/** The parameters of a walk through a list. */
export interface Walk {
  readonly client: Requester;
  readonly route: string;
  readonly facts: OperationFacts;
  readonly pagination: Pagination;
  readonly path: Values;
  readonly request: PageRequest;
  readonly settings: ListSettings;
}

/** The pages of one iteration. */
export interface ListSource<Item, Body> extends Source<Page<Item, Body>> {
  /** Goes on behind the items that were confirmed. */
  checkpoint(): Checkpoint;
}

/** Opens the pages of an iteration that takes at most so many items, from a checkpoint on. */
export type OpenList<Item, Body> = (
  limit: number,
  from: Checkpoint | undefined,
) => ListSource<Item, Body>;
