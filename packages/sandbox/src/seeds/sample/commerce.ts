import { type Contact, contacts } from "../../records/contacts.ts";
import type { ContactsAndCompanies } from "./contacts-and-companies.ts";
import { products } from "./phrases.ts";
import { countFor, day, type SampleContext, timeBetween } from "./sample-context.ts";

const statuses = ["paid", "packed", "sent", "delivered", "returned"] as const;

/** An event of a user. */
export interface UserEvent {
  readonly user: Contact;
  readonly at: number;
  readonly name: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Seeds orders as custom objects, which the attributes of users refer to. */
export function seedOrders(
  sample: SampleContext,
  { contacts: people }: ContactsAndCompanies,
): UserEvent[] {
  const { seeds, store, random, active, now } = sample;
  const users = people.filter(({ role }) => role === "user");
  const ordered = new Map<string, string[]>();
  const purchases = Array.from({ length: countFor(2, active) }, () => {
    const user = random.pick(users);
    return { user, at: timeBetween(sample, user.created_at, user.last_seen_at ?? now, 2) };
  }).sort((a, b) => a.at - b.at);
  for (const [i, { user, at }] of purchases.entries()) {
    const quantity = random.integer(1, 5);
    const order = seeds.customObject({
      type: "Order",
      external_id: `order-${10_001 + i}`,
      external_created_at: at,
      external_updated_at: at,
      created_at: at,
      updated_at: at,
      custom_attributes: {
        order_number: `#${10_001 + i}`,
        product: random.pick(products),
        quantity,
        total: (quantity * random.integer(900, 20_000)) / 100,
        currency: "USD",
        status: random.pick(statuses),
      },
    });
    ordered.set(user.id, [...(ordered.get(user.id) ?? []), order.id]);
  }
  for (const [id, orders] of ordered) {
    const { custom_attributes } = store.collection(contacts).get(id) as Contact;
    const change = { custom_attributes: { ...custom_attributes, Order: orders } };
    store.collection(contacts).update(id, change);
  }
  return purchases.map(({ user, at }, i) => {
    const metadata = { order_number: `#${10_001 + i}` };
    return { user, at, name: "placed-order", metadata };
  });
}

const eventNames = [
  "signed-in",
  "signed-in",
  "opened-report",
  "invited-colleague",
  "exported-report",
] as const;

/** Seeds events: orders, and other events in the sixty days before the last visit of the user. */
export function seedEvents(
  sample: SampleContext,
  community: ContactsAndCompanies,
  orders: readonly UserEvent[],
): void {
  const { seeds, random, active } = sample;
  const users = community.contacts.filter(({ role, last_seen_at: at }) => role === "user" && at);
  const others = Array.from({ length: active * 2 - orders.length }, (): UserEvent => {
    const user = random.pick(users);
    const seen = user.last_seen_at ?? user.created_at;
    const at = timeBetween(sample, Math.max(user.created_at, seen - 60 * day), seen);
    return { user, at, name: random.pick(eventNames), metadata: {} };
  });
  const all = [...orders, ...others].sort((a, b) => a.at - b.at);
  for (const { user, at, name, metadata } of all) {
    seeds.dataEvent({ contact_id: user.id, name, created_at: at, metadata });
  }
}

const outboundMessages = [
  ["1", "email", "Welcome to the workspace"],
  ["2", "email", "Three things to try this week"],
  ["3", "email", "Your trial ends soon"],
  ["4", "chat", "Do you need a hand?"],
  ["5", "push", "Your report is ready"],
] as const;

/** Seeds receipts of outbound messages, for data exports. */
export function seedReceipts(
  sample: SampleContext,
  { contacts: people }: ContactsAndCompanies,
): void {
  const { seeds, random, active, now } = sample;
  const sent = Array.from({ length: countFor(2, active) }, () => {
    const contact = random.pick(people);
    return { contact, at: timeBetween(sample, contact.created_at, now, 2) };
  }).sort((a, b) => a.at - b.at);
  for (const { contact, at } of sent) {
    const [content_id, content_type, content_title] = random.pick(outboundMessages);
    const opened = random.chance(0.5);
    const until = Math.min(now, at + 2 * day);
    seeds.receipt({
      contact_id: contact.id,
      content_id,
      content_type,
      content_title,
      received_at: at,
      first_open_at: opened ? timeBetween(sample, at, until) : null,
      first_click_at: opened && random.chance(0.3) ? until : null,
    });
  }
}

/** Seeds a shop with products, and a connector with its runs. */
export function seedShop(sample: SampleContext): void {
  const { seeds, random, firstDay, now } = sample;
  const sold = Array.from({ length: 12 }, (_, i) => ({
    id: String(i + 1),
    title: `${random.faker.commerce.productAdjective()} ${random.pick(products)}`,
    url: `https://shop.example.com/products/${i + 1}`,
  }));
  seeds.ecommerceConnector({ name: "Analytical Engines shop", products: sold });
  const times = { created_at: firstDay, updated_at: firstDay };
  const { id } = seeds.dataConnector({ ...times, name: "Find an order" });
  seeds.dataConnector({ ...times, name: "Refund an order", http_method: "post", state: "draft" });
  // The list returns the runs of the last hour.
  for (let i = 12; i > 0; i--) {
    const fails = random.chance(0.2);
    seeds.connectorRun({
      data_connector_id: id,
      created_at: now - i * 240,
      execution_time_ms: random.integer(80, 900),
      ...(fails ? { success: false, http_status: 500, error_type: "3rd_party_error" } : {}),
    });
  }
}
