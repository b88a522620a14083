import type { Handlers } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A reason for being away. */
export interface AwayStatusReason extends Entity {
  readonly type: "away_status_reason";
  readonly label: string;
  readonly emoji: string;
  readonly order: number;
  readonly deleted: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

export const awayStatusReasons: CollectionKey<AwayStatusReason> = collection<AwayStatusReason>(
  "awayStatusReasons",
  "number",
);

export const blankReason = (now: number): Omit<AwayStatusReason, "id"> => ({
  type: "away_status_reason",
  label: "On a break",
  emoji: "☕",
  order: 1,
  deleted: false,
  created_at: now,
  updated_at: now,
});

/** Reasons are created in Intercom's pages. */
export const awayStatusReasonHandlers: Handlers = crud(
  "awayStatusReasons",
  {
    collection: awayStatusReasons,
    order: { by: ({ order }) => order, descending: false },
    created: () => ({}),
  },
  ["list"],
);
