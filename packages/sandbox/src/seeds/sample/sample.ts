import type { SeedOptions } from "../../registry/seed-option.ts";
import type { Store } from "../../store/store.ts";
import { Seeds, seedDefaults } from "../seeds.ts";
import { seedCalls, seedConversationExtras } from "./calls.ts";
import { seedEvents, seedOrders, seedReceipts, seedShop } from "./commerce.ts";
import { seedContactsAndCompanies } from "./contacts-and-companies.ts";
import { seedConversations } from "./conversations.ts";
import { seedKnowledge } from "./knowledge.ts";
import { Random } from "./random.ts";
import { day, type SampleContext } from "./sample-context.ts";
import { seedAttributes, seedSettings } from "./setup.ts";
import { seedStaff } from "./staff.ts";
import { seedTickets } from "./tickets.ts";

/** The number of contacts from which on activities are not increased. */
const maxActive = 10_000;

/**
 * Fills an empty store with a workspace that has been open for three years, up to `now` in Unix
 * seconds. The same options and the same time give the same bytes.
 */
export function seedSample(store: Store, options: Required<SeedOptions>, now: number): void {
  const { name, contacts } = options;
  const firstDay = now - 3 * 365 * day;
  const seeds = new Seeds(
    () => store,
    () => firstDay * 1000,
  );
  const random = new Random(name);
  const active = Math.min(contacts, maxActive);
  const sample: SampleContext = { seeds, store, random, firstDay, now, contacts, active };
  const withRandomPart = <T>(part: string, make: () => T): T => {
    random.startPart(part);
    return make();
  };
  seedDefaults(seeds);
  const staff = withRandomPart("staff", () => seedStaff(sample));
  seedAttributes(sample);
  seedSettings(sample, staff);
  withRandomPart("knowledge", () => seedKnowledge(sample, staff));
  const community = withRandomPart("people", () => seedContactsAndCompanies(sample, staff));
  const orders = withRandomPart("orders", () => seedOrders(sample, community));
  withRandomPart("events", () => seedEvents(sample, community, orders));
  const conversations = withRandomPart("conversations", () =>
    seedConversations(sample, staff, community),
  );
  withRandomPart("tickets", () => seedTickets(sample, staff, conversations));
  withRandomPart("calls", () => seedCalls(sample, conversations));
  withRandomPart("asides", () => seedConversationExtras(sample, conversations));
  withRandomPart("receipts", () => seedReceipts(sample, community));
  withRandomPart("shop", () => seedShop(sample));
}
