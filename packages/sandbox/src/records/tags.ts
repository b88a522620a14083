import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

export interface Tag extends Entity {
  readonly name: string;
}

export const tags: CollectionKey<Tag> = collection<Tag>("tags", "number", {
  name: ({ name }) => [name.toLowerCase()],
});

/** A tag on something: when it was put there, and by whom. */
export interface AppliedTag {
  readonly id: string;
  readonly applied_at: number;
  readonly admin_id: string;
}

/** Anything that tags are put on. */
export interface Tagged extends Entity {
  readonly tags: readonly AppliedTag[];
}
