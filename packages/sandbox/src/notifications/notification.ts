import type { Description } from "../description/description.ts";
import { project } from "../description/project.ts";
import { RequestContext } from "../engine/request-context.ts";
import type { LogEntry } from "../engine/request-log.ts";
import { findAuthor } from "../resources/workspace/admins.ts";
import type { Store } from "../store/store.ts";
import type { Occurrence, Topic } from "./occurrence.ts";

/** The body of a webhook, as Intercom sends it. */
export interface Notification {
  /** The same in every notification. */
  readonly type: "notification_event";
  /** The workspace. */
  readonly app_id: string;
  /** What it is about. */
  readonly data: { readonly type: "notification_event_data"; readonly item: unknown };
  /** Always empty. */
  readonly links: Readonly<Record<string, unknown>>;
  /** The same each time it is sent; null for a ping. */
  readonly id: string | null;
  /** What happened. */
  readonly topic: Topic;
  /** Null for a ping. */
  readonly delivery_status: "pending" | "retry" | null;
  /** How often it was sent, this time included. */
  readonly delivery_attempts: number;
  /** 0, since it is not delivered yet while it is sent. */
  readonly delivered_at: number;
  /** When it was sent first, in Unix seconds. */
  readonly first_sent_at: number;
  /** When it happened, in Unix seconds. */
  readonly created_at: number;
  /** Always null. */
  readonly self: null;
}

/**
 * Writes the item of a notification in an API version as JSON; `undefined` where the version does not
 * have the topic.
 */
export function writeItem(
  description: Description,
  store: Store,
  now: number,
  { topic, item }: Occurrence,
): string | undefined {
  const schema = description.webhookItem(topic);
  if (!schema) return undefined;
  const context = contextWithoutRequest(description, store, now);
  return JSON.stringify(project(description, schema, item(context)));
}

/** The context of what happens without a request. */
export function contextWithoutRequest(
  description: Description,
  store: Store,
  now: number,
): RequestContext {
  const [operation] = description.operations;
  if (!operation) throw new Error(`Version ${description.version} has no operations.`);
  return new RequestContext({
    request: new Request("https://api.intercom.io/"),
    description,
    operation,
    params: {},
    app: "",
    store,
    now,
    query: {},
    body: undefined,
  });
}

/** The test of an endpoint, which is sent when a target is added. */
export const ping: Occurrence = {
  topic: "ping",
  item: () => ({ type: "ping", message: "The sandbox can reach this endpoint." }),
};

/** A request to the API that succeeded. */
export function requestCompleted({ requestId, time, method, path, status }: LogEntry): Occurrence {
  return {
    topic: "api.request.completed",
    item: (context) => {
      const { id, email } = findAuthor(context, undefined);
      return {
        type: "api.request.completed",
        request_id: requestId,
        timestamp: Math.floor(time / 1000),
        request: { method, path: path.replace(/\?.*$/, ""), ip_address: "127.0.0.1" },
        authentication: { method: "oauth" },
        response: { status },
        admin: { id, email },
      };
    },
  };
}
