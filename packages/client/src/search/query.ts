import type { QueryBuilder } from "./builder.ts";
import { comparisons } from "./comparisons.ts";
import type { CompanySearchFields, ContactSearchFields, SearchFields } from "./fields.ts";
import { groups } from "./groups.ts";

/**
 * Builds the `query` of a search.
 *
 * `query` itself takes any field; `query.contacts` and `query.companies` know the fields of theirs,
 * which value each takes, and which comparisons. A Date is sent as Unix seconds. Mistakes that
 * Intercom would refuse (more than 15 filters in a group, groups three deep, a time in
 * milliseconds) throw a ConfigError, before anything is sent.
 *
 * @example
 * ```ts
 * import { query } from "@interkit/client";
 * import { createIntercom } from "@interkit/client/2.16";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { and, or, eq, gt, contains } = query.contacts;
 * const found = intercom.contacts.search({
 *   query: and(
 *     eq("role", "user"),
 *     gt("created_at", new Date("2026-01-01")),
 *     or(contains("email", "@example.com"), eq("custom_attributes.plan", "pro")),
 *   ),
 * });
 * ```
 *
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts
 */
export const query: Query = {
  ...comparisons,
  ...groups,
  // The fields are the compiler's business: at run time every builder is the same.
  contacts: { ...comparisons, ...groups },
  companies: { ...comparisons, ...groups },
};

/** Builders of search queries: for any search, and for each resource that has one. */
export interface Query extends QueryBuilder<SearchFields> {
  readonly contacts: QueryBuilder<ContactSearchFields>;
  readonly companies: QueryBuilder<CompanySearchFields>;
}
