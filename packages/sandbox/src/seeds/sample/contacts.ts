import type { Contact } from "../../records/contacts.ts";
import type { Chance } from "./chance.ts";
import { deviceOf } from "./devices.ts";
import type { Firm, Person, Population } from "./people.ts";
import { phoneOf, places } from "./places.ts";
import type { Staff } from "./staff.ts";
import { between, day, plain, type World } from "./world.ts";

type Details = Partial<Omit<Contact, "id">>;

const jobTitles = ["Owner", "Buyer", "Accountant", "Shop manager", "Engineer", "Analyst"] as const;

/** Makes contacts of people. What is unique among them is remembered between one and the next. */
export class Register {
  readonly #world: World;
  readonly #staff: Staff;
  readonly #population: Population;
  readonly #companies: readonly string[];
  readonly #emails = new Map<string, number>();
  #users = 0;

  constructor(world: World, staff: Staff, population: Population, companies: readonly string[]) {
    this.#world = world;
    this.#staff = staff;
    this.#population = population;
    this.#companies = companies;
  }

  /** Keeps a person, with more than is known of people in general when that is given. */
  enter(person: Person, more: Details = {}): Contact {
    const { seeds, chance, now } = this.#world;
    const { role, created_at, seen_at } = person;
    const firms = person.firms.flatMap((index) => this.#population.firms[index] ?? []);
    const [firm] = firms;
    const isUser = role === "user";
    const first = chance.faker.person.firstName();
    const last = chance.faker.person.lastName();
    const place = firm && chance.whether(0.8) ? firm.place : chance.one(places);
    const wroteTo = chance.whether(0.5) ? between(this.#world, created_at, now, 2) : null;
    const opened = wroteTo !== null && chance.whether(0.6);
    const updated_at = Math.max(seen_at ?? created_at, created_at);
    const planted = seeds.contact({
      role,
      external_id: isUser ? this.#nextExternalId() : null,
      email: this.#email(first, last, firm),
      phone: chance.whether(0.6) ? phoneOf(chance, place) : null,
      name: `${first} ${last}`,
      avatar: chance.whether(0.2)
        ? `https://images.example.com/avatars/${chance.whole(1, 99)}.png`
        : null,
      owner_id: chance.whether(0.3) ? Number(chance.one(this.#staff.everyone)) : null,
      created_at,
      updated_at,
      signed_up_at: isUser ? created_at : null,
      last_seen_at: seen_at,
      last_email_opened_at: opened ? wroteTo : null,
      last_email_clicked_at: opened && chance.whether(0.4) ? wroteTo : null,
      unsubscribed_from_emails: chance.whether(0.06),
      has_hard_bounced: chance.whether(0.02),
      location: place.location,
      language_override: chance.whether(0.03) ? place.language : null,
      company_ids: person.firms.flatMap((index) => this.#companies[index] ?? []),
      custom_attributes: attributes(chance, person, firm),
      tags: this.#tags(person),
      subscription_ids: chance.whether(0.15) ? [chance.one(["1", "2", "3"])] : [],
      ...(seen_at === null ? {} : deviceOf(chance, place, seen_at)),
      ...more,
    });
    return planted as Contact;
  }

  #nextExternalId(): string {
    this.#users += 1;
    return `user-${1000 + this.#users}`;
  }

  /** An address at the company, or at a provider of mailboxes, that nobody else has. */
  #email(first: string, last: string, firm: Firm | undefined): string {
    const { chance } = this.#world;
    const domain = firm?.domain ?? chance.one(["mail.example", "post.example", "inbox.example"]);
    const name = `${plain(first)}.${plain(last)}`;
    const wanted = `${name}@${domain}`;
    const count = (this.#emails.get(wanted) ?? 0) + 1;
    this.#emails.set(wanted, count);
    return count === 1 ? wanted : `${name}${count}@${domain}`;
  }

  #tags({ created_at }: Person): Contact["tags"] {
    const { chance, now } = this.#world;
    if (!chance.whether(0.25)) return [];
    const { tags, everyone } = this.#staff;
    const fitting = [tags["Beta tester"], tags["Churn risk"], tags.Press, tags.Reseller];
    return chance.some(fitting, chance.whole(1, 2)).map((id) => ({
      id,
      applied_at: between(this.#world, created_at, now),
      admin_id: chance.one(everyone),
    }));
  }
}

/** The attributes that the workspace defined, as far as they are known of somebody. */
function attributes(
  chance: Chance,
  { role, created_at }: Person,
  firm: Firm | undefined,
): Contact["custom_attributes"] {
  const job = chance.whether(0.5) ? { job_title: chance.one(jobTitles) } : {};
  if (role === "lead") return job;
  const plan = firm?.plan ?? "Free";
  return {
    plan,
    ...job,
    invited_people: chance.whole(0, plan === "Free" ? 2 : 9),
    lifetime_value: plan === "Free" ? 0 : chance.whole(4900, 900_000) / 100,
    onboarded: chance.whether(0.7),
    trial_ends_at: created_at + 14 * day,
  };
}
