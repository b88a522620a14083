import type { Handlers } from "../../engine/call.ts";
import { companies, findCompany } from "../../records/companies.ts";
import { bulk, bulkJob } from "../jobs/bulk-jobs.ts";
import { applyInput, type CompanyInput, createOrUpdate, removeCompany } from "./company-rules.ts";

export const companyBulkHandlers: Handlers = {
  "companies.bulk.create": bulk("companies", {
    byId: false,
    run: (call, item) => {
      createOrUpdate(call, item as CompanyInput);
    },
  }),
  "companies.bulk.update": bulk("companies", {
    byId: true,
    run: (call, { id, ...input }) => {
      const company = applyInput(findCompany(call, String(id)), input as CompanyInput, call.now);
      call.in(companies).update(company.id, company);
    },
  }),
  "companies.bulk.delete": bulk("companies", {
    byId: true,
    run: (call, { id }) => removeCompany(call, findCompany(call, String(id))),
  }),
  "companies.bulk.get": bulkJob("companies"),
};
