import type { CallOptions } from "@interkit/core";
import type { BulkJob, BulkOptions, BulkResult, Confirmed } from "../bulk/bulk-types.ts";
import type { Records } from "../bulk/chunks.ts";
import { confirmDeleted, confirmUpdated, type FoundRecord, readIfAny } from "../bulk/confirm.ts";
import { runBulk } from "../bulk/run-bulk.ts";

export type { BulkJob, BulkOptions, BulkReason, BulkResult } from "../bulk/bulk-types.ts";
export type { Records } from "../bulk/chunks.ts";
export type { FoundRecord } from "../bulk/confirm.ts";

/** The methods that read bulk jobs and companies. */
export interface BulkCompanyReader {
  /** Gets a company by Intercom's id. */
  get(id: string, options?: CallOptions): PromiseLike<FoundRecord>;
  /** The methods for bulk jobs. */
  readonly bulk: {
    get(id: string, options?: CallOptions): PromiseLike<BulkJob>;
  };
}

/** The methods that `bulkUpsertCompanies` calls. A client of Preview has them. */
export interface BulkCompanyUpserter<Input> {
  /** What `intercom.companies` has. */
  readonly companies: BulkCompanyReader & {
    find(query: { company_id: string }, options?: CallOptions): PromiseLike<FoundRecord>;
    /** The methods for bulk jobs. */
    readonly bulk: {
      create(body: { companies: Input[] }, options?: CallOptions): PromiseLike<BulkJob>;
    };
  };
}

/** The methods that `bulkUpdateCompanies` calls. A client of Preview has them. */
export interface BulkCompanyUpdater<Input> {
  /** What `intercom.companies` has. */
  readonly companies: BulkCompanyReader & {
    /** The methods for bulk jobs. */
    readonly bulk: {
      update(body: { companies: Input[] }, options?: CallOptions): PromiseLike<BulkJob>;
    };
  };
}

/** The methods that `bulkDeleteCompanies` calls. A client of Preview has them. */
export interface BulkCompanyDeleter {
  /** What `intercom.companies` has. */
  readonly companies: BulkCompanyReader & {
    /** The methods for bulk jobs. */
    readonly bulk: {
      delete(body: { companies: { id: string }[] }, options?: CallOptions): PromiseLike<BulkJob>;
    };
  };
}

const route = "GET /companies/bulk/{job_id}";

/**
 * Creates companies in jobs of 100, or updates those that have the `company_id`, and returns what became of
 * each, in their order. No request is sent until the results are iterated, and they can be iterated once.
 *
 * Intercom reports only whether a job had errors. Of such a job, each company is looked up by its
 * `company_id`: one that changed since is `upserted`, one that does not exist is `failed`, and any other one
 * is `unknown`. Where a response is lost, the companies with a `company_id` are submitted again, which has
 * the same effect; the others are `unknown`. No company is doubled.
 *
 * @param intercom what `createIntercom` of Preview returned.
 * @param companies an array or another iterable, such as the rows of a file.
 * @throws {ConfigError} for invalid options, and for companies that cannot be iterated.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/bulkcreatecompanies
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/preview";
 * import { bulkUpsertCompanies } from "@interkit/client/helpers/bulk-companies";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const companies = [{ company_id: "analytical-engines", size: 85 }];
 * for await (const { input, outcome } of bulkUpsertCompanies(intercom, companies)) {
 *   if (outcome !== "upserted") console.error(input.company_id, outcome);
 * }
 * ```
 */
export function bulkUpsertCompanies<Input extends { readonly company_id?: string | undefined }>(
  { companies: methods }: BulkCompanyUpserter<Input>,
  companies: Records<NoInfer<Input>>,
  options: BulkOptions = {},
): AsyncIterable<BulkResult<Input, "upserted">> {
  const confirm = async (
    { company_id }: Input,
    since: number,
    call: CallOptions,
  ): Promise<Confirmed> => {
    if (!company_id) return { isDone: false, reason: "unconfirmed" };
    const found = await readIfAny(methods.find({ company_id }, call));
    if (found === undefined) return { isDone: false, reason: "refused" };
    const { id, updated_at } = found;
    return updated_at >= since
      ? { isDone: true, id }
      : { isDone: false, reason: "unconfirmed", id };
  };
  return runBulk<Input, "upserted">(
    {
      name: "bulkUpsertCompanies",
      route,
      done: "upserted",
      submit: (inputs, call) => methods.bulk.create({ companies: [...inputs] }, call),
      read: (id, call) => methods.bulk.get(id, call),
      idOf: () => undefined,
      isRepeatable: ({ company_id }) => Boolean(company_id),
      confirm,
    },
    companies,
    options,
  );
}

/**
 * Changes companies in jobs of 100, by Intercom's ids, and returns what became of each, in their order. No
 * request is sent until the results are iterated, and they can be iterated once. Where a response is lost,
 * the changes are submitted again, which has the same effect.
 *
 * Intercom reports only whether a job had errors. Of such a job, each company is looked up: one that
 * changed since is `updated`, one that does not exist is `failed`, and any other one is `unknown`.
 *
 * @param intercom what `createIntercom` of Preview returned.
 * @param companies each with Intercom's `id`, which is not the `company_id`, and what to change.
 * @throws {ConfigError} for invalid options, and for companies that cannot be iterated.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/bulkupdatecompanies
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/preview";
 * import { bulkUpdateCompanies } from "@interkit/client/helpers/bulk-companies";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const changes = [{ id: "6630f4e7c4b7d80012ab3501", size: 85 }];
 * for await (const { id, outcome } of bulkUpdateCompanies(intercom, changes)) console.log(id, outcome);
 * ```
 */
export function bulkUpdateCompanies<Input extends { readonly id: string }>(
  { companies: methods }: BulkCompanyUpdater<Input>,
  companies: Records<NoInfer<Input>>,
  options: BulkOptions = {},
): AsyncIterable<BulkResult<Input, "updated">> {
  return runBulk<Input, "updated">(
    {
      name: "bulkUpdateCompanies",
      route,
      done: "updated",
      submit: (inputs, call) => methods.bulk.update({ companies: [...inputs] }, call),
      read: (id, call) => methods.bulk.get(id, call),
      idOf: ({ id }) => id,
      isRepeatable: () => true,
      confirm: ({ id }, since, call) => confirmUpdated(methods.get(id, call), since),
    },
    companies,
    options,
  );
}

/**
 * Deletes companies in jobs of 100, by Intercom's ids, and returns what became of each, in their order. Their
 * contacts stay. No request is sent until the results are iterated, and they can be iterated once. A company
 * that does not exist counts as `deleted`. Where a response is lost, the ids are submitted again.
 *
 * @param intercom what `createIntercom` of Preview returned.
 * @param ids an array or another iterable.
 * @throws {ConfigError} for invalid options, and for ids that cannot be iterated.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/bulkdeletecompanies
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/preview";
 * import { bulkDeleteCompanies } from "@interkit/client/helpers/bulk-companies";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const ids = ["6630f4e7c4b7d80012ab3501"];
 * for await (const { id, outcome } of bulkDeleteCompanies(intercom, ids)) console.log(id, outcome);
 * ```
 */
export function bulkDeleteCompanies(
  { companies: methods }: BulkCompanyDeleter,
  ids: Records<string>,
  options: BulkOptions = {},
): AsyncIterable<BulkResult<string, "deleted">> {
  return runBulk<string, "deleted">(
    {
      name: "bulkDeleteCompanies",
      route,
      done: "deleted",
      submit: (some, call) => methods.bulk.delete({ companies: some.map((id) => ({ id })) }, call),
      read: (id, call) => methods.bulk.get(id, call),
      idOf: (id) => id,
      isRepeatable: () => true,
      confirm: (id, _, call) => confirmDeleted(methods.get(id, call)),
    },
    ids,
    options,
  );
}
