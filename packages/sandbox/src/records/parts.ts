import type { JsonObject } from "../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** The author of a message or an action. */
export interface Author {
  readonly type: "admin" | "user" | "lead" | "bot";
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A part: a message or an action in a conversation or a ticket. */
export interface Part extends Entity {
  /** The id of the conversation or the ticket. A converted conversation and its ticket share parts. */
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
  /** The offered quick replies, or the chosen one. */
  readonly metadata: JsonObject;
  /** The change of the conversation or the ticket, such as the new state. */
  readonly details: JsonObject;
}

export const parts: CollectionKey<Part> = collection<Part>("parts", "number", {
  owner: ({ owner_id }) => [owner_id],
});

/** A part without a body. */
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
