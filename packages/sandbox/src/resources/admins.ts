import type { JsonObject } from "../description/openapi.ts";
import type { Call } from "../engine/call.ts";
import { notFound } from "../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** A teammate of the workspace. */
export interface Admin extends Entity {
  readonly name: string;
  readonly email: string;
  readonly created_at: number;
}

export const admins: CollectionKey<Admin> = collection<Admin>("admins", "number");

/** The admin that a request names; without a name, the first one, whose token it is. */
export function findAuthor(call: Call, id: unknown): Admin {
  const all = call.in(admins);
  const found = id === undefined || id === null ? all.all()[0] : all.get(String(id));
  if (!found) throw notFound();
  return found;
}

/** How an admin is shown. */
export function adminView(admin: Admin): JsonObject {
  return {
    type: "admin",
    id: admin.id,
    name: admin.name,
    email: admin.email,
    job_title: null,
    away_mode_enabled: false,
    away_mode_reassign: false,
    away_status_reason_id: null,
    has_inbox_seat: true,
    team_ids: [],
    avatar: null,
    team_priority_level: {},
  };
}
