import { companies } from "../../records/companies.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import {
  type Conversation,
  conversations,
  deletedConversations,
} from "../../records/conversations.ts";
import { instances } from "../../resources/data/custom-objects.ts";
import type { ContactsAndCompanies } from "./contacts-and-companies.ts";
import { ConversationBuilder } from "./conversation-builder.ts";
import { farewells, greetings, products, remarks, secondThoughts, thanks } from "./phrases.ts";
import { fillTemplate } from "./random.ts";
import { countFor, day, type SampleContext, timeBetween } from "./sample-context.ts";
import type { Staff } from "./staff.ts";
import type { Topic } from "./topic.ts";
import { topics } from "./topics.ts";

/** A seeded conversation, with its topic. */
export interface SeededConversation {
  readonly id: string;
  readonly contact: Contact;
  readonly topic: Topic;
  readonly subject: string;
  readonly opening: string;
  readonly created_at: number;
  readonly admin_id: string;
}

/** The final states of conversations: older ones are closed, the last fifth is still active. */
const finalStates = ["waiting", "answered", "snoozed", "answered", "waiting", "unread"] as const;
type FinalState = (typeof finalStates)[number] | "closed" | "reopened";

/** Seeds the conversations of the workspace, oldest first. */
export function seedConversations(
  sample: SampleContext,
  staff: Staff,
  community: ContactsAndCompanies,
): SeededConversation[] {
  const { random, store, active } = sample;
  const count = countFor(3, active);
  const beginnings = Array.from({ length: count }, () => {
    const contact = random.pick(community.contacts);
    const until = contact.last_seen_at ?? contact.created_at;
    return { contact, at: timeBetween(sample, contact.created_at, until, 2) };
  }).sort((a, b) => a.at - b.at);
  const isNew = Math.floor(count * 0.8);
  return beginnings.map(({ contact, at }, i) => {
    if (i % 40 === 10) {
      const id = store.nextId(conversations);
      store.collection(deletedConversations).insert({ id, metrics_retained: true, deleted_at: at });
    }
    const old: FinalState = random.chance(0.15) ? "reopened" : "closed";
    // The orders have changed the contact since.
    const known = store.collection(contacts).get(contact.id) ?? contact;
    return seedConversation(
      sample,
      staff,
      known,
      at,
      i < isNew ? old : (finalStates[i % finalStates.length] ?? "waiting"),
    );
  });
}

const reports = ["Sales by day", "Best sellers", "Cash drawer", "Returns", "Staff hours"] as const;

/** The values for the placeholders in the texts of a conversation. */
function templateValues(
  { random, store }: SampleContext,
  contact: Contact,
): Record<string, string> {
  const company = store.collection(companies).get(contact.company_ids[0] ?? "");
  const [bought] = (contact.custom_attributes["Order"] ?? []) as readonly string[];
  const order = store.collection(instances).get(bought ?? "")?.custom_attributes;
  return {
    first: contact.name?.split(" ")[0] ?? "there",
    city: contact.location.city ?? "Dublin",
    browser: (contact.browser ?? "chrome").replace(/^./, (letter) => letter.toUpperCase()),
    company: company?.name ?? "our shop",
    plan: company?.plan?.name ?? "Free",
    invoice: `INV-${random.integer(2000, 9999)}`,
    order: String(order?.["order_number"] ?? `#${random.integer(1000, 9999)}`),
    product: String(order?.["product"] ?? random.pick(products)),
    report: random.pick(reports),
  };
}

function seedConversation(
  sample: SampleContext,
  staff: Staff,
  contact: Contact,
  at: number,
  end: FinalState,
): SeededConversation {
  const { random, store, now } = sample;
  const topic = random.pick(topics);
  const topicCase = random.pick(topic.cases);
  const words = templateValues(sample, contact);
  const say = (text: string) => `<p>${fillTemplate(text, words)}</p>`;
  const [subject, opening] = [
    fillTemplate(topicCase.subject, words),
    fillTemplate(topicCase.opening, words),
  ];
  const admin_id = random.pick(staff.agents[topic.team]);
  const dialogue = new ConversationBuilder(sample, {
    contact,
    company: store.collection(companies).get(contact.company_ids[0] ?? ""),
    at,
    subject,
    body: opening,
    type: random.chance(0.3) ? "email" : "conversation",
  });
  dialogue.wait(600);
  dialogue.assignTo("team", staff.teams[topic.team]);
  const priority = random.chance(0.15) ? random.pick(["high", "urgent"]) : "none";
  const rated: Partial<Conversation> = {};
  if (end !== "unread") {
    dialogue.wait(2 * 3600);
    dialogue.assignTo("admin", admin_id, { admin_id });
    if (priority !== "none") dialogue.prioritise(priority, admin_id);
    addMessages();
  }
  const tag = topic.tag && staff.tags[topic.tag];
  dialogue.finish({
    ...rated,
    custom_attributes: { Topic: topic.name, Escalated: priority === "urgent" },
    tags: tag ? [{ id: tag, applied_at: dialogue.updated_at, admin_id }] : [],
  });
  updateContactTimes(sample, dialogue);
  return { id: dialogue.id, contact, topic, subject, opening, created_at: at, admin_id };

  /** Adds the parts from the first answer to the final state. */
  function addMessages(): void {
    if (random.chance(0.4)) dialogue.note(say(topicCase.note), admin_id);
    dialogue.wait(4 * 3600);
    dialogue.adminReply(say(`${random.pick(greetings)} ${topicCase.question}`), admin_id);
    if (end === "answered") return;
    dialogue.wait(8 * 3600);
    dialogue.contactReply(say(topicCase.answer));
    if (end === "waiting") return;
    dialogue.wait(8 * 3600);
    dialogue.adminReply(say(topicCase.solution), admin_id);
    if (end === "snoozed") {
      dialogue.snooze(now + random.pick([1, 3, 7, 30, 1000]) * day, admin_id);
      return;
    }
    close();
    if (end === "reopened") {
      const [question, answer] = random.pick(secondThoughts);
      dialogue.wait(3 * day);
      dialogue.contactReply(say(question));
      dialogue.wait(6 * 3600);
      dialogue.adminReply(say(answer), admin_id);
      close();
    }
  }

  function close(): void {
    dialogue.wait(day);
    if (random.chance(0.7)) dialogue.contactReply(say(random.pick(thanks)));
    dialogue.wait(6 * 3600);
    dialogue.close(random.chance(0.5) ? say(random.pick(farewells)) : null, admin_id);
    if (!random.chance(0.4)) return;
    const time = dialogue.updated_at;
    Object.assign(rated, {
      rating: {
        rating: random.pick([5, 5, 5, 4, 4, 3, 2, 1]),
        remark: random.pick(remarks),
        created_at: time,
        updated_at: time,
        contact_id: contact.id,
        admin_id,
      },
    });
  }
}

/** Updates when the contact and the admins last wrote, and when the contact was last seen. */
function updateContactTimes(
  { store }: SampleContext,
  { contact, contact_replied_at, admin_replied_at }: ConversationBuilder,
): void {
  const known = store.collection(contacts).get(contact.id) ?? contact;
  const later = (a: number | null, b: number | null) => (a === null ? b : Math.max(a, b ?? 0));
  const last_seen_at = later(known.last_seen_at, contact_replied_at);
  store.collection(contacts).update(contact.id, {
    last_replied_at: later(known.last_replied_at, contact_replied_at),
    last_contacted_at: later(known.last_contacted_at, admin_replied_at),
    last_seen_at,
    updated_at: Math.max(known.updated_at, last_seen_at ?? 0),
  });
  for (const id of known.company_ids) {
    const { last_request_at } = store.collection(companies).get(id) ?? { last_request_at: null };
    store
      .collection(companies)
      .update(id, { last_request_at: later(last_request_at, last_seen_at) });
  }
}
