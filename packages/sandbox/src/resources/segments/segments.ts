import type { JsonObject } from "../../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A segment: the contacts or companies that currently match a search query. */
export interface Segment extends Entity {
  readonly name: string;
  /** The kind of its members. `contact` means leads. */
  readonly person_type: "user" | "contact" | "company";
  readonly query: unknown;
  readonly created_at: number;
  readonly updated_at: number;
}

export const segments: CollectionKey<Segment> = collection<Segment>("segments", "hex");

/** The response of a segment. */
export function segmentView(segment: Segment): JsonObject {
  const { id, name, person_type, created_at, updated_at } = segment;
  // Intercom returns `user` for segments of companies.
  const shown = person_type === "contact" ? "contact" : "user";
  return { type: "segment", id, name, person_type: shown, created_at, updated_at };
}
