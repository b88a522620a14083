import { type CreateContactRequest, createIntercom, type Intercom } from "@interkit/client/2.16";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { ApiError, ConfigError } from "@interkit/core";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";

function start(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  const all = () => intercom.contacts.list().collect({ limit: 100 });
  return { sandbox, intercom, all };
}

const ada = { external_id: "42", email: "ada@example.com", name: "Ada" };

describe.each(["search", "create"] as const)("with the %s first", (first) => {
  const upsert = (intercom: Intercom, fields: CreateContactRequest) =>
    upsertContact(intercom, fields, { first });

  test("a contact is created, then updated", async () => {
    const { intercom, all } = start();
    const created = await upsert(intercom, ada);
    expect(created.outcome).toBe("created");
    const updated = await upsert(intercom, { external_id: "42", name: "Ada Lovelace" });
    expect(updated).toMatchObject({
      outcome: "updated",
      contact: { id: created.contact.id, name: "Ada Lovelace", email: "ada@example.com" },
    });
    expect(await all()).toHaveLength(1);
  });

  test("several at once, which the search does not find yet, make one contact", async () => {
    const { intercom, all } = start({ searchLagMs: 600_000 });
    const names = ["a", "b", "c", "d"];
    const upserts = names.map((name) => upsert(intercom, { ...ada, name }));
    const outcomes = (await Promise.all(upserts)).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(["created", "updated", "updated", "updated"]);
    expect(await all()).toHaveLength(1);
  });

  test("an email finds a contact without an external id, whatever its case, and gives it one", async () => {
    const { intercom, sandbox } = start();
    const { id } = sandbox.seed.contact({ email: "Ada@Example.com" });
    const { contact, outcome } = await upsert(intercom, ada);
    expect(outcome).toBe("updated");
    expect(contact).toMatchObject({ id, external_id: "42" });
  });

  test("a contact with another external id is not changed for its email", async () => {
    const { intercom, sandbox } = start();
    const { id } = sandbox.seed.contact({ ...ada, external_id: "41" });
    const error = await upsert(intercom, ada).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409 });
    expect(await intercom.contacts.get(id)).toMatchObject({ external_id: "41", name: "Ada" });
  });

  test("an email finds a user and leaves leads with it alone, unless a lead is meant", async () => {
    const { intercom, sandbox } = start();
    const { email } = ada;
    const used = sandbox.seed.contact({ role: "lead", email });
    const other = sandbox.seed.contact({ role: "lead", email });
    sandbox.clock.advance(60_000);
    await intercom.contacts.update(used.id, { phone: "+14155552671" });
    const user = await upsert(intercom, { email, name: "Ada" });
    expect(user.outcome).toBe("created");
    const lead = await upsert(intercom, { role: "lead", email, name: "Ada L." });
    expect(lead).toMatchObject({ outcome: "updated", contact: { id: used.id } });
    expect(await intercom.contacts.get(other.id)).toMatchObject({ name: null });
  });

  test("an archived contact is restored", async () => {
    const { intercom, sandbox, all } = start();
    const { id } = sandbox.seed.contact(ada);
    await intercom.contacts.archive(id);
    const { contact } = await upsert(intercom, { ...ada, name: "Ada Lovelace" });
    expect(contact.id).toBe(id);
    expect(await all()).toMatchObject([{ id, name: "Ada Lovelace" }]);
  });

  test("an archived contact with another external id stays archived", async () => {
    const { intercom, sandbox, all } = start();
    const { id } = sandbox.seed.contact({ ...ada, external_id: "41" });
    await intercom.contacts.archive(id);
    await expect(upsert(intercom, ada)).rejects.toMatchObject({ status: 409 });
    expect(await all()).toEqual([]);
  });

  test("a contact that was merged during the upsert is followed to the one that is left", async () => {
    const { intercom, sandbox } = start();
    const email = "ada@example.com";
    const lead = sandbox.seed.contact({ role: "lead", email });
    const user = sandbox.seed.contact({ external_id: "7", email });
    const merging = createIntercom({
      token: "any",
      fetch: sandbox.fetch,
      layers: [
        (next) => async (request) => {
          const response = await next(request);
          if (request.url.endsWith("/contacts/search")) {
            await intercom.contacts.merge({ from: lead.id, into: user.id });
          }
          return response;
        },
      ],
    });
    const { contact } = await upsert(merging, { role: "lead", email, name: "Ada" });
    expect(contact).toMatchObject({ id: user.id, role: "user", name: "Ada" });
  });

  test("a contact that was deleted before the search noticed is created again", async () => {
    const { intercom, sandbox } = start({ searchLagMs: 600_000 });
    const { id } = sandbox.seed.contact(ada);
    sandbox.clock.advance(600_000);
    await intercom.contacts.delete(id);
    const { contact, outcome } = await upsert(intercom, ada);
    expect(outcome).toBe("created");
    expect(contact.id).not.toBe(id);
  });

  test("without an external id and an email, nothing is sent", async () => {
    const { intercom, sandbox } = start();
    await expect(upsert(intercom, { name: "Ada" })).rejects.toThrow(ConfigError);
    await expect(upsert(intercom, { email: "" })).rejects.toThrow(/external_id or an email/);
    await expect(upsert(intercom, null as never)).rejects.toThrow(/external_id or an email/);
    await expect(upsert(intercom, { external_id: 42 as never })).rejects.toThrow(
      "The external_id of an upsert must be text, and is a number",
    );
    expect(sandbox.requests.list()).toEqual([]);
  });
});
