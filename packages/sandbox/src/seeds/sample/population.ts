import { planNamed } from "../../records/companies.ts";
import { type Place, places } from "./places.ts";
import { day, type SampleContext, slugOf, timeBetween } from "./sample-context.ts";
import type { Plan } from "./setup.ts";

/** A company to seed. */
export interface Firm {
  readonly name: string;
  readonly domain: string;
  readonly plan: Plan;
  readonly place: Place;
  readonly created_at: number;
  /** When one of its contacts was last seen. */
  seen_at: number;
}

/** A contact to seed. */
export interface Person {
  readonly role: "user" | "lead";
  readonly created_at: number;
  readonly seen_at: number | null;
  readonly firms: readonly number[];
}

/** The contacts and companies to seed, oldest first. */
export interface Population {
  readonly firms: readonly Firm[];
  readonly people: readonly Person[];
}

/** Contacts per company. */
const perFirm = 8;

/**
 * Plans the contacts and companies of the workspace, with a growing number of contacts over time.
 * One contact in eight founds a company, earlier contacts more often than later ones, and most of the
 * others join an existing company: so each company has contacts, and none is newer than its contacts.
 */
export function planPopulation(sample: SampleContext): Population {
  const { random, contacts, firstDay, now } = sample;
  const firms: Firm[] = [];
  const domains = new Set<string>();
  const wanted = Math.ceil(contacts / perFirm);
  const people = Array.from({ length: contacts }, (_, i): Person => {
    const created_at = firstDay + Math.floor((now - firstDay) * Math.sqrt((i + 0.5) / contacts));
    const founds = firms.length < Math.ceil(wanted * Math.sqrt((i + 1) / contacts));
    if (founds) firms.push(newFirm(sample, created_at, domains));
    const role = founds || random.chance(0.75) ? "user" : "lead";
    const came = role === "user" || random.chance(0.8);
    const seen_at = came ? timeBetween(sample, created_at, now, 4) : null;
    const own = founds ? [firms.length - 1] : companiesJoined(sample, role, firms.length);
    for (const index of own) {
      const one = firms[index];
      if (one && seen_at !== null) one.seen_at = Math.max(one.seen_at, seen_at);
    }
    return { role, created_at, seen_at, firms: own };
  });
  return { firms, people };
}

/** The companies that a contact joins: mostly one. Older companies get more contacts. */
function companiesJoined({ random }: SampleContext, role: Person["role"], count: number): number[] {
  if (!random.chance(role === "user" ? 0.85 : 0.2)) return [];
  const pick = () => random.integer(0, count - 1);
  return [...new Set(random.chance(0.07) ? [pick(), pick()] : [pick()])];
}

const commonPlans: readonly Plan[] = ["Free", "Free", "Team", "Team", "Team", "Business"];

function newFirm({ random }: SampleContext, created_at: number, domains: Set<string>): Firm {
  const name = random.faker.company.name();
  const slug = slugOf(name);
  let domain = `${slug}.example`;
  for (let i = 2; domains.has(domain); i++) domain = `${slug}-${i}.example`;
  domains.add(domain);
  const plan = random.chance(0.08) ? "Enterprise" : random.pick(commonPlans);
  return { name, domain, plan, place: random.pick(places), created_at, seen_at: created_at };
}

const industries = [
  "Bakeries",
  "Bicycles",
  "Books",
  "Education",
  "Furniture",
  "Health",
  "Logistics",
  "Music",
  "Software",
  "Travel",
] as const;

const spend: Readonly<Record<Plan, readonly [number, number]>> = {
  Free: [0, 0],
  Team: [49, 240],
  Business: [400, 1900],
  Enterprise: [2500, 12_000],
};
const sizes: Readonly<Record<Plan, readonly [number, number]>> = {
  Free: [1, 9],
  Team: [4, 40],
  Business: [30, 400],
  Enterprise: [250, 8000],
};

/** Seeds the companies, oldest first. */
export function seedCompanies(
  sample: SampleContext,
  firms: readonly Firm[],
  tag: string,
): string[] {
  const { seeds, random, now } = sample;
  return firms.map(({ name, domain, plan, created_at, seen_at }, i) => {
    const isKey = plan === "Enterprise";
    const added = { id: tag, applied_at: timeBetween(sample, created_at, now), admin_id: "1" };
    return seeds.company({
      company_id: `account-${1001 + i}`,
      name,
      plan: planNamed(plan),
      size: random.integer(...sizes[plan]),
      website: `https://${domain}`,
      industry: random.pick(industries),
      monthly_spend: random.integer(...spend[plan]),
      session_count: random.integer(1, 900),
      remote_created_at: created_at,
      created_at,
      updated_at: seen_at,
      last_request_at: seen_at,
      custom_attributes: {
        account_tier: isKey ? "Key" : "Standard",
        renewal_at: created_at + 365 * day * (Math.floor((now - created_at) / (365 * day)) + 1),
        uses_sso: isKey,
      },
      tags: isKey ? [added] : [],
    }).id;
  });
}
