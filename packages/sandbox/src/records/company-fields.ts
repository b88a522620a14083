import type { SearchFacts } from "../description/openapi.ts";
import type { Call } from "../engine/call.ts";
import { searches } from "../generated/searches.ts";
import { type Fields, fieldsFrom, scalars } from "../search/facts.ts";
import { type Reader, readersIn } from "../search/fields.ts";
import type { Company } from "./companies.ts";
import { userCount } from "./companies.ts";

/** What is not simply at the path of its name, or is found by an index. */
const table: Readonly<Record<string, Reader<Company>>> = {
  company_id: { read: ({ company_id }) => company_id, foundBy: "companyIdInLowerCase" },
  name: { read: ({ name }) => name, foundBy: "nameInLowerCase" },
  tag_id: { read: ({ tags }) => tags.map(({ id }) => id), foundBy: "tag" },
  created_at: { read: ({ created_at }) => created_at, foundBy: "created_at" },
  updated_at: { read: ({ updated_at }) => updated_at, foundBy: "updated_at" },
  last_request_at: { read: (company) => company.last_request_at, foundBy: "last_request_at" },
};

function fields(call: Call, facts: SearchFacts): Fields<Company> {
  const readers = readersIn<Company>({
    ...table,
    user_count: { read: (company) => userCount(call, company) },
  });
  return fieldsFrom(facts, readers, (name) => ({
    read: ({ custom_attributes }) => scalars(custom_attributes[name]),
  }));
}

/** What companies can be searched by in the version of a call. */
export const companyFields = (call: Call): Fields<Company> => fields(call, call.search);

/** What segments ask of companies: what the newest search does. */
export const segmentFields = (call: Call): Fields<Company> =>
  fields(call, searches["companies.search"]);
