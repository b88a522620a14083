import type { Handlers } from "../../engine/request-context.ts";
import { contactBulkHandlers } from "./contact-bulk.ts";
import { contactCompanyHandlers } from "./contact-companies.ts";
import { contactTagHandlers } from "./contact-tags.ts";
import { contactHandlers } from "./contacts.ts";
import { subscriptionTypeHandlers } from "./subscription-types.ts";
import { visitorHandlers } from "./visitors.ts";

/** The operations of contacts, visitors and subscriptions. */
export const handlers: Handlers = {
  ...contactBulkHandlers,
  ...contactCompanyHandlers,
  ...contactHandlers,
  ...contactTagHandlers,
  ...subscriptionTypeHandlers,
  ...visitorHandlers,
};
