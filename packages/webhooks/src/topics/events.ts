import { ConfigError } from "@interkit/core";
import type { Notification, webhooks } from "@interkit/core/latest";

/** The topics of the newest stable API version, each with its item. */
export type LatestTopics = webhooks;

/** The item of a topic in the newest stable API version; that of any other topic is unknown. */
type LatestItem<Topic extends string> = Topic extends keyof LatestTopics
  ? LatestTopics[Topic]
  : unknown;

/**
 * A notification as Intercom sent it, with its topic and the type of its item, which is that of the newest
 * stable API version by default.
 */
export type WebhookEvent<Topic extends string = string, Item = LatestItem<Topic>> = Omit<
  Notification,
  "topic" | "data"
> & {
  readonly topic: Topic;
  readonly data: { readonly type: "notification_event_data"; readonly item: Item };
};

/** The groups that a topic belongs to: `contact.*` and `contact.user.*` for `contact.user.created`. */
type GroupsOf<Topic extends string> = Topic extends `${infer First}.${infer Rest}`
  ? `${First}.*` | `${First}.${GroupsOf<Rest>}`
  : never;

/** A topic, a group such as `conversation.*`, or `*` for every notification. */
export type TopicPattern<Topics> = (keyof Topics & string) | GroupsOf<keyof Topics & string> | "*";

type TopicsOf<Topics, Pattern extends string> = Pattern extends `${infer Group}.*`
  ? Extract<keyof Topics, `${Group}.${string}`>
  : Extract<keyof Topics, Pattern>;

/** The notifications that a pattern fits. */
export type EventsOf<Topics, Pattern extends string> = Pattern extends "*"
  ? WebhookEvent
  : {
      [Topic in TopicsOf<Topics, Pattern> & string]: WebhookEvent<Topic, Topics[Topic]>;
    }[TopicsOf<Topics, Pattern> & string];

/** @throws {ConfigError} for a pattern that fits no topic, and for a list of patterns. */
export function checkPattern(of: string, pattern: unknown): void {
  if (typeof pattern === "string" && /^(\*|[^*]+(\.\*)?)$/.test(pattern)) return;
  throw new ConfigError(
    `${of} takes a topic, a group such as "conversation.*", or "*", not ${JSON.stringify(pattern)}; call it once for each`,
  );
}

/** Whether a pattern fits a topic. */
export function fits(pattern: string, topic: string): boolean {
  if (pattern === "*") return true;
  if (pattern.endsWith(".*")) return topic.startsWith(pattern.slice(0, -1));
  return pattern === topic;
}

/** @throws {SyntaxError} for what is no notification. */
export function readEvent(json: unknown): WebhookEvent {
  const { topic, data, id } = Object(json);
  const isEvent =
    typeof topic === "string" &&
    typeof Object(data).item === "object" &&
    (id === null || id === undefined || typeof id === "string");
  if (!isEvent) throw new SyntaxError("The body is no notification: it has no topic or no item");
  return json as WebhookEvent;
}
