import { ConfigError } from "@interkit/client";
import type { Fields } from "./collection.ts";
import type { SyncedContact } from "./contact-client.ts";

/** By which field contacts are found, and the role of one whose row names none. */
export type ContactMatch =
  | { readonly by: "external_id" }
  | { readonly by: "email"; readonly role: "user" | "lead" };

/** Leads share emails with users, so that the key of a lead has the role, too. */
const leadSuffix = " (lead)";

/** The key of an email, whatever its case. */
export function emailKey(email: string, role: string | null | undefined): string {
  const address = email.trim().toLowerCase();
  return role === "lead" ? `${address}${leadSuffix}` : address;
}

/** The email and the role of a key. */
export function readEmailKey(key: string): { email: string; role: "user" | "lead" } {
  if (!key.endsWith(leadSuffix)) return { email: key, role: "user" };
  return { email: key.slice(0, -leadSuffix.length), role: "lead" };
}

/** The key of a contact at Intercom. */
export function keyOfContact(
  { external_id, email, role }: SyncedContact,
  match: ContactMatch,
): string | undefined {
  if (match.by === "external_id") return external_id || undefined;
  return email ? emailKey(email, role) : undefined;
}

/**
 * The key of a row, and its fields. An email is matched with a role: that is a part of the key, and sent only when the
 * contact is created. A lead that has become a user stays one.
 *
 * @throws {ConfigError} for a row without a key, and for an unknown role.
 */
export function identify(fields: Fields, match: ContactMatch): { key: string; fields: Fields } {
  if (match.by === "external_id") {
    const key = textOf(fields["external_id"]);
    if (key !== undefined) return { key, fields: { ...fields, external_id: key } };
    throw new ConfigError(
      `contacts: a row has no external_id${withField("email", fields)}; give each row the id that you know the person by, or find contacts by their emails with matchBy: "email"`,
    );
  }
  const { email: given, role = match.role, ...others } = fields;
  const email = textOf(given)?.trim();
  if (email === undefined) {
    throw new ConfigError(
      `contacts: a row has no email${withField("external_id", fields)}; give each row an email, or find contacts by your ids with matchBy: "external_id"`,
    );
  }
  if (role !== "user" && role !== "lead") {
    throw new ConfigError(`contacts: the role of "${email}" must be "user" or "lead"`);
  }
  return { key: emailKey(email, role), fields: { email, ...others } };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** Describes a row by another field, for a message. */
function withField(name: string, fields: Fields): string {
  const value = textOf(fields[name]);
  return value === undefined ? "" : `, the one with the ${name} "${value}"`;
}
