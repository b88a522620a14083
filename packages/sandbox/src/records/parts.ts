import type { JsonObject } from "../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** Who said or did something. */
export interface Author {
  readonly type: "admin" | "user" | "lead" | "bot";
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** Something said or done in a conversation or a ticket. */
export interface Part extends Entity {
  /** The conversation or the ticket. They share their ids, and a converted one its parts. */
  readonly owner_id: string;
  readonly part_type: string;
  readonly body: string | null;
  readonly author: Author;
  readonly created_at: number;
  readonly updated_at: number;
  readonly attachments: readonly JsonObject[];
  readonly redacted: boolean;
  readonly assigned_to: JsonObject | null;
  readonly event_details: JsonObject | null;
  /** Quick replies: those offered, or the one chosen. */
  readonly metadata: JsonObject;
  /** What it did to the conversation or the ticket: its state, its attribute. */
  readonly details: JsonObject;
}

export const parts: CollectionKey<Part> = collection<Part>("parts", "number", {
  owner: ({ owner_id }) => [owner_id],
});

/** A part in which nothing is said. */
export function blankPart(now: number): Omit<Part, "id" | "owner_id" | "part_type" | "author"> {
  return {
    body: null,
    attachments: [],
    redacted: false,
    assigned_to: null,
    event_details: null,
    metadata: {},
    details: {},
    created_at: now,
    updated_at: now,
  };
}
