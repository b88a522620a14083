import { ApiError, type IntercomOptions } from "@interkit/client";
import { type Contact, createIntercom, type Intercom } from "@interkit/client/2.16";

/** A person in your own system. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Copies people to Intercom: updates existing contacts, creates the others. */
export async function syncContacts(
  options: IntercomOptions,
  people: readonly Person[],
): Promise<{ created: number; updated: number }> {
  const intercom = createIntercom(options);
  const counts = { created: 0, updated: 0 };
  for (const { id, email, name } of people) {
    const contact = await findByExternalId(intercom, id);
    if (contact === undefined) {
      await intercom.contacts.create({ role: "user", external_id: id, email, name });
      counts.created += 1;
    } else {
      await intercom.contacts.update(contact.id, { email, name });
      counts.updated += 1;
    }
  }
  return counts;
}

async function findByExternalId(intercom: Intercom, id: string): Promise<Contact | undefined> {
  try {
    return await intercom.contacts.findByExternalId(id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
