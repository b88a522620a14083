import type { JsonObject } from "../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** An option of a list attribute. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly archived: boolean;
}

/** A custom attribute of conversations. */
export interface ConversationAttribute extends Entity {
  readonly name: string;
  readonly description: string;
  readonly data_type: string;
  readonly required: boolean;
  readonly visible_to_team_ids: readonly string[];
  readonly multiline: boolean;
  readonly options: readonly Option[];
  readonly reference: JsonObject;
  readonly archived: boolean;
  readonly created_at: number;
  readonly updated_at: number;
  readonly admin_id: string;
}

export const attributes: CollectionKey<ConversationAttribute> = collection<ConversationAttribute>(
  "conversationAttributes",
  "number",
);
export const options: CollectionKey<Entity> = collection<Entity>("conversationOptions", "uuid");
