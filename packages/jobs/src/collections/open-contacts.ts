import { type CallOptions, ConfigError, isGone, mergedInto } from "@interkit/client";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { AttributeDefinitions } from "./attribute-definitions.ts";
import type {
  CollectionContext,
  DesiredObject,
  ExistingObject,
  Listing,
  OpenCollection,
} from "./collection.ts";
import type { ContactInput, ContactsClient, SyncedContact } from "./contact-client.ts";
import { contactFields, contactObject } from "./contact-fields.ts";
import { type ContactMatch, emailKey, keyOfContact, readEmailKey } from "./contact-keys.ts";
import { ContactListing } from "./contact-listing.ts";
import type { RowEmail } from "./contact-matches.ts";
import { unlessGone } from "./unless-gone.ts";

/** The calls of `contacts` for one plan. */
export class OpenContacts implements OpenCollection {
  readonly id: string;
  readonly #intercom: ContactsClient;
  readonly #match: ContactMatch;
  readonly #context: CollectionContext;
  readonly #definitions: AttributeDefinitions;
  readonly #emails = new Map<string, RowEmail>();
  #keys: ReadonlySet<string> = new Set();
  #listing: ContactListing | undefined;

  private constructor(
    intercom: ContactsClient,
    match: ContactMatch,
    context: CollectionContext,
    { workspace, definitions }: { workspace: string; definitions: AttributeDefinitions },
  ) {
    this.id = `${workspace} contacts by ${match.by}`;
    this.#intercom = intercom;
    this.#match = match;
    this.#context = context;
    this.#definitions = definitions;
  }

  static async open(
    intercom: ContactsClient,
    match: ContactMatch,
    context: CollectionContext,
  ): Promise<OpenContacts> {
    const { call } = context;
    const { app } = await intercom.admins.identify(call);
    const reader = intercom.dataAttributes;
    const definitions = await AttributeDefinitions.read(reader, "contact", contactFields, call);
    const workspace = app?.id_code ?? "unknown";
    return new OpenContacts(intercom, match, context, { workspace, definitions });
  }

  convert(desired: DesiredObject): DesiredObject {
    const { email, role } = desired.fields;
    if (this.#match.by === "external_id" && typeof email === "string") {
      this.#emails.set(desired.key, { email, role: role === "lead" ? "lead" : "user" });
    }
    return this.#definitions.convert(desired);
  }

  async check(desired: Iterable<DesiredObject>): Promise<readonly string[]> {
    const objects = [...desired];
    return [...this.#definitions.check(objects), ...(await this.#unknownOwners(objects))];
  }

  async #unknownOwners(objects: readonly DesiredObject[]): Promise<string[]> {
    const owned = objects.filter(({ fields }) => typeof fields["owner_id"] === "string");
    if (owned.length === 0) return [];
    const known = new Set<unknown>();
    const admins = this.#intercom.admins.list(undefined, this.#call);
    for await (const { id } of admins) known.add(String(id));
    const wrong = owned.filter(({ fields }) => !known.has(fields["owner_id"]));
    const [first] = wrong;
    if (first === undefined) return [];
    return [
      `"owner_id" must be the id of a teammate, as admins.list returns it (${wrong.length} rows, such as "${first.key}")`,
    ];
  }

  list(keys: ReadonlySet<string>): Listing {
    this.#keys = keys;
    const rows = { match: this.#match, emails: this.#emails, toObject: contactObject };
    this.#listing = new ContactListing(this.#intercom, keys, rows, this.#context);
    return this.#listing;
  }

  async read(id: string): Promise<ExistingObject | undefined> {
    const { contacts } = this.#intercom;
    try {
      return this.#toObject(await contacts.get(id, undefined, this.#call));
    } catch (error) {
      if (!isGone(error)) throw error;
      const into = mergedInto(error);
      if (into === undefined) return undefined;
      return this.#toObject(await contacts.get(into, undefined, this.#call));
    }
  }

  /** The role of an email is sent only here: a lead that has become a user stays one. */
  async create({ key, fields }: DesiredObject): Promise<ExistingObject> {
    const role = this.#match.by === "email" ? { role: readEmailKey(key).role } : undefined;
    const body: ContactInput = { ...fields, ...role };
    const options = { ...this.#call, first: "create" } as const;
    const { contact } = await upsertContact(this.#intercom, body, options);
    return contactObject(contact, key);
  }

  async update(id: string, desired: DesiredObject): Promise<ExistingObject> {
    const body: ContactInput = { ...desired.fields };
    const { contacts } = this.#intercom;
    try {
      return contactObject(await contacts.update(id, body, this.#call), desired.key);
    } catch (error) {
      if (!isGone(error)) throw error;
      const into = mergedInto(error);
      // It was archived or deleted after it was read.
      if (into === undefined) return this.create(desired);
      this.#refuseOther(await contacts.get(into, undefined, this.#call), desired);
      return contactObject(await contacts.update(into, body, this.#call), desired.key);
    }
  }

  /** A row must not take over the contact of another one, into which its own was merged. */
  #refuseOther({ external_id, email }: SyncedContact, { key }: DesiredObject): void {
    const isSame =
      this.#match.by === "external_id"
        ? !external_id || external_id === key
        : !email || emailKey(email, "user") === readEmailKey(key).email;
    if (isSame) return;
    throw new ConfigError(
      `The contact of "${key}" was merged into the one with the ${this.#match.by} "${this.#match.by === "email" ? email : external_id}"; take the row of "${key}" out of the source`,
    );
  }

  /** While a contact has the email of a row with another `external_id`, Intercom creates none for that row. */
  async remove(id: string): Promise<void> {
    const row = this.#listing?.rowWithEmailOf(id);
    if (row !== undefined) {
      throw new ConfigError(
        `It stays, since it has the email of the row "${row}"; if they are one person, send its new external_id with contacts.update("${id}", { external_id: ${JSON.stringify(row)} })`,
      );
    }
    await unlessGone(this.#intercom.contacts.archive(id, this.#call));
  }

  get #call(): CallOptions {
    return this.#context.call;
  }

  /** A contact with its key; that of its email as a lead, where only that is wanted: leads become users. */
  #toObject(contact: SyncedContact): ExistingObject {
    const key = keyOfContact(contact, this.#match);
    const { email } = contact;
    if (this.#match.by === "external_id" || !email) return contactObject(contact, key);
    const asLead = emailKey(email, "lead");
    const isOther = key !== undefined && !this.#keys.has(key) && this.#keys.has(asLead);
    return contactObject(contact, isOther ? asLead : key);
  }
}
