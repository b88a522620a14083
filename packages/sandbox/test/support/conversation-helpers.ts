import type { ClaimContext } from "./claims.ts";
import { type Json, start } from "./workspace.ts";

/** A contact with a conversation. */
export async function startConversation({ seed, request }: ClaimContext) {
  const contact = seed.contact({ email: "ada@example.com" }).id;
  const from = { type: "user", id: contact };
  const message = await request("POST /conversations", { from, body: "Hello" });
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

/** Seeds contacts without an email, since emails are unique. */
export function seedContactsWithoutEmail({ seed }: ClaimContext): ClaimContext["seed"] {
  return Object.assign(Object.create(seed), { contact: () => seed.contact() });
}

/** Starts two conversations and deletes them, a minute apart. Returns their ids in this order. */
export async function deleteTwoConversations(space: ClaimContext): Promise<string[]> {
  const made = [
    await startConversation(space),
    await startConversation({ ...space, seed: seedContactsWithoutEmail(space) }),
  ];
  for (const { at } of made) {
    await space.request(`DELETE ${at}`);
    space.advance(60);
  }
  return made.map(({ id }) => id);
}

/** Seeds parts of a conversation, one second apart. */
export function seedParts({ seed }: ClaimContext, conversation_id: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const part = { conversation_id, admin_id: "1", body: `No. ${i}`, created_at: start + i };
    seed.conversationPart(part);
  }
}
