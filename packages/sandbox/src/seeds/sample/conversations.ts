import { companies } from "../../resources/companies/company-model.ts";
import { type Contact, contacts } from "../../resources/contacts/contact-model.ts";
import {
  type Conversation,
  conversations,
  deletedConversations,
} from "../../resources/conversations/conversation-model.ts";
import { fill } from "./chance.ts";
import type { Community } from "./community.ts";
import { Dialogue } from "./dialogue.ts";
import type { Staff } from "./staff.ts";
import {
  farewells,
  greetings,
  remarks,
  secondThoughts,
  type Topic,
  talk,
  thanks,
} from "./topics.ts";
import { between, day, oneFor, type World } from "./world.ts";

/** A conversation that was led, and what it was about. */
export interface Led {
  readonly id: string;
  readonly contact: Contact;
  readonly topic: Topic;
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
    return lead(world, staff, contact, at, i < isNew ? old : (ends[i % ends.length] ?? "waiting"));
  });
}

const reports = ["Sales by day", "Best sellers", "Cash drawer", "Returns", "Staff hours"] as const;

/** The words that a conversation is told in. */
function wordsFor({ chance, store }: World, contact: Contact): Record<string, string> {
  const company = store.in(companies).get(contact.company_ids[0] ?? "");
  return {
    first: contact.name?.split(" ")[0] ?? "there",
    city: contact.location.city ?? "Dublin",
    browser: (contact.browser ?? "chrome").replace(/^./, (letter) => letter.toUpperCase()),
    company: company?.name ?? "our shop",
    plan: company?.plan ?? "Free",
    invoice: `INV-${chance.whole(2000, 9999)}`,
    order: `#${chance.whole(10_000, 99_999)}`,
    product: chance.faker.commerce.product().toLowerCase(),
    report: chance.one(reports),
  };
}

function lead(world: World, staff: Staff, contact: Contact, at: number, end: End): Led {
  const { chance, store, now } = world;
  const topic = chance.one(talk);
  const words = wordsFor(world, contact);
  const say = (texts: readonly string[]) => `<p>${fill(chance.one(texts), words)}</p>`;
  const [subject, body] = chance.one(topic.openings);
  const admin_id = chance.one(staff.agents[topic.team]);
  const dialogue = new Dialogue(world, {
    contact,
    company: store.in(companies).get(contact.company_ids[0] ?? ""),
    at,
    subject: fill(subject, words),
    body: fill(body, words),
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
  return { id: dialogue.id, contact, topic, created_at: at, admin_id };

  /** From the first answer to the end. */
  function talkItOver(): void {
    const [question, answer] = chance.one(topic.questions);
    if (chance.whether(0.4)) dialogue.note(say(topic.notes), admin_id);
    dialogue.wait(4 * 3600);
    dialogue.say(say([`${chance.one(greetings)} ${question}`]), admin_id);
    if (end === "answered") return;
    dialogue.wait(8 * 3600);
    dialogue.answer(say([answer]));
    if (end === "waiting") return;
    dialogue.wait(8 * 3600);
    dialogue.say(say(topic.solutions), admin_id);
    if (end === "snoozed") {
      dialogue.snooze(now + chance.one([1, 3, 7, 30, 1000]) * day, admin_id);
      return;
    }
    close();
    if (end === "reopened") {
      dialogue.wait(3 * day);
      dialogue.answer(say(secondThoughts));
      dialogue.wait(6 * 3600);
      dialogue.say(say(topic.solutions), admin_id);
      close();
    }
  }

  function close(): void {
    dialogue.wait(day);
    if (chance.whether(0.7)) dialogue.answer(say(thanks));
    dialogue.wait(6 * 3600);
    dialogue.close(chance.whether(0.5) ? say(farewells) : null, admin_id);
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
