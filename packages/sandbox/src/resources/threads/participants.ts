import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { blankContact, type Contact, contacts, findContact } from "../../records/contacts.ts";

export function contactList(context: RequestContext, ids: readonly string[]): JsonObject {
  return { type: "contact.list", contacts: ids.map((id) => contactReference(context, id)) };
}

/** A reference to a contact. A deleted contact has only its id. */
export function contactReference(context: RequestContext, id: string): JsonObject {
  const contact = context.collection(contacts).get(id);
  return { type: "contact", id, external_id: contact?.external_id ?? null };
}

/** The ways in which a request identifies a contact. */
export interface ContactName {
  readonly intercom_user_id?: string;
  readonly id?: string;
  readonly user_id?: string;
  readonly external_id?: string;
  readonly email?: string;
}

/** Finds the contact of a request. By email, users take precedence. */
export function lookUpContact(context: RequestContext, name: ContactName): Contact | undefined {
  const all = context.collection(contacts);
  const id = name.intercom_user_id ?? name.id;
  if (id !== undefined) return findContact(context, id);
  const own = name.user_id ?? name.external_id;
  if (own !== undefined) return all.findBy("externalId", own)[0];
  const found = all.findBy("email", name.email?.toLowerCase() ?? "");
  return found.find(({ role }) => role === "user") ?? found[0];
}

/** Finds the contact of a request. @throws {ApiError} 404 when there is none. */
export function findContactByName(context: RequestContext, name: ContactName): Contact {
  const contact = lookUpContact(context, name);
  if (!contact) throw notFound("User Not Found");
  return contact;
}

/** Finds the contact of a request. An unknown email creates a lead. */
export function contactOrLead(context: RequestContext, name: ContactName): Contact {
  const contact = lookUpContact(context, name);
  if (contact) return contact;
  const { email } = name;
  if (email === undefined) throw notFound("User Not Found");
  const id = context.store.nextId(contacts);
  return context
    .collection(contacts)
    .insert({ ...blankContact(id, context.now), role: "lead", email });
}
