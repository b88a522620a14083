import { contacts } from "../../records/contacts.ts";
import { conversations } from "../../records/conversations.ts";
import {
  links,
  type Ticket,
  type TicketState,
  ticketStates,
  tickets,
} from "../../records/tickets.ts";
import type { SeededConversation } from "./conversations.ts";
import { countFor, type SampleContext, timeBetween } from "./sample-context.ts";
import type { Staff } from "./staff.ts";
import { seedTicketTypes, type TicketKind } from "./ticket-types.ts";

/** The states that a ticket passes through; the last one is its final state. */
const statePaths: readonly (readonly TicketState["category"][])[] = [
  ["submitted"],
  ["submitted", "in_progress"],
  ["submitted", "in_progress", "waiting_on_customer"],
  ["submitted", "in_progress", "resolved"],
  ["submitted", "in_progress", "waiting_on_customer", "in_progress", "resolved"],
  ["submitted", "resolved"],
];

const replies = [
  "We are on it, and will be back with more tomorrow.",
  "This is mended now. Could you have another look?",
  "Thank you, that is all that we needed to know.",
] as const;

/** Seeds tickets: some are converted conversations, some are linked to one, some are independent. */
export function seedTickets(
  sample: SampleContext,
  staff: Staff,
  led: readonly SeededConversation[],
): void {
  const { random, active } = sample;
  const kinds = seedTicketTypes(sample);
  const converted = new Set<string>();
  for (let i = 0; i < countFor(8, active); i++) {
    const kind = kinds[i % kinds.length] as TicketKind;
    const fitting = led.filter(({ topic }) => kind.topics.includes(topic.name));
    const conversation = random.pick(fitting.length > 0 ? fitting : led);
    const isCustomers = kind.type.category === "Customer";
    const isConverted = isCustomers && i % 3 === 0 && !converted.has(conversation.id);
    if (isConverted) converted.add(conversation.id);
    const { id } = open(sample, staff, kind, conversation, isConverted);
    if (!isCustomers) link(sample, id, conversation.id, kind);
  }
}

/** Seeds a ticket for the contact of a conversation, with the parts up to its final state. */
function open(
  sample: SampleContext,
  staff: Staff,
  kind: TicketKind,
  { id, contact, subject, opening, created_at, admin_id }: SeededConversation,
  becomes: boolean,
): Ticket {
  const { seeds, store, random, now } = sample;
  const states = store.collection(ticketStates).all();
  const way = random
    .pick(statePaths)
    .map((category) => states.find((state) => state.category === category) as TicketState);
  const [first, last, before] = [way[0], way.at(-1), way.at(-2)];
  // A conversation and the ticket that it becomes have one id, the same parts and the same tags.
  const source = becomes ? store.collection(conversations).get(id) : undefined;
  const isShared = kind.type.category === "Customer";
  const ticket = seeds.ticket({
    ...(becomes ? { id } : {}),
    type_id: kind.type.id,
    state_id: last?.id ?? "1",
    previous_state_id: before?.id ?? null,
    attributes: {
      _default_title_: subject,
      _default_description_: opening,
      ...kind.values(),
    },
    contact_ids: [contact.id],
    company_id: contact.company_ids[0] ?? null,
    admin_assignee_id: admin_id,
    team_assignee_id: staff.teams.Support,
    created_at,
    is_shared: isShared,
    open: last?.category !== "resolved",
    tags: source?.tags ?? [{ id: staff.tags.Bug, applied_at: created_at, admin_id }],
  });
  let at = created_at;
  const add = (part: Parameters<typeof seeds.conversationPart>[0]) => {
    at = timeBetween(sample, at, Math.min(now, at + 3 * 86_400));
    seeds.conversationPart({ admin_id, ...part, created_at: at });
  };
  const part = { conversation_id: ticket.id };
  add({ ...part, part_type: "assignment", assigned_to: { type: "admin", id: admin_id } });
  way.slice(1).forEach((state, i) => {
    const details = {
      ticket_state: state.category,
      previous_ticket_state: way[i]?.category ?? first?.category,
    };
    add({ ...part, part_type: "ticket_state_updated_by_admin", details });
    if (random.chance(0.6)) add({ ...part, part_type: "note", body: "<p>Seen here, too.</p>" });
    if (isShared && !becomes) add({ ...part, body: `<p>${random.pick(replies)}</p>` });
  });
  if (isShared && !becomes && way.length > 1) setLastContacted(sample, contact.id, at);
  if (source) {
    store.collection(conversations).update(id, { updated_at: Math.max(source.updated_at, at) });
  }
  return store.collection(tickets).update(ticket.id, { updated_at: at });
}

function setLastContacted({ store }: SampleContext, contactId: string, at: number): void {
  const { last_contacted_at } = store.collection(contacts).get(contactId) ?? {
    last_contacted_at: 0,
  };
  const latest = Math.max(last_contacted_at ?? 0, at);
  store.collection(contacts).update(contactId, { last_contacted_at: latest });
}

/** Links a ticket and a conversation. A conversation has at most one tracker ticket. */
function link(
  { store }: SampleContext,
  ticket: string,
  conversation: string,
  { type }: TicketKind,
): void {
  const known = store.collection(links).findBy("end", conversation);
  const others = known.flatMap(({ ends }) => store.collection(tickets).get(ends[0])?.type_id ?? []);
  if (others.includes(type.id)) return;
  store.collection(links).insert({ id: store.nextId(links), ends: [ticket, conversation] });
}
