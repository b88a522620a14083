import { type TicketType, ticketTypeAttributes, ticketTypes } from "../../records/tickets.ts";
import type { SampleContext } from "./sample-context.ts";
import type { TopicName } from "./setup.ts";

const severities = ["Low", "Medium", "High"] as const;
const devices = ["Receipt printer", "Card reader", "Cash drawer", "Label printer"] as const;
const services = ["Reports", "Payments", "Sign-in"] as const;

/** A ticket type, with its topics and attribute values. */
export interface TicketKind {
  readonly type: TicketType;
  /** The topics of conversations that lead to such tickets. */
  readonly topics: readonly TopicName[];
  readonly values: () => Readonly<Record<string, unknown>>;
}

/** Seeds four ticket types, at least one of each category. */
export function seedTicketTypes({
  seeds,
  store,
  random,
  firstDay,
  now,
}: SampleContext): TicketKind[] {
  const times = { created_at: firstDay, updated_at: firstDay };
  const make = (name: string, icon: string, category: TicketType["category"]) => {
    const description = `${name}s that we keep an eye on until they are done`;
    const { id } = seeds.ticketType({ ...times, name, icon, category, description });
    return store.collection(ticketTypes).get(id) as TicketType;
  };
  const bug = make("Bug report", "🪲", "Customer");
  const refund = make("Refund", "💸", "Customer");
  const repair = make("Repair", "🔧", "Back-office");
  const outage = make("Outage", "🚨", "Tracker");
  const add = (
    { id: ticket_type_id }: TicketType,
    name: string,
    data_type: string,
    labels: readonly string[] = [],
  ) => seeds.ticketTypeAttribute({ ...times, ticket_type_id, name, data_type, labels }).id;
  const severity = add(bug, "Severity", "list", severities);
  add(bug, "Steps", "string");
  add(refund, "Amount", "decimal");
  add(refund, "Approved", "boolean");
  const device = add(repair, "Device", "list", devices);
  add(repair, "Due", "datetime");
  const service = add(outage, "Service", "list", services);
  add(outage, "Customers affected", "integer");
  // The value of a list is the id of an item.
  const item = (attribute: string) =>
    random.pick(store.collection(ticketTypeAttributes).get(attribute)?.items ?? []).id;
  return [
    {
      type: bug,
      topics: ["Reports", "Login", "Imports", "Integrations"],
      values: () => ({ Severity: item(severity), Steps: "See the first message." }),
    },
    {
      type: refund,
      topics: ["Billing", "Orders"],
      values: () => ({ Amount: random.integer(500, 90_000) / 100, Approved: random.chance(0.5) }),
    },
    {
      type: repair,
      topics: ["Orders"],
      values: () => ({ Device: item(device), Due: now + random.integer(1, 20) * 86_400 }),
    },
    {
      type: outage,
      topics: ["Reports", "Integrations"],
      values: () => ({ Service: item(service), "Customers affected": random.integer(2, 90) }),
    },
  ];
}
