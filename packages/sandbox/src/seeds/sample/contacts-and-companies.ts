import { type Company, companies as companyKey } from "../../records/companies.ts";
import { type Contact, mergedContacts } from "../../records/contacts.ts";
import { activities } from "../../resources/contacts/contact-activities.ts";
import { ContactSeeder } from "./contact-seeder.ts";
import { planPopulation, seedCompanies } from "./population.ts";
import { countFor, day, type SampleContext, timeBetween } from "./sample-context.ts";
import type { Staff } from "./staff.ts";

/** The contacts that lists return, and the companies. */
export interface ContactsAndCompanies {
  /** Oldest first. */
  readonly contacts: readonly Contact[];
  readonly companies: readonly Company[];
}

/** Seeds contacts and companies, notes, and archived, blocked and merged contacts. */
export function seedContactsAndCompanies(
  sample: SampleContext,
  staff: Staff,
): ContactsAndCompanies {
  const { random, store, active } = sample;
  const population = planPopulation(sample);
  const ids = seedCompanies(sample, population.firms, staff.tags["Priority customer"]);
  const seeder = new ContactSeeder(sample, staff, population, ids);
  const contacts = population.people.map((person) => seeder.seed(person));
  // Archived and blocked contacts are in no list. Blocked ones can be read by id.
  const seedHiddenContacts = (count: number, more: Partial<Contact>) => {
    for (let i = 0; i < countFor(count, active); i++) {
      seeder.seed({ ...random.pick(population.people), firms: [] }, more);
    }
  };
  seedHiddenContacts(25, { archived: true });
  seedHiddenContacts(50, { blocked: true, marked_email_as_spam: true });
  seedMergedContacts(sample, contacts);
  const companies = store.collection(companyKey).all();
  seedNotes(sample, staff, contacts, companies);
  return { contacts, companies };
}

/** Seeds merged contacts, and the activities of recent contacts. */
function seedMergedContacts(sample: SampleContext, contacts: readonly Contact[]): void {
  const { store, random, now, active } = sample;
  const users = contacts.filter(({ role }) => role === "user");
  const merged = random.pickSome(users, countFor(50, active)).map((user) => ({
    id: store.nextId(mergedContacts),
    user,
    at: timeBetween(sample, user.created_at, now),
  }));
  for (const { id, user, at } of merged) {
    const known = { external_id: null, email: null, role: "lead", merged_at: at } as const;
    store.collection(mergedContacts).insert({ ...known, id, into: user.id });
  }
  const activityRows = [
    ...contacts
      .filter(({ created_at }) => created_at > now - 90 * day)
      .map((contact) => ({ contact, at: contact.created_at, source: null })),
    ...merged.map(({ id, user, at }) => ({ contact: user, at, source: id })),
  ].sort((a, b) => a.at - b.at);
  for (const { contact, at, source } of activityRows) {
    const count = Number(store.nextId(activities)).toString(16).padStart(6, "0");
    store.collection(activities).insert({
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

const noteTexts = [
  "Prefers a call in the morning.",
  "Asked for an offer for twice as many seats.",
  "Moves to a larger shop next quarter.",
  "Was very happy with how we handled the late delivery.",
  "Decides together with the head of finance.",
  "Wants to hear about the new reports first.",
] as const;

function seedNotes(
  sample: SampleContext,
  { everyone }: Staff,
  contacts: readonly Contact[],
  companies: readonly Company[],
): void {
  const { seeds, random, active, now } = sample;
  const write = (on: "contact" | "company", { id, created_at }: Contact | Company) =>
    seeds.note({
      on,
      owner_id: id,
      body: random.pick(noteTexts),
      admin_id: random.pick(everyone),
      created_at: timeBetween(sample, created_at, now),
    });
  for (let i = 0; i < countFor(4, active); i++) write("contact", random.pick(contacts));
  for (let i = 0; i < countFor(30, active); i++) write("company", random.pick(companies));
}
