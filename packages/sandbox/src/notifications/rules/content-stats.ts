import { isoTime } from "../../description/iso-time.ts";
import { topics } from "../../generated/topics.ts";
import { contacts } from "../../records/contacts.ts";
import { type Receipt, receipts } from "../../records/receipts.ts";
import type { Changes } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";
import { contactItem } from "./contacts.ts";

/** Messages that arrived, and that contacts opened or clicked. */
export function* contentStatRule(changes: Changes): Generator<Occurrence> {
  for (const { before, after } of changes.of(receipts)) {
    const contact = after && changes.store.collection(contacts).get(after.contact_id);
    const topic = after && topicOf(after);
    if (!topic || !contact) continue;
    for (const [stat_type, at] of newStats(before, after)) {
      yield {
        topic,
        item: (context) => ({
          type: topic,
          created_at: isoTime(at),
          content_stat: {
            id: Number(after.id),
            content_type: topic.replace("content_stat.", ""),
            content_id: after.content_id,
            content_title: after.content_title,
            stat_type,
            ruleset_version_id: -1,
            receipt_id: Number(after.id),
          },
          contact: contactItem(context, contact),
        }),
      };
    }
  }
}

/** Kinds of messages whose topic has another name. */
const topicNames: Readonly<Record<string, string>> = { inapp: "chat", in_app: "chat" };

function topicOf({ content_type }: Receipt): Topic | undefined {
  const topic = `content_stat.${topicNames[content_type] ?? content_type}`;
  return Object.hasOwn(topics, topic) ? (topic as Topic) : undefined;
}

function newStats(before: Receipt | null, after: Receipt): [stat: string, at: number][] {
  const stats = (receipt: Receipt): [string, number | null][] => [
    ["receipt", receipt.received_at],
    ["open", receipt.first_open_at],
    ["click", receipt.first_click_at],
  ];
  const had = new Map(before ? stats(before) : []);
  return stats(after).flatMap(([stat, at]): [string, number][] =>
    at === null || (had.get(stat) ?? null) !== null ? [] : [[stat, at]],
  );
}
