import { createIntercom } from "@interkit/client/2.16";
import { wholeContact } from "@interkit/client/helpers/whole-contact";
import { ConfigError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

function start() {
  const sandbox = createSandbox();
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  return { sandbox, intercom };
}

/** A contact with as many tags, notes and companies as the counts. */
async function seedContact(counts: { tags: number; notes: number; companies: number }) {
  const { sandbox, intercom } = start();
  const { id } = sandbox.seed.contact({ email: "ada@example.com" });
  for (let index = 0; index < counts.tags; index++) {
    const tag = sandbox.seed.tag({ name: `tag ${index}` });
    await intercom.contacts.tags.attach(id, { id: tag.id });
  }
  for (let index = 0; index < counts.notes; index++) {
    await intercom.contacts.notes.create(id, { body: `note ${index}` });
  }
  for (let index = 0; index < counts.companies; index++) {
    const company = sandbox.seed.company({ company_id: `c-${index}` });
    await intercom.contacts.companies.attach(id, { id: company.id });
  }
  const contact = await intercom.contacts.get(id);
  sandbox.requests.clear();
  return { sandbox, intercom, contact };
}

const idsOf = (list: { data?: readonly { id: string }[] } | null) =>
  (list?.data ?? []).map(({ id }) => id).sort();

test("lists with more than ten items are completed, with references as a contact has them", async () => {
  const counts = { tags: 60, notes: 12, companies: 11 };
  const { intercom, contact } = await seedContact(counts);
  const { tags, notes, companies, ...rest } = await wholeContact(intercom, contact);
  expect(tags).toMatchObject({ total_count: 60, has_more: false });
  const listed = await intercom.contacts.tags.list(contact.id).collect({ limit: 100 });
  expect(idsOf(tags)).toEqual(idsOf({ data: listed }));
  expect(new Set(idsOf(notes)).size).toBe(12);
  expect(new Set(idsOf(companies)).size).toBe(11);
  for (const [place, list] of Object.entries({ tags, notes, companies })) {
    const [first] = contact[place as "tags"]?.data ?? [];
    for (const item of list?.data ?? []) {
      expect(item).toEqual({ type: first?.type, id: item.id, url: `/${place}/${item.id}` });
    }
  }
  expect({ ...contact, ...rest }).toEqual(contact);
});

test("a contact that has its lists whole is returned without a request", async () => {
  const { intercom, sandbox, contact } = await seedContact({ tags: 10, notes: 0, companies: 3 });
  expect(await wholeContact(intercom, contact)).toEqual(contact);
  const [tag] = contact.tags?.data ?? [];
  const tags = { data: [{ ...tag, name: "VIP" }], url: "/tags", total_count: 1, has_more: false };
  expect(await wholeContact(intercom, { tags, notes: null })).toEqual({ tags, notes: null });
  expect(sandbox.requests.list()).toEqual([]);
});

test("only the lists that are incomplete are requested, and the contact is not changed", async () => {
  const { intercom, sandbox, contact } = await seedContact({ tags: 2, notes: 11, companies: 3 });
  const before = structuredClone(contact);
  await wholeContact(intercom, contact);
  expect(contact).toEqual(before);
  const operations = sandbox.requests.list().map(({ operation }) => operation);
  expect(new Set(operations)).toEqual(new Set(["contacts.notes.list"]));
});

test("a contact that was deleted after it was read is an error", async () => {
  const { intercom, contact } = await seedContact({ tags: 11, notes: 0, companies: 0 });
  await intercom.contacts.delete(contact.id);
  await expect(wholeContact(intercom, contact)).rejects.toMatchObject({ status: 404 });
});

test("what is no contact, and unknown options, are refused; an abort is the AbortError", async () => {
  const { intercom, sandbox, contact } = await seedContact({ tags: 11, notes: 0, companies: 0 });
  const whole = (one: unknown, options: object = {}) =>
    wholeContact(intercom, one as typeof contact, options);
  await expect(whole("5ba682d23d7cf92bef87bfd4")).rejects.toThrow(ConfigError);
  await expect(whole(null)).rejects.toThrow(/needs a contact, and got null/);
  await expect(whole(contact, { lists: ["tags"] })).rejects.toThrow(/no option "lists"/);
  const aborted = whole(contact, { signal: AbortSignal.abort() });
  await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  expect(sandbox.requests.list()).toEqual([]);
});
