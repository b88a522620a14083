import { apiError, invalidParameter } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Contact, contacts, type Role } from "../../records/contacts.ts";

/**
 * Finds another contact with the same external id, or another user with the same email. Leads may
 * share an email.
 */
export function findDuplicate(context: RequestContext, contact: Contact): Contact | undefined {
  const { id, external_id, email, role } = contact;
  const all = context.collection(contacts);
  const sameId = external_id ? all.findBy("externalId", external_id) : [];
  const sameEmail = email && role === "user" ? all.findBy("email", email.toLowerCase()) : [];
  const candidates = [...sameId, ...sameEmail.filter((other) => other.role === "user")];
  return candidates.find((other) => other.id !== id);
}

/** @throws {ApiError} 409 when there is a duplicate. */
export function refuseDuplicates(context: RequestContext, contact: Contact): void {
  const duplicate = findDuplicate(context, contact);
  if (!duplicate) return;
  const who = duplicate.archived ? "An archived contact" : "A contact";
  const message = `${who} matching those details already exists with id=${duplicate.id}`;
  throw apiError(409, "conflict", message);
}

/** The properties of a contact that a request can set. */
export interface ContactInput {
  readonly role?: string | null;
  readonly external_id?: string | number | null;
  readonly email?: string | null;
  readonly email_verified?: boolean | null;
  readonly phone?: string | null;
  readonly name?: string | null;
  readonly avatar?: string | null;
  readonly owner_id?: string | number | null;
  readonly signed_up_at?: number | null;
  readonly last_seen_at?: number | null;
  readonly unsubscribed_from_emails?: boolean | null;
  readonly language_override?: string | null;
  readonly custom_attributes?: Readonly<Record<string, unknown>> | null;
}

const settable = ["email", "phone", "name", "avatar", "signed_up_at", "last_seen_at"] as const;

/** Applies a request to a contact. Attributes that are not in the request stay. */
export function applyInput(contact: Contact, input: ContactInput, now: number): Contact {
  if (input.email_verified !== undefined && input.email === undefined) {
    throw invalidParameter("email_verified can only be set together with email", "email_verified");
  }
  const change: Record<string, unknown> = { updated_at: now };
  for (const name of settable) if (input[name] !== undefined) change[name] = input[name];
  if (input.external_id !== undefined) {
    change["external_id"] = input.external_id === null ? null : String(input.external_id);
  }
  if (input.role !== undefined && input.role !== null) change["role"] = readRole(input.role);
  if (input.owner_id !== undefined) change["owner_id"] = readOwner(input.owner_id);
  if (input.unsubscribed_from_emails !== undefined) {
    change["unsubscribed_from_emails"] = input.unsubscribed_from_emails ?? false;
  }
  if (input.language_override !== undefined) {
    change["language_override"] = readLanguage(input.language_override);
  }
  const custom_attributes = { ...contact.custom_attributes, ...input.custom_attributes };
  return { ...contact, ...change, custom_attributes };
}

const languages = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** A language code; null for an unknown code, which Intercom ignores. */
function readLanguage(code: string | null): string | null {
  try {
    return code && languages.of(code) ? code : null;
  } catch {
    return null;
  }
}

function readRole(role: string): Role {
  if (role === "user" || role === "lead") return role;
  throw invalidParameter(`role must be user or lead, not ${role}`, "role");
}

function readOwner(owner: string | number | null): number | null {
  if (owner === null || owner === "") return null;
  const id = Number(owner);
  if (Number.isInteger(id)) return id;
  throw invalidParameter("owner_id must be the id of an admin", "owner_id");
}
