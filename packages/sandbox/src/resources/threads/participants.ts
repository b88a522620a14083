import type { JsonObject } from "../../description/openapi.ts";
import type { Call } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { blankContact, type Contact, contacts, findContact } from "../../records/contacts.ts";

export function contactList(call: Call, ids: readonly string[]): JsonObject {
  return { type: "contact.list", contacts: ids.map((id) => contactReference(call, id)) };
}

/** A contact who takes part. One that was deleted since is known by its id alone. */
export function contactReference(call: Call, id: string): JsonObject {
  const contact = call.in(contacts).get(id);
  return { type: "contact", id, external_id: contact?.external_id ?? null };
}

/** How requests name a contact: in one of these ways. */
export interface ContactName {
  readonly intercom_user_id?: string;
  readonly id?: string;
  readonly user_id?: string;
  readonly external_id?: string;
  readonly email?: string;
}

/** The contact whom a request names, if there is one. Of those with an email, users come first. */
export function contactNamed(call: Call, name: ContactName): Contact | undefined {
  const all = call.in(contacts);
  const id = name.intercom_user_id ?? name.id;
  if (id !== undefined) return findContact(call, id);
  const own = name.user_id ?? name.external_id;
  if (own !== undefined) return all.by("externalId", own)[0];
  const found = all.by("email", name.email?.toLowerCase() ?? "");
  return found.find(({ role }) => role === "user") ?? found[0];
}

/** The contact whom a request names. @throws {ApiError} 404 when there is none. */
export function findNamed(call: Call, name: ContactName): Contact {
  const contact = contactNamed(call, name);
  if (!contact) throw notFound("User Not Found");
  return contact;
}

/** The contact whom a request names. An email that belongs to nobody makes a lead. */
export function contactOrLead(call: Call, name: ContactName): Contact {
  const contact = contactNamed(call, name);
  if (contact) return contact;
  const { email } = name;
  if (email === undefined) throw notFound("User Not Found");
  const id = call.store.nextId(contacts);
  return call.in(contacts).insert({ ...blankContact(id, call.now), role: "lead", email });
}
