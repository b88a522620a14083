import type { SearchField, SearchOperator } from "@interkit/core";
import type {
  CompanySearchFields,
  ContactSearchFields,
  ConversationSearchFields,
  TicketSearchFields,
} from "../generated/search-fields.ts";
import type { QueryBuilder, SearchFields } from "./builder.ts";
import { comparisons } from "./comparisons.ts";
import { groups } from "./groups.ts";

/**
 * Builds the `query` of a search, for every API version.
 *
 * `query` itself takes any field; `query.contacts`, `query.companies`, `query.conversations` and
 * `query.tickets` have the fields of their resource, with the values and comparisons of each field. The
 * module of a version, such as `@interkit/client/2.16`, has a `query` with the fields of that version.
 * A search accepts only the fields and comparisons of its version, whichever `query` built them.
 *
 * A Date is sent as Unix seconds. Queries that Intercom would refuse (more than 15 filters in a group,
 * three levels of groups, a time in milliseconds) throw a ConfigError, before a request is sent.
 *
 * @example
 * ```ts
 * import { createIntercom, query } from "@interkit/client/2.16";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { and, or, eq, gt } = query.conversations;
 * const found = intercom.conversations.search({
 *   query: and(
 *     eq("state", "open"),
 *     gt("updated_at", new Date("2026-01-01")),
 *     or(eq("priority", "urgent"), eq("custom_attributes.plan", "pro")),
 *   ),
 *   sort: { field: "updated_at", order: "ascending" },
 * });
 * ```
 *
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts
 */
export const query: Query = /* @__PURE__ */ createQuery();

/** A call that is marked as pure, so that a bundle without searches has no part of it. */
function createQuery(): Query {
  const builder = { ...comparisons, ...groups };
  // Only the types have the fields: at run time every builder is the same.
  const resources = {
    contacts: builder,
    companies: builder,
    conversations: builder,
    tickets: builder,
  };
  return { ...builder, ...resources } as Query;
}

/** Builders of search queries: for any field, and for each resource that has a search. */
export type Queries<Resources> = QueryBuilder<AnyFields> & {
  readonly [Name in keyof Resources]: Resources[Name] extends SearchFields<Resources[Name]>
    ? QueryBuilder<Resources[Name]>
    : never;
};

/** Fields of any name. */
export interface AnyFields {
  readonly [name: string]: SearchField<
    SearchOperator,
    string | number | boolean,
    string | number | boolean | Date
  >;
}

/** The builders for every API version: fields, values and comparisons of all of them. */
export interface Query
  extends Queries<{
    readonly contacts: ContactSearchFields;
    readonly companies: CompanySearchFields;
    readonly conversations: ConversationSearchFields;
    readonly tickets: TicketSearchFields;
  }> {}
