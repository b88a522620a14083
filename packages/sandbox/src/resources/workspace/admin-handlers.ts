import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import { list } from "../../paging/list.ts";
import { recordActivity } from "./activity-logs.ts";
import { type Admin, adminName, admins, adminView, findAuthor } from "./admins.ts";
import { type AwayStatusReason, awayStatusReasons } from "./away-status-reasons.ts";

function identify(context: RequestContext): JsonObject {
  const { workspace } = context;
  const admin = findAuthor(context, undefined);
  return {
    ...adminName(admin),
    ...withoutNulls({ job_title: admin.job_title }),
    email_verified: true,
    avatar: { type: "avatar", image_url: admin.avatar },
    has_inbox_seat: admin.has_inbox_seat,
    app: {
      type: "app",
      id_code: workspace.id,
      name: workspace.name,
      region: workspace.region,
      timezone: workspace.timezone,
      created_at: admin.created_at,
      identity_verification: false,
      secure: false,
    },
  };
}

interface AwayInput {
  readonly away_mode_enabled: boolean;
  readonly away_mode_reassign: boolean;
  readonly away_status_reason_id?: number;
}

function setAway(context: RequestContext): JsonObject {
  const missing = () => notFound("Admin for admin_id not found", "admin_not_found");
  const admin = context.find(admins, context.param("admin_id"), missing);
  const { away_mode_enabled, away_mode_reassign, ...input } = context.body<AwayInput>();
  const reason = away_mode_enabled ? findReason(context, input.away_status_reason_id) : null;
  const changed = context.collection(admins).update(admin.id, {
    away_mode_enabled,
    // Only an admin who is away can have conversations reassigned.
    away_mode_reassign: away_mode_enabled && away_mode_reassign,
    away_status_reason_id: reason?.id ?? null,
  });
  recordActivity(context, {
    activity_type: "admin_away_mode_change",
    activity_description: `${admin.name} changed their away mode.`,
    metadata: {
      away_mode: changed.away_mode_enabled,
      away_status_reason: reason && `${reason.emoji} ${reason.label}`,
      reassign_conversations: changed.away_mode_reassign,
      update_by: Number(admin.id),
      update_by_name: admin.name,
    },
  });
  return adminView(changed);
}

function findReason(context: RequestContext, id: number | undefined): AwayStatusReason | null {
  if (id === undefined || !context.accepts("away_status_reason_id")) return null;
  const reason = context.collection(awayStatusReasons).get(String(id));
  if (!reason) throw invalidParameter("Away status reason is not found");
  if (reason.deleted) throw invalidParameter("Away status reason is deleted");
  return reason;
}

const byId = { by: ({ id }: Admin) => Number(id), descending: false };

export const adminHandlers: Handlers = {
  "admins.list": (context) =>
    list(context, context.collection(admins).all(), { order: byId, view: adminView }),
  "admins.get": (context) =>
    adminView(
      context.find(admins, context.param("admin_id"), () =>
        notFound("Admin not found", "admin_not_found"),
      ),
    ),
  "admins.identify": identify,
  "admins.setAway": setAway,
};
