import {
  ApiError,
  type CallOptions,
  ConfigError,
  callOptionNames,
  isGone,
  mergedInto,
} from "@interkit/core";
import { checkChoice, checkOptionNames } from "../checks/options.ts";
import type { SearchFilter, SearchGroup } from "../search/filters.ts";

/** The comparisons by which an upsert finds a contact. */
export type UpsertFilter =
  | SearchFilter<"external_id" | "email", "=", string>
  | SearchFilter<"role", "=", "user" | "lead">;

/** What an upsert reads of a contact, and of the given fields. */
export interface UpsertFields {
  /** `user` or `lead`. */
  readonly role?: string | undefined;
  /** Your id of the person. */
  readonly external_id?: string | null | undefined;
  /** The address. */
  readonly email?: string | null | undefined;
}

/** A contact of the API, as an upsert needs it. */
export interface UpsertableContact extends UpsertFields {
  /** Intercom's id. */
  readonly id: string;
  /** When it changed last, in Unix seconds. */
  readonly updated_at?: number | null | undefined;
}

/** The methods that an upsert calls. A client of every version has them. */
export interface ContactUpserter<Contact, Input> {
  /** What `intercom.contacts` has. */
  readonly contacts: {
    search(
      body: { query: SearchGroup<UpsertFilter> },
      options?: CallOptions,
    ): { collect(options: { limit: number }): Promise<Contact[]> };
    get(id: string, query?: undefined, options?: CallOptions): PromiseLike<Contact>;
    create(body: Input, options?: CallOptions): PromiseLike<Contact>;
    update(id: string, body?: UpsertFields, options?: CallOptions): PromiseLike<Contact>;
    archive(id: string, options?: CallOptions): PromiseLike<unknown>;
    unarchive(id: string, options?: CallOptions): PromiseLike<unknown>;
  };
}

/** What an upsert did, and the contact after it. */
export interface UpsertedContact<Contact> {
  /** The contact as the API returned it. */
  readonly contact: Contact;
  /** Whether the contact is new. */
  readonly outcome: "created" | "updated";
}

/** The options of an upsert: those of its calls, and its order. */
export interface UpsertOptions extends CallOptions {
  /**
   * `"create"` is for a backfill of contacts that are mostly new: a new contact takes one request instead of
   * two or three. The 409 for one that is there already names it, and it is then updated. The result
   * is the same. Leads may share an email, so that a lead with an email is searched first in any case.
   * `"search"` by default.
   */
  readonly first?: "search" | "create" | undefined;
}

/** The contact to update, and the fields to send. */
interface Target {
  readonly id: string;
  readonly change: UpsertFields;
}

/** A contact may be merged, deleted or created by others between two requests. */
const maxTries = 5;

/**
 * Updates the contact that has your `external_id` or else the email, or creates it. It ends well where
 * others do the same at once, and where the search does not have a new contact yet: a 409 names the contact
 * that is there, which is then updated. A contact that was merged is followed to the one that is left; an
 * archived one is restored.
 *
 * An email alone finds a contact of the role that the fields name, or else a user. Of several leads that
 * share the email, the one that was updated last is taken. A contact with another `external_id` is never
 * changed.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @param fields as `contacts.create` takes them; fields that are left out stay as they are.
 * @throws {ConfigError} without an `external_id` and an `email`, and for an invalid option.
 * @throws {ApiError} 409 when the email belongs to a contact with another `external_id`.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/createcontact
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { upsertContact } from "@interkit/client/helpers/upsert-contact";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const ada = { external_id: "42", email: "ada@example.com", name: "Ada Lovelace" };
 * const { contact, outcome } = await upsertContact(intercom, ada);
 * console.log(outcome, contact.id);
 * ```
 */
export async function upsertContact<Contact extends UpsertableContact, Input extends UpsertFields>(
  { contacts }: ContactUpserter<Contact, Input>,
  fields: NoInfer<Input>,
  options: UpsertOptions = {},
): Promise<UpsertedContact<Contact>> {
  const { first, call } = readOptions(options);
  const { email, role } = fields ?? {};
  checkIdentifiers(fields ?? {});
  // Intercom creates a second lead with the same email without a 409.
  let isSearched = first === "search" || (role === "lead" && Boolean(email));
  let target = isSearched ? await find(contacts, fields, call) : undefined;
  for (let tries = 1; ; tries++) {
    try {
      if (target !== undefined) {
        const contact = await contacts.update(target.id, target.change, call);
        return { contact, outcome: "updated" };
      }
      return { contact: await contacts.create(fields, call), outcome: "created" };
    } catch (error) {
      if (tries === maxTries) throw error;
      const conflict = conflictOf(error);
      if (target !== undefined && isGone(error)) {
        target = mergedTarget(error, fields);
      } else if (conflict !== undefined && conflict.id !== target?.id) {
        target = await existing(contacts, fields, { error, ...conflict }, call);
      } else if (!isSearched && conflict === undefined && isConflict(error)) {
        isSearched = true;
        target = await find(contacts, fields, call);
        if (target === undefined) throw error;
      } else {
        throw error;
      }
    }
  }
}

/** @throws {ConfigError} */
function checkIdentifiers({ external_id, email }: UpsertFields): void {
  if (!external_id && !email) {
    throw new ConfigError("An upsert needs an external_id or an email to find the contact by");
  }
  for (const [name, value] of Object.entries({ external_id, email })) {
    if (!value || typeof value === "string") continue;
    throw new ConfigError(`The ${name} of an upsert must be text, and is a ${typeof value}`);
  }
}

function readOptions(options: UpsertOptions): { first: "search" | "create"; call: CallOptions } {
  checkOptionNames("upsertContact", options, ["first", ...callOptionNames]);
  const { first = "search", ...call } = options;
  checkChoice("upsertContact", "first", first, ["search", "create"]);
  return { first, call };
}

async function find<Contact extends UpsertableContact, Input>(
  contacts: ContactUpserter<Contact, Input>["contacts"],
  fields: UpsertFields,
  options: CallOptions,
): Promise<Target | undefined> {
  const { external_id, email, role } = fields;
  const search = (...value: UpsertFilter[]) =>
    contacts.search({ query: { operator: "AND", value } }, options).collect({ limit: 150 });
  const byId = external_id
    ? await search({ field: "external_id", operator: "=", value: external_id })
    : [];
  const byEmail =
    byId.length === 0 && email
      ? await search(
          { field: "email", operator: "=", value: email },
          { field: "role", operator: "=", value: role === "lead" ? "lead" : "user" },
        )
      : [];
  const [latest] = [...byId, ...byEmail.filter((one) => !external_id || !one.external_id)].sort(
    (a, b) => (b.updated_at ?? 0) - (a.updated_at ?? 0),
  );
  return latest && { id: latest.id, change: fields };
}

/**
 * The contact that a 409 names. An archived one has to be restored before it can be read.
 *
 * @returns nothing when the contact was deleted after the 409.
 * @throws the error, when that contact is not the one that the fields mean.
 */
async function existing<Contact extends UpsertableContact, Input>(
  contacts: ContactUpserter<Contact, Input>["contacts"],
  fields: UpsertFields,
  { error, id, isArchived }: Conflict & { readonly error: unknown },
  options: CallOptions,
): Promise<Target | undefined> {
  try {
    if (isArchived) await contacts.unarchive(id, options);
    if (isSame(await contacts.get(id, undefined, options), fields)) return { id, change: fields };
  } catch (problem) {
    if (isGone(problem)) return mergedTarget(problem, fields);
    throw problem;
  }
  if (isArchived) await contacts.archive(id, options);
  throw error;
}

/** Whether a contact is the one that the fields mean, rather than another one with their email. */
function isSame(contact: UpsertFields, { external_id, email }: UpsertFields): boolean {
  if (external_id && contact.external_id) return contact.external_id === external_id;
  return contact.email?.toLowerCase() === email?.toLowerCase();
}

function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 409;
}

interface Conflict {
  readonly id: string;
  readonly isArchived: boolean;
}

/** The contact that a 409 names. Its id is in the text alone. */
function conflictOf(error: unknown): Conflict | undefined {
  if (!isConflict(error)) return undefined;
  for (const { message = "" } of error.errors) {
    const [, id] = /\bid=(\w+)/.exec(message) ?? [];
    if (id !== undefined) return { id, isArchived: /archived/i.test(message) };
  }
  return undefined;
}

/** The contact that one was merged into. */
function mergedTarget(error: unknown, fields: UpsertFields): Target | undefined {
  const id = mergedInto(error);
  // A lead that was merged is now a user, which must not become a lead again.
  return id === undefined ? undefined : { id, change: { ...fields, role: undefined } };
}
