import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

export interface Tag extends Entity {
  readonly name: string;
}

export const tags: CollectionKey<Tag> = collection<Tag>("tags", "number", {
  name: ({ name }) => [name.toLowerCase()],
});

/** A tag on a record, with the time and the admin. */
export interface AppliedTag {
  readonly id: string;
  readonly applied_at: number;
  readonly admin_id: string;
}

/** A record with tags. */
export interface Tagged extends Entity {
  readonly tags: readonly AppliedTag[];
}
