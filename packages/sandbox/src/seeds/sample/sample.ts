import type { Store } from "../../store/store.ts";
import type { SeedOptions } from "../seed-option.ts";
import { plant, Seeds } from "../seeds.ts";
import { plantAsides, plantCalls } from "./calls.ts";
import { Chance } from "./chance.ts";
import { plantEvents, plantOrders, plantReceipts, plantShop } from "./commerce.ts";
import { plantCommunity } from "./community.ts";
import { plantConversations } from "./conversations.ts";
import { plantKnowledge } from "./knowledge.ts";
import { plantAttributes, plantSettings } from "./setup.ts";
import { plantStaff } from "./staff.ts";
import { plantTickets } from "./tickets.ts";
import { day, type World } from "./world.ts";

/** From here on, what contacts do grows no further with their number. */
const mostActive = 10_000;

/**
 * Fills an empty store with a workspace that has been open for three years, up to `now` in Unix
 * seconds. The same options and the same time give the same bytes.
 */
export function plantSample(store: Store, options: Required<SeedOptions>, now: number): void {
  const { name, contacts } = options;
  const firstDay = now - 3 * 365 * day;
  const seeds = new Seeds(
    () => store,
    () => firstDay * 1000,
  );
  const chance = new Chance(name);
  const active = Math.min(contacts, mostActive);
  const world: World = { seeds, store, chance, firstDay, now, contacts, active };
  const begin = <T>(part: string, make: () => T): T => {
    chance.begin(part);
    return make();
  };
  plant(seeds);
  const staff = begin("staff", () => plantStaff(world));
  plantAttributes(world);
  plantSettings(world, staff);
  begin("knowledge", () => plantKnowledge(world, staff));
  const community = begin("people", () => plantCommunity(world, staff));
  const orders = begin("orders", () => plantOrders(world, community));
  begin("events", () => plantEvents(world, community, orders));
  const led = begin("conversations", () => plantConversations(world, staff, community));
  begin("tickets", () => plantTickets(world, staff, led));
  begin("calls", () => plantCalls(world, led));
  begin("asides", () => plantAsides(world, led));
  begin("receipts", () => plantReceipts(world, community));
  begin("shop", () => plantShop(world));
}
