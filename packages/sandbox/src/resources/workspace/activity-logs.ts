import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { invalidParameter } from "../../engine/errors.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { admins } from "./admins.ts";

/** Something that an admin did to the workspace. */
export interface ActivityLog extends Entity {
  readonly activity_type: string;
  readonly activity_description: string;
  readonly metadata: JsonObject;
  readonly performed_by: JsonObject;
  readonly created_at: number;
}

export const activityLogs: CollectionKey<ActivityLog> = collection<ActivityLog>(
  "activityLogs",
  "uuid",
);

/** Writes down what the admin whose token is used did. */
export function recordActivity(
  call: Call,
  activity: Pick<ActivityLog, "activity_type" | "activity_description"> & {
    readonly metadata?: JsonObject;
  },
): void {
  const [admin] = call.in(admins).all();
  call.in(activityLogs).insert({
    ...activity,
    id: call.store.nextId(activityLogs),
    metadata: { ...activity.metadata },
    performed_by: { type: "admin", id: admin?.id, email: admin?.email, ip: "127.0.0.1" },
    created_at: call.now,
  });
}

interface Wishes {
  readonly after: number;
  readonly before: number;
  readonly types?: readonly string[] | undefined;
}

function listLogs(call: Call, { after, before, types }: Wishes): JsonObject {
  const known = eventTypes(call);
  const wanted = call
    .in(activityLogs)
    .all()
    .filter(({ created_at }) => created_at >= after && created_at <= before)
    .filter(({ activity_type }) => known.length === 0 || known.includes(activity_type))
    .filter(({ activity_type }) => !types || types.includes(activity_type));
  return list(call, wanted, { order: newestFirst, view: (log) => log, perPage: 20 });
}

/** The types of activities that the caller's version describes. */
function eventTypes({ description }: Call): readonly string[] {
  const lists = description.operations.find(({ id }) => id === "admins.activityLogs.list");
  const item = lists && description.itemSchema(lists);
  const type = item && description.property(item, "activity_type");
  const flat = type && description.flatten(type);
  const all = flat?.enum ?? flat?.anyOf?.find((branch) => branch.enum)?.enum ?? [];
  return all.map(String);
}

/** Times in a query are words. @throws {ApiError} 400 when they are no times. */
function readTime(call: Call, name: string): number | undefined {
  const given = call.query[name];
  if (given === undefined) return undefined;
  const time = Number(given);
  if (given === "" || Number.isNaN(time)) {
    throw invalidParameter(`${name} must be a Unix timestamp`, name);
  }
  return time;
}

export const activityLogHandlers: Handlers = {
  "admins.activityLogs.list": (call) =>
    listLogs(call, {
      after: readTime(call, "created_at_after") ?? 0,
      before: readTime(call, "created_at_before") ?? call.now,
    }),
  "admins.activityLogs.search": (call) => {
    const body = call.body<{
      created_at_after: number;
      created_at_before?: number;
      event_types?: string[];
    }>();
    return listLogs(call, {
      after: body.created_at_after,
      before: body.created_at_before ?? call.now,
      types: body.event_types,
    });
  },
  "admins.activityLogs.eventTypes.list": (call) => ({
    type: "activity_log_event_type.list",
    event_types: eventTypes(call),
  }),
};
