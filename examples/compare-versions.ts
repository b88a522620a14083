import type { IntercomOptions } from "@interkit/client";
import { createIntercom as createOld } from "@interkit/client/2.7";
import { createIntercom as createPreview } from "@interkit/client/preview";

/** Names the fields that Preview gives a contact and 2.7 does not, before you move to it. */
export async function newContactFields(
  options: IntercomOptions,
  contactId: string,
): Promise<string[]> {
  const old = await createOld(options).contacts.get(contactId);
  const preview = await createPreview(options).contacts.get(contactId);
  return Object.keys(preview).filter((field) => !(field in old));
}
