import type { SyncedContact } from "./contact-client.ts";
import type { ContactMatch } from "./contact-keys.ts";
import { emailKey, keyOfContact } from "./contact-keys.ts";

/** The email of a row that is matched by its `external_id`. */
export interface RowEmail {
  readonly email: string;
  readonly role: string;
}

/** The contacts that belong to keys, however they were found, one for each key. */
export class ContactMatches {
  readonly #match: ContactMatch;
  readonly #keys: ReadonlySet<string>;
  /** The keys of rows by their emails. */
  readonly #byEmail = new Map<string, string>();
  readonly #found = new Map<string, SyncedContact>();
  /** Contacts without an `external_id` that have the email of a row: an upsert changes them. */
  readonly #sameEmail = new Map<string, SyncedContact>();
  /** The users with the email of a row and another `external_id`, by the keys of the rows. */
  readonly #taken = new Map<string, string>();
  readonly #shared = new Set<string>();

  constructor(
    match: ContactMatch,
    keys: ReadonlySet<string>,
    emails: ReadonlyMap<string, RowEmail>,
  ) {
    this.#match = match;
    this.#keys = keys;
    for (const [key, { email, role }] of emails) this.#byEmail.set(emailKey(email, role), key);
  }

  add(contact: SyncedContact): void {
    const key = keyOfContact(contact, this.#match);
    if (key !== undefined && this.#keys.has(key)) this.#addTo(this.#found, key, contact);
    if (this.#match.by === "email" || !contact.email) return;
    const row = this.#byEmail.get(emailKey(contact.email, contact.role));
    if (row === undefined || row === key) return;
    if (!contact.external_id) this.#addTo(this.#sameEmail, row, contact);
    else if (contact.role === "user") this.#taken.set(row, contact.id);
  }

  /** The first that was created is the same one at each plan, whichever was updated last. */
  #addTo(contacts: Map<string, SyncedContact>, key: string, contact: SyncedContact): void {
    const known = contacts.get(key);
    if (known !== undefined && known.id !== contact.id) this.#shared.add(key);
    if (known === undefined || isBefore(contact, known)) contacts.set(key, contact);
  }

  /** The keys that have no contact of their own. */
  missing(): string[] {
    return [...this.#keys].filter((key) => !this.#found.has(key));
  }

  /** The contacts with their keys. */
  *entries(): Generator<readonly [key: string, contact: SyncedContact]> {
    yield* this.#found;
    for (const entry of this.#sameEmail) if (!this.#found.has(entry[0])) yield entry;
  }

  /** The key of the row that cannot be created, since a contact has its email. */
  rowWithEmailOf(id: string): string | undefined {
    return this.#withoutContact().find((row) => this.#taken.get(row) === id);
  }

  #withoutContact(): string[] {
    return [...this.#taken.keys()].filter((row) => !this.#found.has(row));
  }

  /** What a user should see of these contacts. */
  *notices(): Generator<string> {
    if (this.#shared.size > 0) {
      yield `${countOf(this.#shared)} several contacts; the one that was created first is updated`;
    }
    const taken = new Set(this.#withoutContact());
    if (taken.size > 0) {
      yield `${countOf(taken)} the email of a user with another external_id, so that Intercom refuses to create the contact; correct the email or the external_id`;
    }
  }
}

function isBefore(one: SyncedContact, other: SyncedContact): boolean {
  return (
    one.created_at - other.created_at < 0 ||
    (one.created_at === other.created_at && one.id < other.id)
  );
}

function countOf(keys: ReadonlySet<string>): string {
  const [first] = keys;
  return keys.size === 1 ? `"${first}" has` : `${keys.size} rows, such as "${first}", have`;
}
