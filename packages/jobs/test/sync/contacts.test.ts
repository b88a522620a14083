import { contacts } from "@interkit/jobs/sync";
import { describe, expect, test } from "vitest";
import { declared, listed, refusal, rowsSetup } from "../support/rows.ts";

/** A workspace, and its contacts by email as a plan opens them. */
async function setupByEmail(role?: "user" | "lead", searchLagMs = 0) {
  const world = rowsSetup({ searchLagMs });
  const collection = contacts(world.intercom, { matchBy: "email", role });
  const opened = await world.open(collection);
  const wanted = (...rows: object[]) => declared(collection, opened, rows);
  return { ...world, collection, opened, wanted };
}

/** The same by `external_id`. */
async function setupById(searchLagMs = 0) {
  const world = rowsSetup({ searchLagMs });
  const collection = contacts(world.intercom);
  const opened = await world.open(collection);
  const wanted = (...rows: object[]) => declared(collection, opened, rows);
  return { ...world, collection, opened, wanted };
}

function allOf({ intercom }: Pick<Awaited<ReturnType<typeof setupById>>, "intercom">) {
  return intercom.contacts.list({ per_page: 150 }).collect({ limit: 1_000 });
}

describe("keys", () => {
  test("a row is matched by its external_id, and one without is refused", async () => {
    const { collection } = await setupById();
    const row = { external_id: 42, email: "ada@example.com", name: "Ada" };
    expect(collection.toObject(row)).toEqual({
      key: "42",
      title: "Ada",
      fields: { ...row, external_id: "42" },
    });
    const message = refusal(() => collection.toObject({ email: "ada@example.com" }));
    expect(message).toContain('a row has no external_id, the one with the email "ada@example.com"');
    expect(message).toContain('matchBy: "email"');
  });

  test("an email is matched whatever its case, with the role of the row or else the option", async () => {
    const { collection, intercom } = await setupByEmail();
    const email = " Ada@Example.com ";
    expect(collection.toObject({ email })).toMatchObject({
      key: "ada@example.com",
      fields: { email: "Ada@Example.com" },
    });
    expect(collection.toObject({ email, role: "lead" }).key).toBe("ada@example.com (lead)");
    const leads = contacts(intercom, { matchBy: "email", role: "lead" });
    expect(leads.toObject({ email }).key).toBe("ada@example.com (lead)");
    expect(refusal(() => collection.toObject({ external_id: "42" }))).toContain(
      'a row has no email, the one with the external_id "42"',
    );
    expect(refusal(() => collection.toObject({ email, role: "admin" }))).toContain(
      'must be "user" or "lead"',
    );
  });

  test("a state by email is not one by external_id, nor one of another workspace", async () => {
    const [byId, byEmail] = [await setupById(), await setupByEmail()];
    const { app } = await byId.intercom.admins.identify();
    expect(byId.opened.id).toBe(`${app?.id_code} contacts by external_id`);
    expect(byEmail.opened.id).not.toBe(byId.opened.id);
  });
});

describe("lists", () => {
  test("only contacts of the keys are looked up, 50 in a request", async () => {
    const { opened, sandbox, sent } = await setupById();
    for (let n = 1; n <= 1_000; n++) sandbox.seed.contact({ external_id: `u${n}` });
    const keys = Array.from({ length: 130 }, (_, index) => `u${index + 1}`);
    expect([...(await listed(opened, keys)).keys()].sort()).toEqual(keys.sort());
    expect(sent("POST", "/contacts/search")).toHaveLength(3);
    expect(sent("GET", "/contacts")).toHaveLength(1);
  });

  test("all contacts are listed where that takes fewer requests", async () => {
    const { opened, sandbox, sent } = await setupById(3_600_000);
    for (let n = 1; n <= 400; n++) sandbox.seed.contact({ external_id: `u${n}` });
    const keys = Array.from({ length: 300 }, (_, index) => `u${index + 1}`);
    expect((await listed(opened, [...keys, "u9999"])).size).toBe(300);
    expect(sent("POST")).toEqual([]);
    expect(sent("GET", "/contacts")).toHaveLength(3);
  });

  test("an external_id in another case is another contact", async () => {
    const { opened, sandbox } = await setupById();
    sandbox.seed.contact({ external_id: "ABC" });
    expect((await listed(opened, ["abc"])).size).toBe(0);
  });

  test("users and leads that share an email are different contacts", async () => {
    const { opened, sandbox } = await setupByEmail();
    const email = "ada@example.com";
    const lead = sandbox.seed.contact({ email, role: "lead" });
    const user = sandbox.seed.contact({ email: "Ada@example.com" });
    const found = await listed(opened, [email, `${email} (lead)`]);
    expect(found.get(email)?.id).toBe(user.id);
    expect(found.get(`${email} (lead)`)?.id).toBe(lead.id);
    expect([...(await listed(opened, [`${email} (lead)`])).values()]).toHaveLength(1);
  });

  test("of leads that share an email, the first one is taken, whichever changed last", async () => {
    const { opened, sandbox, intercom, notices } = await setupByEmail("lead");
    const email = "ada@example.com";
    const at = (created_at: number) => sandbox.seed.contact({ email, role: "lead", created_at });
    const [second, first] = [at(1_700_000_002), at(1_700_000_001)];
    await intercom.contacts.update(second.id, { name: "Ada" });
    const found = await listed(opened, [`${email} (lead)`]);
    expect(Array.from(found.values(), ({ id }) => id)).toEqual([first.id]);
    expect(notices).toEqual([
      `"${email} (lead)" has several contacts; the one that was created first is updated`,
    ]);
  });

  test("a contact with the email of a new row, and no external_id, is the contact of the row", async () => {
    const { opened, wanted, sandbox, sent } = await setupById();
    const { id } = sandbox.seed.contact({ email: "Ada@example.com" });
    sandbox.seed.contact({ email: "grace@example.com", external_id: "43" });
    const rows = wanted(
      { external_id: "42", email: "ada@example.com" },
      { external_id: "43", email: "new@example.com" },
    );
    const found = await listed(opened, ["42", "43"]);
    expect([found.get("42")?.id, found.size]).toEqual([id, 2]);
    // The email of the contact that was found is not looked for.
    expect(sent("POST", "/contacts/search")).toHaveLength(2);
    const [object] = rows;
    if (object === undefined) throw new Error("no object");
    expect((await opened.update(id, object)).fields["external_id"]).toBe("42");
  });

  test("a row with the email of another user is named before Intercom refuses it", async () => {
    const { opened, wanted, sandbox, notices } = await setupById();
    sandbox.seed.contact({ email: "ada@example.com", external_id: "41" });
    const [object] = wanted({ external_id: "42", email: "ada@example.com" });
    expect((await listed(opened, ["42"])).size).toBe(0);
    expect(notices).toEqual([expect.stringContaining('"42" has the email of a user with another')]);
    await expect(opened.create(object as never)).rejects.toMatchObject({ status: 409 });
  });

  test("a lead that the search does not have yet is found in the list", async () => {
    const world = await setupByEmail("lead", 120_000);
    const { opened, wanted } = world;
    const [ada] = wanted({ email: "ada@example.com" });
    if (ada === undefined) throw new Error("no object");
    const { id } = await opened.create(ada);
    expect((await listed(opened, [ada.key])).get(ada.key)?.id).toBe(id);
    expect(await allOf(world)).toHaveLength(1);
  });
});

describe("writes", () => {
  test("a contact that the search does not have yet is not created a second time", async () => {
    const world = await setupById(120_000);
    const { opened, wanted } = world;
    const [ada] = wanted({ external_id: "42", email: "ada@example.com" });
    if (ada === undefined) throw new Error("no object");
    const { id } = await opened.create(ada);
    expect((await listed(opened, ["42"])).size).toBe(0);
    expect((await opened.create(ada)).id).toBe(id);
    expect(await allOf(world)).toHaveLength(1);
  });

  test("an archived contact is restored when its row is sent", async () => {
    const world = await setupById();
    const { opened, wanted, sandbox } = world;
    const seeded = { external_id: "42", email: "ada@example.com", name: "Old", archived: true };
    const { id } = sandbox.seed.contact(seeded);
    const [ada] = wanted({ external_id: "42", email: "ada@example.com", name: "Ada" });
    expect((await listed(opened, ["42"])).size).toBe(0);
    expect(await opened.create(ada as never)).toMatchObject({ id, fields: { name: "Ada" } });
    expect(await allOf(world)).toMatchObject([{ id }]);
  });

  test("a lead that was merged into a user is followed, and the user stays one", async () => {
    const { opened, wanted, intercom, sandbox, sent } = await setupByEmail("lead");
    const email = "ada@example.com";
    const [object] = wanted({ email, name: "Ada" });
    if (object === undefined) throw new Error("no object");
    const lead = await opened.create(object);
    const user = sandbox.seed.contact({ email });
    await intercom.contacts.merge({ from: lead.id, into: user.id });
    await listed(opened, [object.key]);
    expect(await opened.read(lead.id)).toMatchObject({ id: user.id, key: object.key });
    const updated = await opened.update(lead.id, object);
    expect(updated).toMatchObject({ id: user.id, fields: { name: "Ada", role: "user" } });
    expect(sent("POST", "/contacts").filter((path) => path === "/contacts")).toHaveLength(1);
  });

  test("a contact of another row, into which one was merged, is not taken over", async () => {
    const { opened, wanted, intercom, sandbox } = await setupById();
    const lead = sandbox.seed.contact({ role: "lead", external_id: "41", email: "a@example.com" });
    const user = sandbox.seed.contact({ external_id: "42", email: "a@example.com" });
    await intercom.contacts.merge({ from: lead.id, into: user.id });
    const [object] = wanted({ external_id: "41", name: "Lead" });
    await expect(opened.update(lead.id, object as never)).rejects.toThrow(
      'The contact of "41" was merged into the one with the external_id "42"; take the row',
    );
    expect((await intercom.contacts.get(user.id)).external_id).toBe("42");
  });

  test("a contact that was deleted after it was read is created, and removing one that is gone is no error", async () => {
    const { opened, wanted, intercom } = await setupById();
    const [object] = wanted({ external_id: "42" });
    if (object === undefined) throw new Error("no object");
    const { id } = await opened.create(object);
    await intercom.contacts.delete(id);
    await opened.remove(id);
    const again = await opened.update(id, object);
    expect(again.id).not.toBe(id);
    await opened.remove(again.id);
    expect((await listed(opened, ["42"])).size).toBe(0);
  });
});
