import type { Handlers } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { oldestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A brand of the workspace. */
export interface Brand extends Entity {
  readonly name: string;
  readonly is_default: boolean;
  readonly help_center_id: string;
  readonly default_address_settings_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export const brands: CollectionKey<Brand> = collection<Brand>("brands", "number");

export const blankBrand = (now: number): Omit<Brand, "id"> => ({
  name: "Analytical Engines",
  is_default: false,
  help_center_id: "1",
  default_address_settings_id: "1",
  created_at: now,
  updated_at: now,
});

/** Brands are created in Intercom's pages. */
export const brandHandlers: Handlers = crud(
  "brands",
  {
    collection: brands,
    order: oldestFirst,
    created: () => ({}),
  },
  ["list", "get"],
);
