import type { Handlers } from "../../engine/request-context.ts";
import { activityLogHandlers } from "./activity-logs.ts";
import { adminHandlers } from "./admin-handlers.ts";
import { audienceHandlers } from "./audiences.ts";
import { awayStatusReasonHandlers } from "./away-status-reasons.ts";
import { brandHandlers } from "./brands.ts";
import { identityVerificationSecretHandlers } from "./identity-verification-secrets.ts";
import { ipAllowlistHandlers } from "./ip-allowlist.ts";
import { macroHandlers } from "./macros.ts";
import { officeHoursHandlers } from "./office-hours.ts";
import { teamHandlers } from "./teams.ts";

/** The operations of how a workspace is set up. */
export const handlers: Handlers = {
  ...activityLogHandlers,
  ...adminHandlers,
  ...audienceHandlers,
  ...awayStatusReasonHandlers,
  ...brandHandlers,
  ...identityVerificationSecretHandlers,
  ...ipAllowlistHandlers,
  ...macroHandlers,
  ...officeHoursHandlers,
  ...teamHandlers,
};
