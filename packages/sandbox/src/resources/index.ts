import type { Handlers } from "../engine/call.ts";
import { activityLogHandlers } from "./activity-logs.ts";
import { adminHandlers } from "./admin-handlers.ts";
import { aiContentHandlers } from "./ai-content.ts";
import { audienceHandlers } from "./audiences.ts";
import { awayStatusReasonHandlers } from "./away-status-reasons.ts";
import { brandHandlers } from "./brands.ts";
import { companyHandlers } from "./companies.ts";
import { companyBulkHandlers } from "./company-bulk.ts";
import { contactBulkHandlers } from "./contact-bulk.ts";
import { contactHandlers } from "./contacts.ts";
import { emailHandlers } from "./emails.ts";
import { identityVerificationSecretHandlers } from "./identity-verification-secrets.ts";
import { ipAllowlistHandlers } from "./ip-allowlist.ts";
import { jobHandlers } from "./jobs.ts";
import { macroHandlers } from "./macros.ts";
import { noteHandlers } from "./notes.ts";
import { officeHoursHandlers } from "./office-hours.ts";
import { segmentHandlers } from "./segments.ts";
import { subscriptionTypeHandlers } from "./subscription-types.ts";
import { tagHandlers } from "./tags.ts";
import { teamHandlers } from "./teams.ts";

/** Every operation that the sandbox answers. */
export const handlers: Handlers = {
  ...activityLogHandlers,
  ...adminHandlers,
  ...aiContentHandlers,
  ...audienceHandlers,
  ...awayStatusReasonHandlers,
  ...brandHandlers,
  ...companyBulkHandlers,
  ...companyHandlers,
  ...contactBulkHandlers,
  ...contactHandlers,
  ...emailHandlers,
  ...identityVerificationSecretHandlers,
  ...ipAllowlistHandlers,
  ...jobHandlers,
  ...macroHandlers,
  ...noteHandlers,
  ...officeHoursHandlers,
  ...segmentHandlers,
  ...subscriptionTypeHandlers,
  ...tagHandlers,
  ...teamHandlers,
};
