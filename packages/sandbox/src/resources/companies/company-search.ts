import type { Handler } from "../../engine/call.ts";
import { newestFirst } from "../../paging/list.ts";
import { type Company, companies, hasContacts } from "../../records/companies.ts";
import { companyFields } from "../../records/company-fields.ts";
import { search } from "../../search/search.ts";
import { companyView } from "./company-view.ts";

export const searchCompanies: Handler = search<Company>({
  collection: (call) => call.in(companies),
  shows: (company, call) => hasContacts(call, company),
  fields: companyFields,
  view: (company, call) => companyView(call, company),
  order: newestFirst,
  perPage: 15,
});
