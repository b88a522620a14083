import { companies } from "../../records/companies.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import {
  type Conversation,
  conversations,
  deletedConversations,
} from "../../records/conversations.ts";
import { instances } from "../../resources/data/custom-objects.ts";
import { fill } from "./chance.ts";
import type { Community } from "./community.ts";
import { Dialogue } from "./dialogue.ts";
import { farewells, greetings, products, remarks, secondThoughts, thanks } from "./phrases.ts";
import type { Staff } from "./staff.ts";
import type { Topic } from "./topic.ts";
import { talk } from "./topics.ts";
import { between, day, oneFor, type World } from "./world.ts";

/** A conversation that was led, and what it was about. */
export interface Led {
  readonly id: string;
  readonly contact: Contact;
  readonly topic: Topic;
  readonly subject: string;
  readonly opening: string;
  readonly created_at: number;
  readonly admin_id: string;
}

/** How conversations stand in the end: the older ones are closed, the last fifth is on its way. */
const ends = ["waiting", "answered", "snoozed", "answered", "waiting", "unread"] as const;
type End = (typeof ends)[number] | "closed" | "reopened";

/** Leads the conversations of the workspace, in the order in which they began. */
export function plantConversations(world: World, staff: Staff, community: Community): Led[] {
  const { chance, store, active } = world;
  const count = oneFor(3, active);
  const beginnings = Array.from({ length: count }, () => {
    const contact = chance.one(community.contacts);
    const until = contact.last_seen_at ?? contact.created_at;
    return { contact, at: between(world, contact.created_at, until, 2) };
  }).sort((a, b) => a.at - b.at);
  const isNew = Math.floor(count * 0.8);
  return beginnings.map(({ contact, at }, i) => {
    if (i % 40 === 10) {
      const id = store.nextId(conversations);
      store.in(deletedConversations).insert({ id, metrics_retained: true, deleted_at: at });
    }
    const old: End = chance.whether(0.15) ? "reopened" : "closed";
    // What orders have made of the contact since.
    const known = store.in(contacts).get(contact.id) ?? contact;
    return lead(world, staff, known, at, i < isNew ? old : (ends[i % ends.length] ?? "waiting"));
  });
}

const reports = ["Sales by day", "Best sellers", "Cash drawer", "Returns", "Staff hours"] as const;

/** The words that a conversation is told in. */
function wordsFor({ chance, store }: World, contact: Contact): Record<string, string> {
  const company = store.in(companies).get(contact.company_ids[0] ?? "");
  const [bought] = (contact.custom_attributes["Order"] ?? []) as readonly string[];
  const order = store.in(instances).get(bought ?? "")?.custom_attributes;
  return {
    first: contact.name?.split(" ")[0] ?? "there",
    city: contact.location.city ?? "Dublin",
    browser: (contact.browser ?? "chrome").replace(/^./, (letter) => letter.toUpperCase()),
    company: company?.name ?? "our shop",
    plan: company?.plan?.name ?? "Free",
    invoice: `INV-${chance.whole(2000, 9999)}`,
    order: String(order?.["order_number"] ?? `#${chance.whole(1000, 9999)}`),
    product: String(order?.["product"] ?? chance.one(products)),
    report: chance.one(reports),
  };
}

function lead(world: World, staff: Staff, contact: Contact, at: number, end: End): Led {
  const { chance, store, now } = world;
  const topic = chance.one(talk);
  const told = chance.one(topic.cases);
  const words = wordsFor(world, contact);
  const say = (text: string) => `<p>${fill(text, words)}</p>`;
  const [subject, opening] = [fill(told.subject, words), fill(told.opening, words)];
  const admin_id = chance.one(staff.agents[topic.team]);
  const dialogue = new Dialogue(world, {
    contact,
    company: store.in(companies).get(contact.company_ids[0] ?? ""),
    at,
    subject,
    body: opening,
    type: chance.whether(0.3) ? "email" : "conversation",
  });
  dialogue.wait(600);
  dialogue.assignTo("team", staff.teams[topic.team]);
  const priority = chance.whether(0.15) ? chance.one(["high", "urgent"]) : "none";
  const rated: Partial<Conversation> = {};
  if (end !== "unread") {
    dialogue.wait(2 * 3600);
    dialogue.assignTo("admin", admin_id, { admin_id });
    if (priority !== "none") dialogue.prioritise(priority, admin_id);
    talkItOver();
  }
  const tag = topic.tag && staff.tags[topic.tag];
  dialogue.end({
    ...rated,
    custom_attributes: { Topic: topic.name, Escalated: priority === "urgent" },
    tags: tag ? [{ id: tag, applied_at: dialogue.updated_at, admin_id }] : [],
  });
  keepInTouch(world, dialogue);
  return { id: dialogue.id, contact, topic, subject, opening, created_at: at, admin_id };

  /** From the first answer to the end. */
  function talkItOver(): void {
    if (chance.whether(0.4)) dialogue.note(say(told.note), admin_id);
    dialogue.wait(4 * 3600);
    dialogue.say(say(`${chance.one(greetings)} ${told.question}`), admin_id);
    if (end === "answered") return;
    dialogue.wait(8 * 3600);
    dialogue.answer(say(told.answer));
    if (end === "waiting") return;
    dialogue.wait(8 * 3600);
    dialogue.say(say(told.solution), admin_id);
    if (end === "snoozed") {
      dialogue.snooze(now + chance.one([1, 3, 7, 30, 1000]) * day, admin_id);
      return;
    }
    close();
    if (end === "reopened") {
      const [question, answer] = chance.one(secondThoughts);
      dialogue.wait(3 * day);
      dialogue.answer(say(question));
      dialogue.wait(6 * 3600);
      dialogue.say(say(answer), admin_id);
      close();
    }
  }

  function close(): void {
    dialogue.wait(day);
    if (chance.whether(0.7)) dialogue.answer(say(chance.one(thanks)));
    dialogue.wait(6 * 3600);
    dialogue.close(chance.whether(0.5) ? say(chance.one(farewells)) : null, admin_id);
    if (!chance.whether(0.4)) return;
    const time = dialogue.updated_at;
    Object.assign(rated, {
      rating: {
        rating: chance.one([5, 5, 5, 4, 4, 3, 2, 1]),
        remark: chance.one(remarks),
        created_at: time,
        updated_at: time,
        contact_id: contact.id,
        admin_id,
      },
    });
  }
}

/** When contact and admins last wrote is kept with the contact; who writes is also seen. */
function keepInTouch({ store }: World, { contact, heard_at, said_at }: Dialogue): void {
  const known = store.in(contacts).get(contact.id) ?? contact;
  const later = (a: number | null, b: number | null) => (a === null ? b : Math.max(a, b ?? 0));
  const last_seen_at = later(known.last_seen_at, heard_at);
  store.in(contacts).update(contact.id, {
    last_replied_at: later(known.last_replied_at, heard_at),
    last_contacted_at: later(known.last_contacted_at, said_at),
    last_seen_at,
    updated_at: Math.max(known.updated_at, last_seen_at ?? 0),
  });
  for (const id of known.company_ids) {
    const { last_request_at } = store.in(companies).get(id) ?? { last_request_at: null };
    store.in(companies).update(id, { last_request_at: later(last_request_at, last_seen_at) });
  }
}
