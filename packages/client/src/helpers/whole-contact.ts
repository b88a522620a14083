import { type CallOptions, ConfigError, callOptionNames, type Requester } from "@interkit/core";
import { expand } from "@interkit/pagination";
import { checkOptionNames, describeKind } from "../checks/options.ts";

/** An item of a list in a contact: a tag, a note or a company, without its other fields. */
export interface ListReference {
  /** What it is. */
  readonly type?: string | undefined;
  /** Its id. */
  readonly id?: string | undefined;
  /** Its path. */
  readonly url?: string | undefined;
}

/** A list in a contact: its first ten items. */
export interface ContactList {
  /** The first items. */
  readonly data?: readonly ListReference[] | null | undefined;
  /** The path of the whole list. */
  readonly url?: string | null | undefined;
  /** How many items the whole list has. */
  readonly total_count?: number | null | undefined;
  /** Whether the list has more items than `data`. */
  readonly has_more?: boolean | null | undefined;
}

/** The lists that are completed. */
export interface ContactLists {
  /** The tags. */
  readonly tags?: ContactList | null | undefined;
  /** The notes. */
  readonly notes?: ContactList | null | undefined;
  /** The companies. */
  readonly companies?: ContactList | null | undefined;
}

/** The client that lists are requested with. A client of every version has it. */
export interface ListRequester {
  /** What `intercom.client` is. */
  readonly client: Requester;
}

const types = { tags: "tag", notes: "note", companies: "company" } as const;

/**
 * Returns a contact with all of its tags, notes and companies, of which Intercom sends the first ten. No
 * request is sent for a list that the contact has whole. As in every contact, the items are references with
 * an `id`, for a copy or a comparison; `contacts.notes.list` has the notes themselves.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @param contact as a method or a list returned it. It is not changed.
 * @throws {ApiError} 404 or 410 for a contact that was deleted or merged after it was read.
 * @throws {ConfigError} for what is no contact, and for an option that does not exist.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/showcontact
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { wholeContact } from "@interkit/client/helpers/whole-contact";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * for await (const listed of intercom.contacts.list({ per_page: 150 })) {
 *   const { id, tags } = await wholeContact(intercom, listed);
 *   console.log(id, tags?.data.map((tag) => tag.id));
 * }
 * ```
 */
export async function wholeContact<Contact extends ContactLists>(
  { client }: ListRequester,
  contact: Contact,
  options: CallOptions = {},
): Promise<Contact> {
  checkOptionNames("wholeContact", options, callOptionNames);
  if (typeof contact !== "object" || contact === null) {
    throw new ConfigError(`wholeContact needs a contact, and got ${describeKind(contact)}`);
  }
  const names = Object.keys(types) as (keyof ContactLists)[];
  const lists = await Promise.all(
    names.map(async (name) => [name, await wholeList(client, name, contact[name], options)]),
  );
  return { ...contact, ...Object.fromEntries(lists.filter(([, list]) => list !== undefined)) };
}

/** Returns a list with all of its items; `undefined` for none. */
async function wholeList(
  client: Requester,
  name: keyof ContactLists,
  list: ContactList | null | undefined,
  options: CallOptions,
): Promise<ContactList | undefined> {
  if (!list) return undefined;
  const known = new Map(list.data?.map((item) => [item.id, item]));
  const data: ListReference[] = [];
  for await (const { id = "" } of expand(client, list, options)) {
    // A requested item has the fields of a tag or a note instead of those of a reference.
    data.push(known.get(id) ?? { type: types[name], id, url: `/${name}/${id}` });
  }
  return { ...list, data, total_count: data.length, has_more: false };
}
