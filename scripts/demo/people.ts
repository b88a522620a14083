import { query } from "@interkit/client";
import type { Company, Contact, Intercom } from "@interkit/client/2.16";
import pMap from "p-map";

const names = ["Ada", "Grace", "Katherine", "Annie", "Radia"];
const domains = ["engines.example", "compilers.example", "orbits.example"];

/** Creates contacts, ten at a time. */
export function createContacts(
  intercom: Intercom,
  count: number,
  done: () => void,
): Promise<Contact[]> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return pMap(
    numbers,
    async (number) => {
      const name = names[number % names.length] as string;
      const contact = await intercom.contacts.create({
        role: "user",
        external_id: `demo-${number}`,
        name,
        email: `${name.toLowerCase()}-${number}@${domains[number % domains.length]}`,
      });
      done();
      return contact;
    },
    { concurrency: 10 },
  );
}

/** Walks through all contacts, and counts them and the pages they came in. */
export async function walkContacts(
  intercom: Intercom,
): Promise<{ pages: number; contacts: number }> {
  let [pages, contacts] = [0, 0];
  for await (const page of intercom.contacts.list({ per_page: 50 }).pages()) {
    pages += 1;
    contacts += page.items.length;
  }
  return { pages, contacts };
}

/** Finds the people of one company by their address. */
export function findContacts(intercom: Intercom, limit: number): Promise<Contact[]> {
  const { and, endsWith, eq } = query.contacts;
  return intercom.contacts
    .search({ query: and(eq("role", "user"), endsWith("email", "@engines.example")) })
    .collect({ limit });
}

export async function fillCompany(
  intercom: Intercom,
  contacts: readonly Contact[],
): Promise<Company> {
  const company = await intercom.companies.createOrUpdate({
    company_id: "engines",
    name: "Analytical Engines",
  });
  await pMap(
    contacts,
    (contact) => intercom.contacts.companies.attach(contact.id, { id: company.id }),
    { concurrency: 10 },
  );
  return company;
}
