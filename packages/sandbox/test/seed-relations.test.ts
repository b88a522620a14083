import { createSandbox, type Snapshot } from "@interkit/sandbox";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brokenReferences } from "./support/relations.ts";
import { type Json, start, workspace } from "./support/workspace.ts";

async function made(contacts: number, name = "acme"): Promise<Snapshot> {
  const sandbox = createSandbox({ seed: { name, contacts }, clock: () => start * 1000 });
  await sandbox.ready;
  return sandbox.snapshot();
}

const all = (snapshot: Snapshot, kind: string) => (snapshot.collections[kind] ?? []) as Json[];

test("with any name and any number of contacts, every reference exists", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1 }),
      fc.oneof(fc.integer({ min: 50, max: 500 }), fc.integer({ min: 1, max: 20 })),
      async (name, contacts) => {
        const snapshot = await made(contacts, name);
        expect(brokenReferences(snapshot)).toEqual([]);
        const listed = all(snapshot, "contacts").filter((one) => !one.archived && !one.blocked);
        expect(listed.length).toBe(contacts);
      },
    ),
    { numRuns: 12 },
  );
});

describe("in a workspace with data", () => {
  test("every company has contacts, and is not newer than its contacts", async () => {
    const snapshot = await made(300);
    const people = all(snapshot, "contacts");
    for (const { id, created_at, last_request_at } of all(snapshot, "companies")) {
      const own = people.filter(({ company_ids }) => company_ids.includes(id));
      expect(own.length).toBeGreaterThan(0);
      for (const contact of own) {
        expect(contact.created_at).toBeGreaterThanOrEqual(created_at);
        expect(contact.last_seen_at ?? 0).toBeLessThanOrEqual(last_request_at);
      }
    }
  });

  test("emails and external ids are unique, and all domains are reserved", async () => {
    const people = all(await made(1000), "contacts");
    for (const name of ["email", "external_id"]) {
      const given = people.map((contact) => contact[name]).filter((value) => value !== null);
      expect(new Set(given).size).toBe(given.length);
    }
    const isMadeUp = /^[a-z0-9.-]+@[a-z0-9-]+\.example$/;
    expect(people.filter(({ email }) => !isMadeUp.test(email))).toEqual([]);
    // The numbers that are reserved for examples and films.
    const isNobodys = /^\+(1\d{3}55501|441632960|35320915|6125550)/;
    expect(people.filter(({ phone }) => phone && !isNobodys.test(phone))).toEqual([]);
  });

  test("parts are in order, after the creation of the contact, and match the state", async () => {
    const snapshot = await made(300);
    const parts = all(snapshot, "parts");
    const people = new Map(all(snapshot, "contacts").map((contact) => [contact.id, contact]));
    const states = new Set<string>();
    for (const conversation of all(snapshot, "conversations")) {
      const own = parts.filter(({ owner_id }) => owner_id === conversation.id);
      const contact = people.get(conversation.contact_ids[0]);
      expect(conversation.created_at).toBeGreaterThanOrEqual(contact.created_at);
      expect(contact.last_seen_at).toBeGreaterThanOrEqual(contact.last_replied_at);
      const times = own.map(({ created_at }) => created_at);
      expect(Math.min(conversation.created_at, ...times)).toBe(conversation.created_at);
      expect(Math.max(conversation.updated_at, ...times)).toBe(conversation.updated_at);
      const withState = own.filter(({ details }) => details.state !== undefined);
      expect(withState.at(-1)?.details.state).toBe(conversation.state);
      if (conversation.state === "closed") expect(conversation.waiting_since).toBeNull();
      states.add(conversation.state);
    }
    expect([...states].sort()).toEqual(["closed", "open", "snoozed"]);
  });

  test("a converted conversation and its ticket have the same tags and contacts", async () => {
    const snapshot = await made(300);
    const talks = new Map(all(snapshot, "conversations").map((one) => [one.id, one]));
    const converted = all(snapshot, "tickets").filter(({ id }) => talks.has(id));
    expect(converted.length).toBeGreaterThan(0);
    for (const { id, tags, contact_ids } of converted) {
      expect(talks.get(id)).toMatchObject({ tags, contact_ids });
    }
  });

  test("attributes match their definitions: the API accepts them", async () => {
    const { sandbox, send } = await workspace("2.16", { seed: "acme" });
    const snapshot = sandbox.snapshot();
    for (const { id, custom_attributes } of all(snapshot, "contacts").slice(0, 20)) {
      const { Order: _, ...own } = custom_attributes;
      const got = await send("PUT", `/contacts/${id}`, { custom_attributes: own });
      expect(got.status, JSON.stringify(got.body)).toBe(200);
    }
    for (const { id, custom_attributes } of all(snapshot, "companies")) {
      expect((await send("PUT", `/companies/${id}`, { custom_attributes })).status).toBe(200);
    }
    for (const { id, custom_attributes } of all(snapshot, "conversations")) {
      const path = `/conversations/${id}`;
      expect((await send("PUT", path, { custom_attributes })).status).toBe(200);
    }
    for (const { id, attributes } of all(snapshot, "tickets")) {
      const got = await send("PUT", `/tickets/${id}`, { ticket_attributes: attributes });
      expect(got.status, JSON.stringify(got.body)).toBe(200);
    }
  });

  test("orders are found by the contact who placed them", async () => {
    const { sandbox, send } = await workspace("2.16", { seed: "acme" });
    const people = all(sandbox.snapshot(), "contacts");
    const [buyer] = people.filter(({ custom_attributes }) => custom_attributes.Order);
    const path = `/custom_object_instances/Order?references_contact_id=${buyer.id}`;
    const { body } = await send("GET", path);
    expect(body.data.map(({ id }: Json) => id)).toEqual(buyer.custom_attributes.Order);
  });
});
