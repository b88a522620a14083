import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A teammate of the workspace. */
export interface Admin extends Entity {
  readonly name: string;
  readonly email: string;
  readonly created_at: number;
  readonly job_title: string | null;
  readonly avatar: string | null;
  readonly has_inbox_seat: boolean;
  readonly away_mode_enabled: boolean;
  readonly away_mode_reassign: boolean;
  readonly away_status_reason_id: string | null;
  /** The admin's teams, and those with a primary or secondary priority. */
  readonly team_ids: readonly string[];
  readonly primary_team_ids: readonly string[];
  readonly secondary_team_ids: readonly string[];
}

export const admins: CollectionKey<Admin> = collection<Admin>("admins", "number", {
  team: ({ team_ids }) => team_ids,
});

/** The default properties of an admin. */
export const blankAdmin: Omit<Admin, "id" | "name" | "email" | "created_at"> = {
  job_title: null,
  avatar: null,
  has_inbox_seat: true,
  away_mode_enabled: false,
  away_mode_reassign: false,
  away_status_reason_id: null,
  team_ids: [],
  primary_team_ids: [],
  secondary_team_ids: [],
};

/** The admin with an id; without an id, the first admin, to whom the token belongs. */
export function findAuthor(context: RequestContext, id: unknown): Admin {
  const all = context.collection(admins);
  const found = id === undefined || id === null ? all.all()[0] : all.get(String(id));
  if (!found) throw notFound();
  return found;
}

/** The response of an admin. Unset properties are left out. */
export function adminView(admin: Admin): JsonObject {
  return {
    ...adminName(admin),
    ...withoutNulls({ job_title: admin.job_title, avatar: avatarView(admin) }),
    away_mode_enabled: admin.away_mode_enabled,
    away_mode_reassign: admin.away_mode_reassign,
    ...withoutNulls({ away_status_reason_id: admin.away_status_reason_id }),
    has_inbox_seat: admin.has_inbox_seat,
    team_ids: admin.team_ids.map(Number),
    team_priority_level: teamPriorities(admin),
  };
}

/** A reference to an admin. */
export function adminName({ id, name, email }: Admin): JsonObject {
  return { type: "admin", id, name, email };
}

/** The admin's picture; null where there is none. */
export function avatarView({ avatar }: Admin): JsonObject | null {
  return avatar === null ? null : { type: "avatar", image_url: avatar };
}

function teamPriorities({ primary_team_ids, secondary_team_ids }: Admin): JsonObject {
  const levels = Object.entries({ primary_team_ids, secondary_team_ids });
  return Object.fromEntries(
    levels.filter(([, ids]) => ids.length > 0).map(([name, ids]) => [name, ids.map(Number)]),
  );
}
