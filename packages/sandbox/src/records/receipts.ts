import type { RequestContext } from "../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** The delivery of an outbound message to a contact, with opens and clicks. */
export interface Receipt extends Entity {
  readonly contact_id: string;
  readonly content_id: string;
  readonly content_type: string;
  readonly content_title: string;
  readonly received_at: number;
  readonly first_open_at: number | null;
  readonly first_click_at: number | null;
}

export const receipts: CollectionKey<Receipt> = collection<Receipt>(
  "receipts",
  "number",
  { contact: ({ contact_id }) => [contact_id] },
  { received_at: ({ received_at }) => received_at },
);

/** Adds a receipt of a message for each contact. */
export function addReceipts(
  context: RequestContext,
  contactIds: readonly string[],
  content: Pick<Receipt, "content_id" | "content_type" | "content_title" | "received_at">,
): void {
  for (const contact_id of contactIds) {
    context.collection(receipts).insert({
      ...content,
      id: context.store.nextId(receipts),
      contact_id,
      first_open_at: null,
      first_click_at: null,
    });
  }
}
