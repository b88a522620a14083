import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { activityLogs } from "../../resources/workspace/activity-logs.ts";
import { type Admin, admins, adminView, avatarView } from "../../resources/workspace/admins.ts";
import { awayStatusReasons } from "../../resources/workspace/away-status-reasons.ts";
import { type Changes, differs } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";

/**
 * The item of an admin: its id is a number, the reason to be away is text, and the priorities of teams
 * are left out.
 */
function adminItem(context: RequestContext, admin: Admin): JsonObject {
  const reason = context.collection(awayStatusReasons).get(admin.away_status_reason_id ?? "");
  return {
    ...adminView(admin),
    id: Number(admin.id),
    job_title: admin.job_title,
    avatar: avatarView(admin),
    team_priority_level: undefined,
    away_status_reason: reason ? `${reason.emoji} ${reason.label}` : "",
  };
}

const about = (topic: Topic, admin: Admin): Occurrence => ({
  topic,
  item: (context) => adminItem(context, admin),
});

/** What happened to admins, and what they did. */
export function* workspaceRule(changes: Changes): Generator<Occurrence> {
  for (const { before, after } of changes.of(admins)) {
    // Neither the API nor a seed removes admins.
    if (!after) continue;
    if (!before) yield about("admin.added_to_workspace", after);
    else if (differs(before, after, ["away_mode_enabled", "away_mode_reassign"])) {
      yield about("admin.away_mode_updated", after);
    }
  }
  for (const log of changes.added(activityLogs)) {
    yield {
      topic: "admin.activity_log_event.created",
      item: () => ({ ...log, type: "admin_activity_log_event" }),
    };
  }
}
