import type { CallOptions, List, ListOptions, SearchFilter, SearchGroup } from "@interkit/client";
import type { DataAttributeReader } from "./attribute-definitions.ts";
import type { OwnerReader } from "./client.ts";

/** The comparisons by which contacts are looked up. */
export type ContactFilter =
  | SearchFilter<"external_id" | "email", "=", string>
  | SearchFilter<"external_id" | "email", "IN", readonly string[]>
  | SearchFilter<"role", "=", "user" | "lead">;

/** A search for contacts. */
export interface ContactQuery {
  /** What they have. */
  query: SearchGroup<ContactFilter>;
  /** How many a response has. */
  pagination?: { per_page: number };
}

/** A contact, as Intercom returns it. */
export interface SyncedContact {
  /** Intercom's id of the contact. */
  readonly id: string;
  /** `"user"` or `"lead"`. */
  readonly role: string;
  /** Your id of the person. */
  readonly external_id: string | null;
  /** The address. */
  readonly email: string | null;
  /** The whole name. */
  readonly name: string | null;
  /** The phone number. */
  readonly phone: string | null;
  /** The picture. */
  readonly avatar?: string | { readonly image_url?: string | null } | null | undefined;
  /** When the person signed up, in Unix seconds. */
  readonly signed_up_at: number | null;
  /** The id of the teammate who looks after the contact. */
  readonly owner_id: string | number | null;
  /** Whether the contact gets no emails. */
  readonly unsubscribed_from_emails?: boolean | null | undefined;
  /** The language for the Messenger and Fin. */
  readonly language_override?: string | null | undefined;
  /** When it was created, in Unix seconds. */
  readonly created_at: number;
  /** The values of the attributes of the workspace. */
  readonly custom_attributes: object;
}

/** What is sent of a contact. */
export interface ContactInput {
  /** Whether the person is a user or a lead. */
  role?: "user" | "lead";
  /** Your id of the person. */
  external_id?: string | null;
  /** The address. */
  email?: string | null;
  /** The values of the attributes of the workspace. */
  custom_attributes?: { [name: string]: string | number | boolean | null };
}

/** The methods that `contacts` calls. A client of every version has them. */
export interface ContactsClient {
  /** What `intercom.admins` has. */
  readonly admins: OwnerReader & {
    list(query?: undefined, options?: ListOptions): AsyncIterable<{ readonly id: string }>;
  };
  /** What `intercom.dataAttributes` has. */
  readonly dataAttributes: DataAttributeReader;
  /** What `intercom.contacts` has. */
  readonly contacts: {
    list(query?: { per_page?: number }, options?: ListOptions): List<SyncedContact>;
    search(
      body: ContactQuery,
      options?: CallOptions,
    ): AsyncIterable<SyncedContact> & {
      collect(options: { limit: number }): Promise<SyncedContact[]>;
    };
    get(id: string, query?: undefined, options?: CallOptions): PromiseLike<SyncedContact>;
    create(body: ContactInput, options?: CallOptions): PromiseLike<SyncedContact>;
    update(id: string, body?: ContactInput, options?: CallOptions): PromiseLike<SyncedContact>;
    archive(id: string, options?: CallOptions): PromiseLike<unknown>;
    unarchive(id: string, options?: CallOptions): PromiseLike<unknown>;
  };
}
