import { type Company, companies as companyKey } from "../../records/companies.ts";
import { type Contact, mergedContacts } from "../../records/contacts.ts";
import { activities } from "../../resources/contacts/contact-activities.ts";
import { Register } from "./contacts.ts";
import { imagine, plantCompanies } from "./people.ts";
import type { Staff } from "./staff.ts";
import { between, day, oneFor, type World } from "./world.ts";

/** The people that others are about: those whom lists show, and the companies. */
export interface Community {
  /** In the order in which they came. */
  readonly contacts: readonly Contact[];
  readonly companies: readonly Company[];
}

/** Keeps all contacts and companies, with notes on some, and what has become of others. */
export function plantCommunity(world: World, staff: Staff): Community {
  const { chance, store, active } = world;
  const population = imagine(world);
  const ids = plantCompanies(world, population.firms, staff.tags["Priority customer"]);
  const register = new Register(world, staff, population, ids);
  const contacts = population.people.map((person) => register.enter(person));
  // Out of lists, but still there: those who left, and those who were a nuisance.
  const former = (count: number, more: Partial<Contact>) => {
    for (let i = 0; i < oneFor(count, active); i++) {
      register.enter({ ...chance.one(population.people), firms: [] }, more);
    }
  };
  former(25, { archived: true });
  former(50, { blocked: true, marked_email_as_spam: true });
  plantMerged(world, contacts);
  const companies = store.in(companyKey).all();
  plantNotes(world, staff, contacts, companies);
  return { contacts, companies };
}

/** Leads who turned out to be users, and what is told of those who came lately. */
function plantMerged(world: World, contacts: readonly Contact[]): void {
  const { store, chance, now, active } = world;
  const users = contacts.filter(({ role }) => role === "user");
  const merged = chance.some(users, oneFor(50, active)).map((user) => ({
    id: store.nextId(mergedContacts),
    user,
    at: between(world, user.created_at, now),
  }));
  for (const { id, user, at } of merged) {
    const known = { external_id: null, email: null, role: "lead", merged_at: at } as const;
    store.in(mergedContacts).insert({ ...known, id, into: user.id });
  }
  const told = [
    ...contacts
      .filter(({ created_at }) => created_at > now - 90 * day)
      .map((contact) => ({ contact, at: contact.created_at, source: null })),
    ...merged.map(({ id, user, at }) => ({ contact: user, at, source: id })),
  ].sort((a, b) => a.at - b.at);
  for (const { contact, at, source } of told) {
    const count = Number(store.nextId(activities)).toString(16).padStart(6, "0");
    store.in(activities).insert({
      id: `${at}000.${count}`,
      event_type: source === null ? "contact.created" : "contact.merged",
      contact_id: contact.id,
      external_id: contact.external_id,
      role: contact.role,
      merge_source_id: source,
      merge_target_id: source === null ? null : contact.id,
      failure_reason: null,
      created_at: at,
    });
  }
}

const remarks = [
  "Prefers a call in the morning.",
  "Asked for an offer for twice as many seats.",
  "Moves to a larger shop next quarter.",
  "Was very happy with how we handled the late delivery.",
  "Decides together with the head of finance.",
  "Wants to hear about the new reports first.",
] as const;

function plantNotes(
  world: World,
  { everyone }: Staff,
  contacts: readonly Contact[],
  companies: readonly Company[],
): void {
  const { seeds, chance, active, now } = world;
  const write = (on: "contact" | "company", { id, created_at }: Contact | Company) =>
    seeds.note({
      on,
      owner_id: id,
      body: chance.one(remarks),
      admin_id: chance.one(everyone),
      created_at: between(world, created_at, now),
    });
  for (let i = 0; i < oneFor(4, active); i++) write("contact", chance.one(contacts));
  for (let i = 0; i < oneFor(30, active); i++) write("company", chance.one(companies));
}
