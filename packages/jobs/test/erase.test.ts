import { ApiError } from "@interkit/client";
import { createIntercom as createOldest } from "@interkit/client/2.7";
import { createIntercom as create211 } from "@interkit/client/2.11";
import { createIntercom as create216 } from "@interkit/client/2.16";
import { createIntercom as create217 } from "@interkit/client/2.17";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { type ContactEraser, erase } from "@interkit/jobs/erase";
import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";

interface Version {
  readonly name: string;
  readonly create: (options: { token: string; fetch: Sandbox["fetch"] }) => ContactEraser;
  /** Whether it lists archived, blocked and merged contacts. */
  readonly hasInactive: boolean;
}

const versions: readonly Version[] = [
  { name: "2.7", create: createOldest, hasInactive: false },
  { name: "2.11", create: create211, hasInactive: false },
  { name: "2.16", create: create216, hasInactive: false },
  { name: "2.17", create: create217, hasInactive: true },
  { name: "Preview", create: createPreview, hasInactive: true },
];

const email = "ada@example.com";

/** How long the sandbox's deletions are pending. */
const pendingMs = 7 * 24 * 60 * 60 * 1000;

function start(create: Version["create"] = create217) {
  const sandbox = createSandbox();
  const intercom = create({ token: "any", fetch: sandbox.fetch });
  // The latest client reads what there is, whatever the version of the other one.
  const reader = create217({ token: "any", fetch: sandbox.fetch });
  const statusOf = (id: string) =>
    reader.contacts.get(id).then(
      () => 200,
      (error: unknown) => (error instanceof ApiError ? error.status : 0),
    );
  const sent = (method: string) =>
    sandbox.requests
      .list()
      .filter((request) => request.method === method)
      .map(({ path }) => path);
  return { sandbox, intercom, reader, statusOf, sent };
}

/** The contacts that there are, also archived ones, which cannot be read by their ids. */
function idsIn(sandbox: Sandbox): unknown[] {
  return sandbox.snapshot().collections["contacts"]?.map(({ id }) => id) ?? [];
}

describe.each(versions)("in $name", ({ create, hasInactive }) => {
  test("deletes the user and the leads that share an email, and no other contact", async () => {
    const { sandbox, intercom, statusOf } = start(create);
    const user = sandbox.seed.contact({ email: "Ada@Example.com", external_id: "42" });
    const leads = [1, 2, 3].map(() => sandbox.seed.contact({ role: "lead", email }));
    const other = sandbox.seed.contact({ email: "grace@example.com" });
    const { contacts, isDryRun } = await erase(intercom, { email });
    expect(isDryRun).toBe(false);
    expect(new Set(contacts)).toEqual(
      new Set([
        { id: user.id, role: "user", foundBy: "email", state: "pending" },
        ...leads.map(({ id }) => ({ id, role: "lead", foundBy: "email", state: "pending" })),
      ]),
    );
    for (const { id } of [user, ...leads]) expect(await statusOf(id)).toBe(404);
    expect(await statusOf(other.id)).toBe(200);
    const again = (await erase(intercom, { email })).contacts;
    expect(again.map(({ state }) => state)).toEqual(hasInactive ? Array(4).fill("pending") : []);
    sandbox.clock.advance(pendingMs);
    expect((await erase(intercom, { email })).contacts).toEqual([]);
  });

  test("deletes the contact of an external id", async () => {
    const { sandbox, intercom, statusOf } = start(create);
    const { id } = sandbox.seed.contact({ external_id: "42", email });
    const { contacts } = await erase(intercom, { external_id: "42" });
    expect(contacts).toEqual([{ id, role: "user", foundBy: "external_id", state: "pending" }]);
    expect(await statusOf(id)).toBe(404);
  });

  test("reports a contact as gone that was deleted before", async () => {
    const { sandbox, intercom } = start(create);
    const { id } = sandbox.seed.contact({ email });
    const first = await erase(intercom, { id });
    expect(first.contacts).toEqual([{ id, role: "user", foundBy: "id", state: "pending" }]);
    const second = await erase(intercom, { id });
    const state = hasInactive ? "pending" : "gone";
    expect(second).toEqual({ ...first, contacts: [{ id, foundBy: "id", state }] });
    expect(await erase(intercom, { id })).toEqual(second);
    sandbox.clock.advance(pendingMs);
    expect((await erase(intercom, { id })).contacts[0]?.state).toBe("gone");
    // A dry run cannot distinguish it from one that is archived, where no list has those.
    const { contacts } = await erase(intercom, { id }, { dryRun: true });
    expect(contacts[0]?.state).toBe(hasInactive ? "gone" : "unknown");
  });

  test("deletes a contact of each identifier, each once", async () => {
    const { sandbox, intercom, sent } = start(create);
    const one = sandbox.seed.contact({ external_id: "42", email });
    const two = sandbox.seed.contact({ email: "other@example.com" });
    const person = { id: two.id, external_id: "42", email };
    const { contacts } = await erase(intercom, person);
    expect(contacts.map(({ id, foundBy }) => [id, foundBy])).toEqual([
      [two.id, "id"],
      [one.id, "external_id"],
    ]);
    expect(sent("DELETE")).toEqual([`/contacts/${two.id}`, `/contacts/${one.id}`]);
  });

  test("deletes the contact that another one was merged into", async () => {
    const { sandbox, intercom, reader, statusOf } = start(create);
    const lead = sandbox.seed.contact({ role: "lead", email });
    const user = sandbox.seed.contact({ email: "other@example.com" });
    const merge = { from: lead.id, into: user.id, skip_duplicate_validation: true };
    await reader.contacts.merge(merge);
    const { contacts } = await erase(intercom, { id: lead.id });
    expect(contacts).toEqual([
      { id: lead.id, foundBy: "id", state: "merged", mergedInto: user.id },
      { id: user.id, role: "user", foundBy: "merge", state: "pending" },
    ]);
    expect(await statusOf(user.id)).toBe(404);
    const again = await erase(intercom, { id: lead.id });
    expect(again.contacts).toEqual([{ id: lead.id, foundBy: "id", state: "gone" }]);
  });

  test("deletes an archived and a blocked contact by their ids", async () => {
    const { sandbox, intercom } = start(create);
    for (const state of [{ archived: true }, { blocked: true }]) {
      const { id } = sandbox.seed.contact({ email: `${Object.keys(state)}@example.com`, ...state });
      expect((await erase(intercom, { id })).contacts).toMatchObject([{ id, state: "pending" }]);
      expect(idsIn(sandbox)).not.toContain(id);
    }
  });

  test("deletes an archived contact that cannot be read by its id", async () => {
    const { sandbox, intercom } = start(create);
    const { id } = sandbox.seed.contact({ email, archived: true });
    const planned = await erase(intercom, { id }, { dryRun: true });
    expect(planned.contacts[0]?.state).toBe(hasInactive ? "found" : "unknown");
    expect((await erase(intercom, { id })).contacts).toEqual([
      { id, foundBy: "id", state: "pending" },
    ]);
    expect(idsIn(sandbox)).not.toContain(id);
  });

  test("names inactive contacts where it cannot find them, and deletes them elsewhere", async () => {
    const { sandbox, intercom } = start(create);
    const archived = sandbox.seed.contact({
      role: "lead",
      email: "Ada@Example.com",
      archived: true,
    });
    const blocked = sandbox.seed.contact({ role: "lead", email, blocked: true });
    const { contacts, notLookedFor } = await erase(intercom, { email });
    const isNamed = notLookedFor.some(({ what }) => what === "inactive contacts");
    expect(isNamed).toBe(!hasInactive);
    const ids = hasInactive ? [archived.id, blocked.id] : [];
    expect(new Set(contacts.map(({ id }) => id))).toEqual(new Set(ids));
    const kept = hasInactive ? [] : [archived.id, blocked.id];
    expect([archived.id, blocked.id].filter((id) => idsIn(sandbox).includes(id))).toEqual(kept);
  });

  test("a dry run deletes nothing, and finds what a run deletes", async () => {
    const { sandbox, intercom, sent } = start(create);
    const { id } = sandbox.seed.contact({ email, external_id: "42" });
    sandbox.seed.contact({ role: "lead", email });
    const planned = await erase(intercom, { id, email }, { dryRun: true });
    expect(planned.isDryRun).toBe(true);
    expect(planned.contacts.map(({ state }) => state)).toEqual(["found", "found"]);
    expect(sent("DELETE")).toEqual([]);
    const done = await erase(intercom, { id, email });
    const pending = planned.contacts.map((contact) => ({ ...contact, state: "pending" }));
    expect(done).toEqual({ ...planned, isDryRun: false, contacts: pending });
  });

  test("leaves companies and creates nothing", async () => {
    const { sandbox, intercom, sent, reader } = start(create);
    const company = sandbox.seed.company({ company_id: "engines", name: "Engines" });
    sandbox.seed.contact({ email });
    const { stays } = await erase(intercom, { email });
    expect(await reader.companies.get(company.id)).toMatchObject({ company_id: "engines" });
    expect(stays.map(({ what }) => what)).toEqual([
      "ratings",
      "reports",
      "companies",
      "tickets",
      "copies",
    ]);
    expect(new Set(sent("POST"))).toEqual(new Set(["/contacts/search"]));
    expect(sent("PUT")).toEqual([]);
  });
});
