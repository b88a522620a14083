import type { Space } from "./claims.ts";
import { type Json, start } from "./workspace.ts";

/** A contact who writes, and the conversation that comes of it. */
export async function begun({ seed, ask }: Space) {
  const contact = seed.contact({ email: "ada@example.com" }).id;
  const from = { type: "user", id: contact };
  const message = await ask("POST /conversations", { from, body: "Hello" });
  return {
    contact,
    message,
    id: message.conversation_id,
    at: `/conversations/${message.conversation_id}`,
  };
}

export const admin = { type: "admin", admin_id: "1" };
export const manage = (message_type: string, more: Json = {}) => ({
  ...admin,
  message_type,
  ...more,
});
export const ids = (list: Json): string[] => list.conversations.map(({ id }: Json) => id);
export const partTypes = (one: Json) =>
  one.conversation_parts.conversation_parts.map(({ part_type }: Json) => part_type);

/** Contacts without an address, of which there may be several. */
export function emailless({ seed }: Space): Space["seed"] {
  return Object.assign(Object.create(seed), { contact: () => seed.contact() });
}

/** Things said in a conversation, a second apart. */
export function seedParts({ seed }: Space, conversation_id: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const part = { conversation_id, admin_id: "1", body: `No. ${i}`, created_at: start + i };
    seed.conversationPart(part);
  }
}
