import type { SearchFacts } from "../description/openapi.ts";
import type { RequestContext } from "../engine/request-context.ts";
import { searches } from "../generated/searches.ts";
import { type Fields, fieldsFrom, scalars } from "../search/facts.ts";
import { type Reader, readersIn } from "../search/fields.ts";
import type { Company } from "./companies.ts";
import { userCount } from "./companies.ts";

/** Readers of fields that are not at the path of their name, or that have an index. */
const table: Readonly<Record<string, Reader<Company>>> = {
  company_id: { read: ({ company_id }) => company_id, index: "companyIdInLowerCase" },
  name: { read: ({ name }) => name, index: "nameInLowerCase" },
  tag_id: { read: ({ tags }) => tags.map(({ id }) => id), index: "tag" },
  created_at: { read: ({ created_at }) => created_at, index: "created_at" },
  updated_at: { read: ({ updated_at }) => updated_at, index: "updated_at" },
  last_request_at: { read: (company) => company.last_request_at, index: "last_request_at" },
};

function fields(context: RequestContext, facts: SearchFacts): Fields<Company> {
  const readers = readersIn<Company>({
    ...table,
    user_count: { read: (company) => userCount(context, company) },
  });
  return fieldsFrom(facts, readers, (name) => ({
    read: ({ custom_attributes }) => scalars(custom_attributes[name]),
  }));
}

/** The search fields of companies in the version of a request. */
export const companyFields = (context: RequestContext): Fields<Company> =>
  fields(context, context.search);

/** The fields of segments of companies: those of the newest search. */
export const companySegmentFields = (context: RequestContext): Fields<Company> =>
  fields(context, searches["companies.search"]);
