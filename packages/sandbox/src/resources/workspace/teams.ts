import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import { list } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { recordActivity } from "./activity-logs.ts";
import { type Admin, admins } from "./admins.ts";

/** A team. The admins store their teams. */
export interface Team extends Entity {
  readonly name: string;
  readonly assignment_limit: number | null;
  readonly distribution_method: string | null;
}

export const teams: CollectionKey<Team> = collection<Team>("teams", "number");

/** The team in the path. @throws {ApiError} 404 `team_not_found`. */
function findTeam(context: RequestContext): Team {
  const missing = () => notFound("Team not found", "team_not_found");
  return context.find(teams, context.param("team_id"), missing);
}

/** The members of a team. */
export function membersOf(context: RequestContext, team: Team): Admin[] {
  return context.collection(admins).findBy("team", team.id);
}

/** Whether a team balances load, for which its members have priority levels. */
const balances = (team: Team): boolean => team.distribution_method === "load_balanced";

/** The response of a team. Unset properties are left out. */
export function teamView(context: RequestContext, team: Team): JsonObject {
  const { id, name, assignment_limit, distribution_method } = team;
  const members = membersOf(context, team);
  const membersWith = (place: "primary_team_ids" | "secondary_team_ids") =>
    members.filter((admin) => admin[place].includes(id)).map((admin) => Number(admin.id));
  const levels = {
    primary_admin_ids: membersWith("primary_team_ids"),
    secondary_admin_ids: membersWith("secondary_team_ids"),
  };
  const ranked = balances(team) && Object.values(levels).some((ids) => ids.length > 0);
  return {
    type: "team",
    id,
    name,
    admin_ids: members.map((admin) => Number(admin.id)),
    ...withoutNulls({
      admin_priority_level: ranked ? levels : null,
      assignment_limit,
      distribution_method,
    }),
  };
}

interface TeamInput {
  readonly admin_ids: readonly number[];
  readonly admin_priority_level?: {
    readonly primary_admin_ids?: readonly number[] | null;
    readonly secondary_admin_ids?: readonly number[] | null;
  } | null;
}

const settable = ["admin_ids", "admin_priority_level"];

/** Refuses changes other than those of members. Unchanged properties may be sent. */
function refuseOtherChanges(context: RequestContext): void {
  const body = context.rawBody;
  if (typeof body !== "object" || body === null) return;
  const view = teamView(context, findTeam(context));
  const changed = Object.entries(body)
    .filter(([name, value]) => !settable.includes(name) && !same(value, view[name]))
    .map(([name]) => name);
  if (changed.length === 0) return;
  throw invalidParameter(
    `Only admin_ids and admin_priority_level can be updated on a team, but the request changed ${changed.join(", ")}`,
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null) || String(a) === String(b);
}

function setMembers(context: RequestContext): JsonObject {
  const team = findTeam(context);
  const { admin_ids, admin_priority_level: levels } = context.body<TeamInput>();
  const all = context.collection(admins);
  const unknownAdmin = admin_ids.find((id) => !all.get(String(id)));
  if (unknownAdmin !== undefined) {
    throw invalidParameter(`admin_ids names ${unknownAdmin}, which is no admin of this workspace`);
  }
  const primary = (levels?.primary_admin_ids ?? []).map(Number);
  const secondary = (levels?.secondary_admin_ids ?? []).map(Number);
  refuseBadLevels(admin_ids.map(Number), primary, secondary);
  if (secondary.length > 0 && !balances(team)) {
    throw invalidParameter("secondary_admin_ids needs a team that is load_balanced");
  }
  for (const admin of all.all()) {
    const id = Number(admin.id);
    const kept = { ...admin, ...(levels === undefined ? {} : withoutTeam(admin, team.id)) };
    const isMember = admin_ids.includes(id);
    all.update(admin.id, {
      team_ids: toggle(admin.team_ids, team.id, isMember),
      primary_team_ids: toggle(
        kept.primary_team_ids,
        team.id,
        isMember && (primary.includes(id) || kept.primary_team_ids.includes(team.id)),
      ),
      secondary_team_ids: toggle(
        kept.secondary_team_ids,
        team.id,
        isMember && (secondary.includes(id) || kept.secondary_team_ids.includes(team.id)),
      ),
    });
  }
  recordActivity(context, {
    activity_type: "app_team_membership_modification",
    activity_description: `The members of ${team.name} were changed.`,
  });
  return teamView(context, team);
}

function refuseBadLevels(
  members: readonly number[],
  primary: readonly number[],
  secondary: readonly number[],
): void {
  const outside = [...primary, ...secondary].find((id) => !members.includes(id));
  if (outside !== undefined) {
    throw invalidParameter(
      `admin_priority_level names ${outside}, which is on neither the team nor admin_ids`,
    );
  }
  const twice = primary.find((id) => secondary.includes(id));
  if (twice === undefined) return;
  throw invalidParameter(`admin_priority_level gives ${twice} more than one priority level`);
}

function withoutTeam(admin: Admin, team: string) {
  return {
    primary_team_ids: toggle(admin.primary_team_ids, team, false),
    secondary_team_ids: toggle(admin.secondary_team_ids, team, false),
  };
}

function toggle(ids: readonly string[], id: string, on: boolean): readonly string[] {
  const others = ids.filter((other) => other !== id);
  if (!on) return others;
  return ids.includes(id) ? ids : [...others, id];
}

interface Assigned extends Entity {
  readonly state: string;
  readonly updated_at: number;
  readonly waiting_since: number | null;
  readonly admin_assignee_id: string | null;
  readonly team_assignee_id: string | null;
}

/** The number of the team's conversations for each member. */
function metrics(context: RequestContext): JsonObject {
  const team = findTeam(context);
  const requested = Number(context.query["idle_threshold"] ?? 1800);
  const threshold = context.now - Math.min(Math.max(requested, 1), 86_400);
  const all = context.store.collectionNamed("conversations").all() as Assigned[];
  const ofTeam = all.filter(({ team_assignee_id }) => team_assignee_id === team.id);
  const isIdle = ({ waiting_since }: Assigned) =>
    waiting_since !== null && waiting_since <= threshold;
  return list(context, membersOf(context, team), {
    order: { by: ({ id }) => Number(id), descending: false },
    view: ({ id }) => {
      const own = ofTeam.filter(({ admin_assignee_id }) => admin_assignee_id === id);
      const open = own.filter(({ state }) => state === "open");
      return {
        type: "team_metric",
        admin_id: id,
        open: open.length,
        idle: open.filter(isIdle).length,
        snoozed: own.filter(({ state }) => state === "snoozed").length,
      };
    },
  });
}

/** Refuses any query parameter: members belong in the body. */
function refuseQuery(given: URLSearchParams): void {
  const [name] = given.keys();
  if (name !== undefined) throw invalidParameter(`${name} belongs in the body`, name);
}

const byId = { by: ({ id }: Team) => Number(id), descending: false };

export const teamHandlers: Handlers = {
  "teams.list": (context) =>
    list(context, context.collection(teams).all(), {
      order: byId,
      view: (team) => teamView(context, team),
    }),
  // Intercom documents `team_not_found`, but returns `not_found`.
  "teams.get": (context) => teamView(context, context.find(teams, context.param("team_id"))),
  "teams.metrics.list": metrics,
  "teams.update": { checkQuery: refuseQuery, check: refuseOtherChanges, handle: setMembers },
};
