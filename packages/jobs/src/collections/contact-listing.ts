import type { CallOptions } from "@interkit/client";
import type { ExistingObject, Listing } from "./collection.ts";
import type {
  ContactFilter,
  ContactQuery,
  ContactsClient,
  SyncedContact,
} from "./contact-client.ts";
import { type ContactMatch, readEmailKey } from "./contact-keys.ts";
import { ContactMatches, type RowEmail } from "./contact-matches.ts";

/** How many values a search compares with; Intercom has no documented limit. */
const perSearch = 50;
const searchesAtOnce = 4;
const perPage = 150;

/** A search may not have a contact that was created within this time. Intercom documents some minutes. */
const recentSeconds = 1800;

/** What a listing needs to know of the rows. */
export interface ContactRows {
  readonly match: ContactMatch;
  /** The emails of rows that are matched by their `external_id`, by their keys. */
  readonly emails: ReadonlyMap<string, RowEmail>;
  /** Turns a contact into an object with a key. */
  toObject(contact: SyncedContact, key: string): ExistingObject;
}

/**
 * The contacts that have some keys. They are searched for, or all contacts are listed where that takes fewer requests.
 * It is never whole: the contacts of other keys are left out, and a search lacks those that are minutes old.
 */
export class ContactListing implements Listing {
  readonly #contacts: ContactsClient["contacts"];
  readonly #keys: ReadonlySet<string>;
  readonly #rows: ContactRows;
  readonly #call: CallOptions;
  readonly #notice: (message: string) => void;
  readonly #matches: ContactMatches;

  constructor(
    { contacts }: ContactsClient,
    keys: ReadonlySet<string>,
    rows: ContactRows,
    { call, notice }: { readonly call: CallOptions; notice(message: string): void },
  ) {
    this.#contacts = contacts;
    this.#keys = keys;
    this.#rows = rows;
    this.#call = call;
    this.#notice = notice;
    this.#matches = new ContactMatches(rows.match, keys, rows.emails);
  }

  isWhole(): boolean {
    return false;
  }

  /** The key of the row that cannot be created, since a contact with another key has its email. */
  rowWithEmailOf(id: string): string | undefined {
    return this.#matches.rowWithEmailOf(id);
  }

  async *pages(): AsyncGenerator<readonly ExistingObject[]> {
    if (!(await this.#listAll())) await this.#searchFor();
    for (const notice of this.#matches.notices()) this.#notice(notice);
    const objects = Array.from(this.#matches.entries(), ([key, contact]) =>
      this.#rows.toObject(contact, key),
    );
    for (let from = 0; from < objects.length; from += perPage) {
      yield objects.slice(from, from + perPage);
    }
  }

  /** Lists all contacts, unless searches take fewer requests. */
  async #listAll(): Promise<boolean> {
    const searches = Math.ceil(this.#keys.size / perSearch);
    if (searches <= 1) return false;
    const list = this.#contacts.list({ per_page: perPage }, { ...this.#call, prefetch: 0 });
    for await (const { items, totalCount = Number.POSITIVE_INFINITY } of list.pages()) {
      if (totalCount / perPage > searches) return false;
      for (const contact of items) this.#matches.add(contact);
    }
    return true;
  }

  async #searchFor(): Promise<void> {
    if (this.#rows.match.by === "email") {
      const keys = Array.from(this.#keys, readEmailKey);
      await this.#search("email", new Set(keys.map(({ email }) => email)));
      // Intercom creates a second lead with the email of one that the search does not have yet.
      const isLeadMissing = this.#matches
        .missing()
        .some((key) => readEmailKey(key).role === "lead");
      if (isLeadMissing) await this.#listRecent();
      return;
    }
    await this.#search("external_id", this.#keys);
    const emails = this.#matches.missing().flatMap((key) => this.#rows.emails.get(key) ?? []);
    await this.#search("email", new Set(emails.map(({ email }) => email.trim().toLowerCase())));
  }

  async #search(field: "external_id" | "email", values: ReadonlySet<string>): Promise<void> {
    const left = [...values];
    const worker = async () => {
      for (
        let some = left.splice(0, perSearch);
        some.length > 0;
        some = left.splice(0, perSearch)
      ) {
        const filter: ContactFilter = { field, operator: "IN", value: some };
        const query: ContactQuery["query"] = { operator: "AND", value: [filter] };
        const body = { query, pagination: { per_page: perPage } };
        for await (const contact of this.#contacts.search(body, this.#call)) {
          this.#matches.add(contact);
        }
      }
    };
    await Promise.all(Array.from({ length: searchesAtOnce }, worker));
  }

  /** The list has new contacts at once, the newest first. */
  async #listRecent(): Promise<void> {
    const since = Date.now() / 1000 - recentSeconds;
    const list = this.#contacts.list({ per_page: perPage }, { ...this.#call, prefetch: 0 });
    for await (const { items } of list.pages()) {
      for (const contact of items) this.#matches.add(contact);
      if ((items.at(-1)?.created_at ?? 0) < since) return;
    }
  }
}
