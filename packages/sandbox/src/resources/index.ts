import type { Handlers } from "../engine/call.ts";
import { aiContentHandlers } from "./ai-content.ts";
import { companyHandlers } from "./companies.ts";
import { companyBulkHandlers } from "./company-bulk.ts";
import { contactBulkHandlers } from "./contact-bulk.ts";
import { contactHandlers } from "./contacts.ts";
import { noteHandlers } from "./notes.ts";
import { segmentHandlers } from "./segments.ts";
import { subscriptionTypeHandlers } from "./subscription-types.ts";
import { tagHandlers } from "./tags.ts";

/** Every operation that the sandbox answers. */
export const handlers: Handlers = {
  ...aiContentHandlers,
  ...companyBulkHandlers,
  ...companyHandlers,
  ...contactBulkHandlers,
  ...contactHandlers,
  ...noteHandlers,
  ...segmentHandlers,
  ...subscriptionTypeHandlers,
  ...tagHandlers,
};
