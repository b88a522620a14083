import type { Json } from "../common/json.ts";
import type { FieldType } from "./attribute-definitions.ts";
import type { ExistingObject, Fields } from "./collection.ts";
import type { SyncedContact } from "./contact-client.ts";

/** The fields of a contact that can be sent. Its attributes are defined by the workspace. */
export const contactFields: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ["role", { type: "string", options: ["user", "lead"] }],
  ["external_id", { type: "string" }],
  ["email", { type: "string" }],
  ["email_verified", { type: "boolean" }],
  ["phone", { type: "string" }],
  ["name", { type: "string" }],
  ["avatar", { type: "string" }],
  ["signed_up_at", { type: "date" }],
  ["owner_id", { type: "string" }],
  ["unsubscribed_from_emails", { type: "boolean" }],
  ["language_override", { type: "string" }],
]);

/** A contact as an object of the collection, with the fields that can be sent, in the form in which they are. */
export function contactObject(contact: SyncedContact, key: string | undefined): ExistingObject {
  const { id, name, email, avatar, owner_id } = contact;
  const fields: Record<string, Json | undefined> = {};
  for (const field of contactFields.keys()) {
    fields[field] = contact[field as keyof SyncedContact] as Json | undefined;
  }
  fields["avatar"] = typeof avatar === "object" ? (avatar?.image_url ?? null) : avatar;
  fields["owner_id"] = owner_id === null ? null : String(owner_id);
  fields["custom_attributes"] = contact.custom_attributes as Fields;
  return { id, key, title: name ?? email ?? undefined, fields };
}
