import type { JsonObject } from "../../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A segment: those who match a query, now, of the kind that searches take. */
export interface Segment extends Entity {
  readonly name: string;
  /** Whom it is about. `contact` means leads. */
  readonly person_type: "user" | "contact" | "company";
  readonly query: unknown;
  readonly created_at: number;
  readonly updated_at: number;
}

export const segments: CollectionKey<Segment> = collection<Segment>("segments", "hex");

/** How a segment is shown. */
export function segmentView(segment: Segment): JsonObject {
  const { id, name, person_type, created_at, updated_at } = segment;
  // Segments of companies say that they are of users.
  const shown = person_type === "contact" ? "contact" : "user";
  return { type: "segment", id, name, person_type: shown, created_at, updated_at };
}
