import { ConfigError } from "@interkit/client";
import type { MirrorStream } from "./targets/target.ts";

/** What a mirror reads of a notification. Those of `@interkit/webhooks` have it. */
export interface MirrorHint {
  /** What happened, such as `"conversation.user.replied"`. */
  readonly topic: string;
  /** The object of the notification. */
  readonly data: { readonly item?: unknown };
}

/** An object that may have changed. */
export interface HintedObject {
  readonly stream: MirrorStream;
  readonly id: string;
}

type Id = string | number | null | undefined;

interface Item {
  readonly id?: Id;
  readonly conversation_id?: Id;
  readonly conversation?: { readonly id?: Id; readonly model?: Item | null } | null;
  readonly ticket?: Item | null;
  readonly contact?: Item | null;
  readonly company?: Item | null;
  readonly merged_from?: Item | null;
}

const kinds: Readonly<Record<string, MirrorStream>> = {
  contact: "contacts",
  company: "companies",
  conversation: "conversations",
  conversation_part: "conversations",
  ticket: "tickets",
};

/**
 * The objects that a notification names: the one of its topic, and those that it contains. Nothing but their ids is
 * used, since the items of notifications are not the objects of the API.
 *
 * @throws {ConfigError} for what is no notification.
 */
export function hintedObjects(event: MirrorHint): HintedObject[] {
  const { topic, data }: Partial<MirrorHint> = Object(event);
  if (typeof topic !== "string" || typeof data !== "object" || data === null) {
    throw new ConfigError(
      "hint takes a notification with topic and data, as @interkit/webhooks gives it to a handler",
    );
  }
  const item: Item = Object(data.item);
  const { conversation, conversation_id, ticket, contact, company, merged_from } = item;
  const [kind = ""] = topic.split(".");
  const nested: [MirrorStream, Id][] = [
    ["conversations", conversation_id],
    ["conversations", conversation?.model?.id ?? conversation?.id],
    ["tickets", ticket?.id],
    ["contacts", contact?.id],
    ["companies", company?.id],
    ["contacts", merged_from?.id],
  ];
  const own = kinds[kind];
  // The id of a part, or of what attaches two objects, is none of an object.
  const isNested = nested.some(
    ([stream, id]) => stream === own && isId(id) && id !== merged_from?.id,
  );
  if (own !== undefined && !isNested) nested.unshift([own, item.id]);
  const seen = new Set<string>();
  return nested.flatMap(([stream, id]) => {
    if (!isId(id) || seen.has(`${stream} ${id}`)) return [];
    seen.add(`${stream} ${id}`);
    return [{ stream, id: String(id) }];
  });
}

const isId = (id: Id): id is string | number => id !== null && id !== undefined && id !== "";
