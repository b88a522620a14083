import type { CallOptions } from "@interkit/core";
import type { BulkJob, BulkOptions, BulkResult, Confirmed } from "../bulk/bulk-types.ts";
import type { Records } from "../bulk/chunks.ts";
import { confirmDeleted, confirmUpdated, type FoundRecord, readIfAny } from "../bulk/confirm.ts";
import { runBulk } from "../bulk/run-bulk.ts";
import type { SearchFilter, SearchGroup } from "../search/filters.ts";

export type { BulkJob, BulkOptions, BulkReason, BulkResult } from "../bulk/bulk-types.ts";
export type { Records } from "../bulk/chunks.ts";
export type { FoundRecord } from "../bulk/confirm.ts";

/** What the creation of contacts reads of a record. */
export interface BulkContactFields {
  /** Your id of the person. */
  readonly external_id?: string | undefined;
  /** The address. */
  readonly email?: string | undefined;
  /** `user` or `lead`. */
  readonly role?: string | undefined;
}

/** The comparisons by which a user is looked up. */
export type EmailFilter = SearchFilter<"email", "=", string> | SearchFilter<"role", "=", "user">;

/** The methods that read bulk jobs and contacts. */
export interface BulkContactReader {
  /** Gets a contact by Intercom's id. */
  get(id: string, query?: undefined, options?: CallOptions): PromiseLike<FoundRecord>;
  /** The methods for bulk jobs. */
  readonly bulk: {
    get(id: string, options?: CallOptions): PromiseLike<BulkJob>;
  };
}

/** The methods that `bulkCreateContacts` calls. A client of Preview has them. */
export interface BulkContactCreator<Input> {
  /** What `intercom.contacts` has. */
  readonly contacts: BulkContactReader & {
    findByExternalId(
      id: string,
      query?: undefined,
      options?: CallOptions,
    ): PromiseLike<FoundRecord>;
    search(
      body: { query: SearchGroup<EmailFilter> },
      options?: CallOptions,
    ): { collect(options: { limit: number }): Promise<FoundRecord[]> };
    /** The methods for bulk jobs. */
    readonly bulk: {
      create(body: { contacts: Input[] }, options?: CallOptions): PromiseLike<BulkJob>;
    };
  };
}

/** The methods that `bulkUpdateContacts` calls. A client of Preview has them. */
export interface BulkContactUpdater<Input> {
  /** What `intercom.contacts` has. */
  readonly contacts: BulkContactReader & {
    /** The methods for bulk jobs. */
    readonly bulk: {
      update(body: { contacts: Input[] }, options?: CallOptions): PromiseLike<BulkJob>;
    };
  };
}

/** The methods that `bulkDeleteContacts` calls. A client of Preview has them. */
export interface BulkContactDeleter {
  /** What `intercom.contacts` has. */
  readonly contacts: BulkContactReader & {
    /** The methods for bulk jobs. */
    readonly bulk: {
      delete(body: { contacts: { id: string }[] }, options?: CallOptions): PromiseLike<BulkJob>;
    };
  };
}

const route = "GET /contacts/bulk/{job_id}";

/**
 * Creates contacts in jobs of 100, and returns what became of each, in their order. No request is sent
 * until the results are iterated, and they can be iterated once. A contact that exists is never changed:
 * it is `failed` with the reason `"exists"`, and its `id` where it could be found.
 *
 * Intercom reports only whether a job had errors. Of such a job, each contact is looked up, by its
 * `external_id` or, for a user, its email; the search by email has new contacts only minutes later. Where a
 * response is lost, the contacts with an `external_id`, and users with an email, are submitted again, since
 * Intercom creates those once; the others are `unknown`. No contact is doubled.
 *
 * When the iteration ends early, the jobs that were started go on at Intercom.
 *
 * @param intercom what `createIntercom` of Preview returned.
 * @param contacts an array or another iterable, such as the rows of a file.
 * @throws {ConfigError} for invalid options, and for contacts that cannot be iterated.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/bulkcreatecontacts
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/preview";
 * import { bulkCreateContacts } from "@interkit/client/helpers/bulk-contacts";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const people = [{ external_id: "42", name: "Ada" }, { external_id: "43", name: "Grace" }];
 * for await (const { input, outcome, reason } of bulkCreateContacts(intercom, people)) {
 *   if (outcome !== "created") console.error(input.external_id, outcome, reason);
 * }
 * ```
 */
export function bulkCreateContacts<Input extends BulkContactFields>(
  intercom: BulkContactCreator<Input>,
  contacts: Records<NoInfer<Input>>,
  options: BulkOptions = {},
): AsyncIterable<BulkResult<Input, "created">> {
  const methods = intercom.contacts;
  return runBulk<Input, "created">(
    {
      name: "bulkCreateContacts",
      route,
      done: "created",
      submit: (inputs, call) => methods.bulk.create({ contacts: [...inputs] }, call),
      read: (id, call) => methods.bulk.get(id, call),
      idOf: () => undefined,
      isRepeatable: (input) => Boolean(input.external_id) || isUser(input),
      confirm: (input, since, call) => confirmCreated(intercom, input, since, call),
    },
    contacts,
    options,
  );
}

/** Intercom refuses a second user with an email; leads may share one. */
function isUser({ email, role }: BulkContactFields): boolean {
  return Boolean(email) && role === "user";
}

async function confirmCreated<Input extends BulkContactFields>(
  { contacts }: BulkContactCreator<Input>,
  input: Input,
  since: number,
  call: CallOptions,
): Promise<Confirmed> {
  const { external_id, email } = input;
  let found: FoundRecord | undefined;
  if (external_id) {
    found = await readIfAny(contacts.findByExternalId(external_id, undefined, call));
    // The email may be that of another contact, or the external id that of an archived one.
    if (found === undefined) return { isDone: false, reason: "refused" };
  } else if (email && isUser(input)) {
    const value: EmailFilter[] = [
      { field: "email", operator: "=", value: email },
      { field: "role", operator: "=", value: "user" },
    ];
    [found] = await contacts
      .search({ query: { operator: "AND", value } }, call)
      .collect({ limit: 1 });
  }
  if (found === undefined) return { isDone: false, reason: "unconfirmed" };
  if (found.created_at >= since) return { isDone: true, id: found.id };
  return { isDone: false, reason: "exists", id: found.id };
}

/**
 * Changes contacts in jobs of 100, and returns what became of each, in their order. No request is sent
 * until the results are iterated, and they can be iterated once. Where a response is lost, the changes are
 * submitted again, which has the same effect.
 *
 * Intercom reports only whether a job had errors. Of such a job, each contact is looked up: one that
 * changed since is `updated`, one that does not exist is `failed`, and any other one is `unknown`.
 *
 * @param intercom what `createIntercom` of Preview returned.
 * @param contacts each with Intercom's `id` and what to change.
 * @throws {ConfigError} for invalid options, and for contacts that cannot be iterated.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/bulkupdatecontacts
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/preview";
 * import { bulkUpdateContacts } from "@interkit/client/helpers/bulk-contacts";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const changes = [{ id: "5ba682d23d7cf92bef87bfd4", custom_attributes: { plan: "pro" } }];
 * for await (const { id, outcome } of bulkUpdateContacts(intercom, changes)) console.log(id, outcome);
 * ```
 */
export function bulkUpdateContacts<Input extends { readonly id: string }>(
  { contacts: methods }: BulkContactUpdater<Input>,
  contacts: Records<NoInfer<Input>>,
  options: BulkOptions = {},
): AsyncIterable<BulkResult<Input, "updated">> {
  return runBulk<Input, "updated">(
    {
      name: "bulkUpdateContacts",
      route,
      done: "updated",
      submit: (inputs, call) => methods.bulk.update({ contacts: [...inputs] }, call),
      read: (id, call) => methods.bulk.get(id, call),
      idOf: ({ id }) => id,
      isRepeatable: () => true,
      confirm: ({ id }, since, call) => confirmUpdated(methods.get(id, undefined, call), since),
    },
    contacts,
    options,
  );
}

/**
 * Deletes contacts for good in jobs of 100, by Intercom's ids, and returns what became of each, in their
 * order. No request is sent until the results are iterated, and they can be iterated once. A contact that
 * does not exist counts as `deleted`. Where a response is lost, the ids are submitted again.
 *
 * @param intercom what `createIntercom` of Preview returned.
 * @param ids an array or another iterable.
 * @throws {ConfigError} for invalid options, and for ids that cannot be iterated.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/bulkdeletecontacts
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/preview";
 * import { bulkDeleteContacts } from "@interkit/client/helpers/bulk-contacts";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const ids = ["5ba682d23d7cf92bef87bfd4"];
 * for await (const { id, outcome } of bulkDeleteContacts(intercom, ids)) console.log(id, outcome);
 * ```
 */
export function bulkDeleteContacts(
  { contacts: methods }: BulkContactDeleter,
  ids: Records<string>,
  options: BulkOptions = {},
): AsyncIterable<BulkResult<string, "deleted">> {
  return runBulk<string, "deleted">(
    {
      name: "bulkDeleteContacts",
      route,
      done: "deleted",
      submit: (some, call) => methods.bulk.delete({ contacts: some.map((id) => ({ id })) }, call),
      read: (id, call) => methods.bulk.get(id, call),
      idOf: (id) => id,
      isRepeatable: () => true,
      confirm: (id, _, call) => confirmDeleted(methods.get(id, undefined, call)),
    },
    ids,
    options,
  );
}
