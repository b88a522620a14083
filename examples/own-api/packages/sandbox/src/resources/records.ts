import type { RequestContext } from "../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** A stored bicycle: its price is in cents, whatever version it was sent in. */
export interface Bicycle extends Entity {
  readonly kind: string;
  readonly name?: string | null;
  readonly cents: number;
  readonly currency: string;
  readonly battery_percent?: number | null;
  readonly created_at: number;
}

/** A stored rental. */
export interface Rental extends Entity {
  readonly bicycle_id: string;
  readonly rider: string;
  readonly state: "running" | "ended" | "cancelled";
  readonly created_at: number;
  readonly ended_at: number | null;
}

export const bicycles: CollectionKey<Bicycle> = collection<Bicycle>("bicycles", "number");

export const rentals: CollectionKey<Rental> = collection<Rental>("rentals", "number");

/** Whether a rental of a bicycle is running. */
export function isRented(context: RequestContext, bicycleId: string): boolean {
  const all = context.collection(rentals).all();
  return all.some(({ bicycle_id, state }) => bicycle_id === bicycleId && state === "running");
}
