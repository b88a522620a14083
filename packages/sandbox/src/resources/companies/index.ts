import type { Handlers } from "../../engine/request-context.ts";
import { companyHandlers } from "./companies.ts";
import { companyBulkHandlers } from "./company-bulk.ts";

/** The operations of companies. */
export const handlers: Handlers = {
  ...companyBulkHandlers,
  ...companyHandlers,
};
