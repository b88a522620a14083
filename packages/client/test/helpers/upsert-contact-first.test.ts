import { createIntercom } from "@interkit/client/2.16";
import { type UpsertOptions, upsertContact } from "@interkit/client/helpers/upsert-contact";
import { ConfigError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

function start() {
  const sandbox = createSandbox({ searchLagMs: 600_000 });
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  const operations = () => sandbox.requests.list().map(({ operation }) => operation);
  return { sandbox, intercom, operations };
}

const ada = { external_id: "42", email: "ada@example.com", name: "Ada" };
const createFirst: UpsertOptions = { first: "create" };

test("with creation first, a new contact takes one request", async () => {
  const { intercom, operations } = start();
  expect((await upsertContact(intercom, ada, createFirst)).outcome).toBe("created");
  expect(operations()).toEqual(["contacts.create"]);
});

test("with creation first, an existing contact is updated without a search", async () => {
  const { intercom, operations, sandbox } = start();
  const { id } = sandbox.seed.contact({ email: "Ada@example.com" });
  const { contact, outcome } = await upsertContact(intercom, ada, createFirst);
  expect({ id: contact.id, external_id: contact.external_id, outcome }).toEqual({
    id,
    external_id: "42",
    outcome: "updated",
  });
  expect(operations()).toEqual(["contacts.create", "contacts.get", "contacts.update"]);
});

test("with creation first, the archived contact that a 409 names for its email is restored", async () => {
  const { intercom, sandbox } = start();
  const { id } = sandbox.seed.contact({ email: ada.email });
  await intercom.contacts.archive(id);
  const { contact, outcome } = await upsertContact(intercom, ada, createFirst);
  expect({ id: contact.id, outcome }).toEqual({ id, outcome: "updated" });
});

test("with creation first, a lead that is upserted twice is one lead", async () => {
  const { intercom, sandbox } = start();
  const lead = { role: "lead", email: ada.email } as const;
  const { contact } = await upsertContact(intercom, lead, createFirst);
  sandbox.clock.advance(600_000);
  const again = await upsertContact(intercom, { ...lead, name: "Ada" }, createFirst);
  expect(again).toMatchObject({ outcome: "updated", contact: { id: contact.id, name: "Ada" } });
});

test("with creation first, a lead with an external id alone takes one request", async () => {
  const { intercom, operations } = start();
  const lead = { role: "lead", external_id: "42" } as const;
  expect((await upsertContact(intercom, lead, createFirst)).outcome).toBe("created");
  expect(operations()).toEqual(["contacts.create"]);
  const again = await upsertContact(intercom, { ...lead, name: "Ada" }, createFirst);
  expect(again).toMatchObject({ outcome: "updated", contact: { name: "Ada", role: "lead" } });
});

test("with creation first, a 409 that names no contact is followed by a search", async () => {
  const { sandbox, operations } = start();
  const { id } = sandbox.seed.contact(ada);
  sandbox.clock.advance(600_000);
  const hiding = createIntercom({
    token: "any",
    fetch: sandbox.fetch,
    layers: [
      (next) => async (request) => {
        const response = await next(request);
        if (response.status !== 409) return response;
        const errors = [{ code: "conflict", message: "Multiple existing users match" }];
        return Response.json({ type: "error.list", errors }, { status: 409 });
      },
    ],
  });
  const { contact, outcome } = await upsertContact(hiding, ada, createFirst);
  expect({ id: contact.id, outcome }).toEqual({ id, outcome: "updated" });
  expect(operations()).toContain("contacts.search");
  const other = { ...ada, external_id: "43" };
  await expect(upsertContact(hiding, other, createFirst)).rejects.toMatchObject({ status: 409 });
});

test("a contact that is deleted after the 409 that names it is created again", async () => {
  const { intercom, sandbox } = start();
  const { id } = sandbox.seed.contact(ada);
  const deleting = createIntercom({
    token: "any",
    fetch: sandbox.fetch,
    layers: [
      (next) => async (request) => {
        const response = await next(request);
        if (response.status === 409) await intercom.contacts.delete(id);
        return response;
      },
    ],
  });
  const { contact, outcome } = await upsertContact(deleting, ada, createFirst);
  expect(outcome).toBe("created");
  expect(contact.id).not.toBe(id);
});

test("an option that does not exist, or an invalid value, is refused before a request is sent", async () => {
  const { intercom, operations } = start();
  const upsert = (options: object) => upsertContact(intercom, ada, options);
  await expect(upsert({ frist: "create" })).rejects.toThrow(ConfigError);
  await expect(upsert({ frist: "create" })).rejects.toThrow(
    /no option "frist", only first, signal/,
  );
  await expect(upsert({ first: "make" })).rejects.toThrow(/"first".* must be "search" or "create"/);
  await expect(upsert([])).rejects.toThrow(/options as an object, and got an array/);
  expect(operations()).toEqual([]);
});

test("the options of a call go to each request", async () => {
  const { intercom, operations } = start();
  const upsert = upsertContact(intercom, ada, { ...createFirst, signal: AbortSignal.abort() });
  await expect(upsert).rejects.toThrow(/abort/i);
  expect(operations()).toEqual([]);
});
