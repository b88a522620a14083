import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { admins } from "./admins.ts";

/** An activity of an admin. */
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

/** Records an activity of the admin of the token. */
export function recordActivity(
  context: RequestContext,
  activity: Pick<ActivityLog, "activity_type" | "activity_description"> & {
    readonly metadata?: JsonObject;
  },
): void {
  const [admin] = context.collection(admins).all();
  context.collection(activityLogs).insert({
    ...activity,
    id: context.store.nextId(activityLogs),
    metadata: { ...activity.metadata },
    performed_by: { type: "admin", id: admin?.id, email: admin?.email, ip: "127.0.0.1" },
    created_at: context.now,
  });
}

interface ActivityFilter {
  readonly after: number;
  readonly before: number;
  readonly types?: readonly string[] | undefined;
}

function listLogs(context: RequestContext, { after, before, types }: ActivityFilter): JsonObject {
  const known = eventTypes(context);
  const wanted = context
    .collection(activityLogs)
    .all()
    .filter(({ created_at }) => created_at >= after && created_at <= before)
    .filter(({ activity_type }) => known.length === 0 || known.includes(activity_type))
    .filter(({ activity_type }) => !types || types.includes(activity_type));
  return list(context, wanted, { order: newestFirst, view: (log) => log, perPage: 20 });
}

/** The activity types in the API version of the request. */
function eventTypes({ description }: RequestContext): readonly string[] {
  const lists = description.operations.find(({ id }) => id === "admins.activityLogs.list");
  const item = lists && description.itemSchema(lists);
  const type = item && description.property(item, "activity_type");
  const flat = type && description.flatten(type);
  const all = flat?.enum ?? flat?.anyOf?.find((branch) => branch.enum)?.enum ?? [];
  return all.map(String);
}

/** Reads a time of the query. @throws {ApiError} 400 when it is not a Unix timestamp. */
function readTime(context: RequestContext, name: string): number | undefined {
  const given = context.query[name];
  if (given === undefined) return undefined;
  const time = Number(given);
  if (given === "" || Number.isNaN(time)) {
    throw invalidParameter(`${name} must be a Unix timestamp`, name);
  }
  return time;
}

export const activityLogHandlers: Handlers = {
  "admins.activityLogs.list": (context) =>
    listLogs(context, {
      after: readTime(context, "created_at_after") ?? 0,
      before: readTime(context, "created_at_before") ?? context.now,
    }),
  "admins.activityLogs.search": (context) => {
    const body = context.body<{
      created_at_after: number;
      created_at_before?: number;
      event_types?: string[];
    }>();
    return listLogs(context, {
      after: body.created_at_after,
      before: body.created_at_before ?? context.now,
      types: body.event_types,
    });
  },
  "admins.activityLogs.eventTypes.list": (context) => ({
    type: "activity_log_event_type.list",
    event_types: eventTypes(context),
  }),
};
