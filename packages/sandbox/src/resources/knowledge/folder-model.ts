import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A folder of content, which can be in another folder. */
export interface Folder extends Entity {
  readonly name: string;
  readonly description: string | null;
  readonly emoji: string | null;
  readonly parent_folder_id: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export const folders: CollectionKey<Folder> = collection<Folder>("folders", "number", {
  parent: ({ parent_folder_id }) => [parent_folder_id === null ? null : String(parent_folder_id)],
});
