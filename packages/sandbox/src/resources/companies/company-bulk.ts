import type { Handlers } from "../../engine/request-context.ts";
import { companies, findCompany } from "../../records/companies.ts";
import { bulk, bulkJob } from "../jobs/bulk-jobs.ts";
import { applyInput, type CompanyInput, createOrUpdate, removeCompany } from "./company-rules.ts";

export const companyBulkHandlers: Handlers = {
  "companies.bulk.create": bulk("companies", {
    byId: false,
    run: (context, item) => {
      createOrUpdate(context, item as CompanyInput);
    },
  }),
  "companies.bulk.update": bulk("companies", {
    byId: true,
    run: (context, { id, ...input }) => {
      const company = applyInput(
        findCompany(context, String(id)),
        input as CompanyInput,
        context.now,
      );
      context.collection(companies).update(company.id, company);
    },
  }),
  "companies.bulk.delete": bulk("companies", {
    byId: true,
    run: (context, { id }) => removeCompany(context, findCompany(context, String(id))),
  }),
  "companies.bulk.get": bulkJob("companies"),
};
