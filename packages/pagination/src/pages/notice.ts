import type { Checkpoint } from "@interkit/core";
import type { Values } from "./values.ts";

/** What happened in an iteration that its caller should know, and that is no error. */
export interface ListNotice {
  /**
   * - `"count"`: the list ended, and its `total_count` is another one than the number of items it returned.
   *   A contact that was updated while a search returned the newest first was left out, or came twice; or
   *   the count of Intercom is not exact.
   * - `"shift"`: the `total_count` of a list with page numbers changed, so that items moved to other pages:
   *   some may have been left out, or may come twice.
   * - `"smaller-pages"`: a page failed, and is requested with fewer items.
   * - `"skipped"`: a record that could not be read was left out, at `place`.
   * - `"scroll-busy"`: the workspace has another open scroll, and the iteration waits for its end.
   * - `"scroll-restarted"`: the scroll was lost and starts again: its items come again.
   */
  readonly kind:
    | "count"
    | "shift"
    | "smaller-pages"
    | "skipped"
    | "scroll-busy"
    | "scroll-restarted";
  /** The operation of the list, such as `"GET /companies"`. */
  readonly route: string;
  /** A sentence for a log. It has no item and no argument. */
  readonly message: string;
  /** How far the list was read. */
  readonly checkpoint: Checkpoint;
  /**
   * Where a record that was left out is: `{ page, per_page: 1 }`, so that `page` counts the records of the
   * list from 1, in a search in ranges `{ from, to }`, from one Unix second on and before another one, or
   * the value of the field that a search sorts by, such as `{ created_at: 1700000000 }`.
   */
  readonly place?: Values | undefined;
  /** Why, for what follows from a failure. */
  readonly error?: unknown;
}

/** A notice of one walk, which adds the rest. */
export type NoticeInit = Omit<ListNotice, "route" | "checkpoint">;
