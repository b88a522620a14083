import type { Handler } from "../../engine/request-context.ts";
import { newestFirst } from "../../paging/list.ts";
import { type Company, companies, hasContacts } from "../../records/companies.ts";
import { companyFields } from "../../records/company-fields.ts";
import { search } from "../../search/search.ts";
import { companyView } from "./company-view.ts";

export const searchCompanies: Handler = search<Company>({
  collection: (context) => context.collection(companies),
  isVisible: (company, context) => hasContacts(context, company),
  fields: companyFields,
  view: (company, context) => companyView(context, company),
  order: newestFirst,
  perPage: 15,
});
