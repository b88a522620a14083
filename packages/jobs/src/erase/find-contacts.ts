import { type CallOptions, isGone, mergedInto } from "@interkit/client";
import type { ContactEraser, ErasableContact, InactiveContact } from "./contact-eraser.ts";
import type { ErasureMatch } from "./report.ts";

/** The person to erase: each contact that has one of these. */
export interface ErasureSubject {
  /** Intercom's id of a contact. */
  readonly id?: string | undefined;
  /** Your id of the person. */
  readonly external_id?: string | undefined;
  /** The address, whatever its case. Users and leads may share it. */
  readonly email?: string | undefined;
}

/** A contact to erase, as it was found. */
export interface FoundContact {
  readonly id: string;
  role?: string;
  readonly foundBy: ErasureMatch;
  /** `"unreadable"`: it cannot be read by its id, since it is gone or archived. */
  status: "active" | "inactive" | "pending" | "merged" | "unreadable" | "gone";
  mergedInto?: string;
}

/** The contacts to erase, found one after the other. Nothing is changed at Intercom. */
export class FoundContacts {
  readonly #contacts: ContactEraser["contacts"];
  readonly #call: CallOptions;
  readonly #found = new Map<string, FoundContact>();

  /** Whether archived, blocked and merged contacts can be found, as in 2.17 and Preview. */
  get hasInactive(): boolean {
    return this.#contacts.deleted !== undefined;
  }

  constructor(contacts: ContactEraser["contacts"], call: CallOptions) {
    this.#contacts = contacts;
    this.#call = call;
  }

  /** Those that were found so far. An iteration has those too that are found during it. */
  values(): Iterable<FoundContact> {
    return this.#found.values();
  }

  async find({ id, external_id, email }: ErasureSubject): Promise<void> {
    if (id !== undefined) await this.follow(id, "id");
    if (external_id !== undefined) {
      await this.#search("external_id", external_id);
      await this.#findByExternalId(external_id);
    }
    if (email !== undefined) await this.#search("email", email);
    // The list has no filter, so that it is only read where it may have what the others do not.
    const isIncomplete = [...this.values()].some(({ status }) => status === "unreadable");
    if (external_id !== undefined || email !== undefined || isIncomplete) {
      await this.#walkInactive({ external_id, email });
    }
  }

  /** Adds the contact with an id, and those that it was merged into. */
  async follow(id: string, foundBy: ErasureMatch): Promise<void> {
    for (let next: string | undefined = id; next !== undefined && !this.#found.has(next); ) {
      next = await this.#read(next, next === id ? foundBy : "merge");
    }
  }

  /** Notes that a contact is merged, and adds the one that it was merged into. */
  async followMerge(contact: FoundContact, into: string): Promise<void> {
    contact.status = "merged";
    contact.mergedInto = into;
    await this.follow(into, "merge");
  }

  /** Reads a contact by its id. Returns the id of the contact that it was merged into, if it was. */
  async #read(id: string, foundBy: ErasureMatch): Promise<string | undefined> {
    try {
      this.#add(await this.#contacts.get(id, undefined, this.#call), foundBy);
      return undefined;
    } catch (error) {
      if (!isGone(error)) throw error;
      const into = mergedInto(error);
      const status = into === undefined ? "unreadable" : "merged";
      this.#found.set(id, { id, foundBy, status, ...(into && { mergedInto: into }) });
      return into;
    }
  }

  async #search(field: "external_id" | "email", value: string): Promise<void> {
    const query = { operator: "AND", value: [{ field, operator: "=", value }] } as const;
    for await (const contact of this.#contacts.search({ query }, this.#call)) {
      this.#add(contact, field);
    }
  }

  /** Unlike the search, it has new contacts at once, and follows merges. */
  async #findByExternalId(externalId: string): Promise<void> {
    try {
      const found = await this.#contacts.findByExternalId?.(externalId, undefined, this.#call);
      if (found !== undefined) this.#add(found, "external_id");
    } catch (error) {
      if (!isGone(error)) throw error;
      const into = mergedInto(error);
      if (into !== undefined) await this.follow(into, "merge");
    }
  }

  async #walkInactive({ external_id, email }: ErasureSubject): Promise<void> {
    const list = this.#contacts.deleted?.list(
      { per_page: 150, escape_identity: false },
      this.#call,
    );
    for await (const inactive of list ?? []) {
      const { id } = inactive;
      if (external_id !== undefined && inactive.external_id === external_id) {
        this.#add({ id }, "external_id");
      } else if (email !== undefined && isSame(inactive.email, email)) {
        this.#add({ id }, "email");
      }
      const contact = this.#found.get(id);
      if (contact !== undefined) await this.#describe(contact, inactive);
    }
  }

  async #describe(contact: FoundContact, inactive: InactiveContact): Promise<void> {
    switch (inactive.status) {
      case "merged":
        if (inactive.merged_into_id) await this.followMerge(contact, inactive.merged_into_id);
        break;
      case "pending_deletion":
        contact.status = "pending";
        break;
      case "permanently_deleted":
        contact.status = "gone";
        break;
      default:
        contact.status = "inactive";
    }
  }

  #add({ id, role }: ErasableContact, foundBy: ErasureMatch): void {
    if (this.#found.has(id)) return;
    this.#found.set(id, { id, foundBy, status: "active", ...(role && { role }) });
  }
}

function isSame(email: string | null | undefined, wanted: string): boolean {
  return email?.toLowerCase() === wanted.toLowerCase();
}
