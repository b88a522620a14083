import type { Contact } from "../../records/contacts.ts";
import { deviceOf } from "./devices.ts";
import { phoneOf, places } from "./places.ts";
import type { Firm, Person, Population } from "./population.ts";
import type { Random } from "./random.ts";
import { day, type SampleContext, slugOf, timeBetween } from "./sample-context.ts";
import type { Staff } from "./staff.ts";

type Details = Partial<Omit<Contact, "id">>;

const jobTitles = ["Owner", "Buyer", "Accountant", "Shop manager", "Engineer", "Analyst"] as const;

/** Seeds contacts for the people of a population. It keeps emails and external ids unique. */
export class ContactSeeder {
  readonly #world: SampleContext;
  readonly #staff: Staff;
  readonly #population: Population;
  readonly #companies: readonly string[];
  readonly #emails = new Map<string, number>();
  #users = 0;

  constructor(
    sample: SampleContext,
    staff: Staff,
    population: Population,
    companies: readonly string[],
  ) {
    this.#world = sample;
    this.#staff = staff;
    this.#population = population;
    this.#companies = companies;
  }

  /** Seeds a contact for a person, with further properties. */
  seed(person: Person, more: Details = {}): Contact {
    const { seeds, random, now } = this.#world;
    const { role, created_at, seen_at } = person;
    const firms = person.firms.flatMap((index) => this.#population.firms[index] ?? []);
    const [firm] = firms;
    const isUser = role === "user";
    const first = random.faker.person.firstName();
    const last = random.faker.person.lastName();
    const place = firm && random.chance(0.8) ? firm.place : random.pick(places);
    const wroteTo = random.chance(0.5) ? timeBetween(this.#world, created_at, now, 2) : null;
    const opened = wroteTo !== null && random.chance(0.6);
    const updated_at = Math.max(seen_at ?? created_at, created_at);
    const seeded = seeds.contact({
      role,
      external_id: isUser ? this.#nextExternalId() : null,
      email: this.#email(first, last, firm),
      phone: random.chance(0.6) ? phoneOf(random, place) : null,
      name: `${first} ${last}`,
      avatar: random.chance(0.2)
        ? `https://images.example.com/avatars/${random.integer(1, 99)}.png`
        : null,
      owner_id: random.chance(0.3) ? Number(random.pick(this.#staff.everyone)) : null,
      created_at,
      updated_at,
      signed_up_at: isUser ? created_at : null,
      last_seen_at: seen_at,
      last_email_opened_at: opened ? wroteTo : null,
      last_email_clicked_at: opened && random.chance(0.4) ? wroteTo : null,
      unsubscribed_from_emails: random.chance(0.06),
      has_hard_bounced: random.chance(0.02),
      location: place.location,
      language_override: random.chance(0.03) ? place.language : null,
      company_ids: person.firms.flatMap((index) => this.#companies[index] ?? []),
      custom_attributes: attributes(random, person, firm),
      tags: this.#tags(person),
      subscription_ids: random.chance(0.15) ? [random.pick(["1", "2", "3"])] : [],
      ...(seen_at === null ? {} : deviceOf(random, place, seen_at)),
      ...more,
    });
    return seeded as Contact;
  }

  #nextExternalId(): string {
    this.#users += 1;
    return `user-${1000 + this.#users}`;
  }

  /** A unique address at the company, or at an email provider. */
  #email(first: string, last: string, firm: Firm | undefined): string {
    const { random } = this.#world;
    const domain = firm?.domain ?? random.pick(["mail.example", "post.example", "inbox.example"]);
    const name = `${slugOf(first)}.${slugOf(last)}`;
    const wanted = `${name}@${domain}`;
    const count = (this.#emails.get(wanted) ?? 0) + 1;
    this.#emails.set(wanted, count);
    return count === 1 ? wanted : `${name}${count}@${domain}`;
  }

  #tags({ created_at }: Person): Contact["tags"] {
    const { random, now } = this.#world;
    if (!random.chance(0.25)) return [];
    const { tags, everyone } = this.#staff;
    const fitting = [tags["Beta tester"], tags["Churn risk"], tags.Press, tags.Reseller];
    return random.pickSome(fitting, random.integer(1, 2)).map((id) => ({
      id,
      applied_at: timeBetween(this.#world, created_at, now),
      admin_id: random.pick(everyone),
    }));
  }
}

/** The custom attributes of a contact. */
function attributes(
  random: Random,
  { role, created_at }: Person,
  firm: Firm | undefined,
): Contact["custom_attributes"] {
  const job = random.chance(0.5) ? { job_title: random.pick(jobTitles) } : {};
  if (role === "lead") return job;
  const plan = firm?.plan ?? "Free";
  return {
    plan,
    ...job,
    invited_people: random.integer(0, plan === "Free" ? 2 : 9),
    lifetime_value: plan === "Free" ? 0 : random.integer(4900, 900_000) / 100,
    onboarded: random.chance(0.7),
    trial_ends_at: created_at + 14 * day,
  };
}
