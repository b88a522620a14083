import { describe, expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

const kindsOf = (body: Json) => body.data.map((one: Json) => one.event_type);

describe.each(["2.17", "Preview"])("in %s", (version) => {
  test("polling the activities with the id of the last event returns the later events", async () => {
    const { send, advance } = await workspace(version);
    const { id } = (await send("POST", "/contacts", { role: "lead" })).body;
    const first = (await send("GET", "/contacts/activities")).body;
    expect(kindsOf(first)).toEqual(["contact.created"]);
    const at = `/contacts/activities?starting_after=${first.data.at(-1).id}`;
    expect((await send("GET", at)).body.data).toEqual([]);
    advance(60);
    await send("PUT", `/contacts/${id}`, { role: "user" });
    // The feed has neither; it has permanent deletions only.
    await send("POST", `/contacts/${id}/archive`);
    await send("POST", `/contacts/${id}/block`);
    await send("DELETE", `/contacts/${id}`);
    expect(kindsOf((await send("GET", at)).body)).toEqual([
      "contact.role_updated",
      "contact.deleted",
    ]);
  });

  test("polling one event at a time returns all events of a second, in order", async () => {
    const { send } = await workspace(version);
    for (const name of ["a", "b", "c"]) await send("POST", "/contacts", { external_id: name });
    const seen: string[] = [];
    for (let last = ""; seen.length < 4; ) {
      const more = last && `&starting_after=${last}`;
      const { data } = (await send("GET", `/contacts/activities?per_page=1${more}`)).body;
      if (data.length === 0) break;
      seen.push(data[0].external_id);
      last = data[0].id;
    }
    expect(seen).toEqual(["a", "b", "c"]);
  });

  test.each([
    ["500", 150],
    ["1.5", 1],
    ["2", 2],
  ])("a page of %s activities counts as one of %i", async (requested, perPage) => {
    const { send } = await workspace(version);
    const { body } = await send("GET", `/contacts/activities?per_page=${requested}`);
    expect(body.pages.per_page).toBe(perPage);
  });

  test.each(["0", "-1", "0.5", "ten", ""])(
    "a page of %j activities is refused",
    async (requested) => {
      const { send } = await workspace(version);
      const answer = await send("GET", `/contacts/activities?per_page=${requested}`);
      expect(firstError(answer)).toMatchObject({ status: 400, code: "invalid_per_page" });
    },
  );

  test("contacts that are no longer active are listed with what became of them", async () => {
    const { send, advance } = await workspace(version);
    const made = async (details: object) => {
      advance(60);
      return (await send("POST", "/contacts", details)).body.id as string;
    };
    const active = await made({ email: "active@example.com" });
    const archived = await made({ email: "archived@example.com", external_id: "1" });
    const blocked = await made({ email: "blocked@example.com" });
    const merged = await made({ role: "lead", email: "active@example.com" });
    const deleted = await made({ email: "deleted@example.com", external_id: "2" });
    await send("POST", `/contacts/${archived}/archive`);
    advance(60);
    await send("POST", `/contacts/${blocked}/block`);
    advance(60);
    await send("POST", "/contacts/merge", { from: merged, into: active });
    advance(60);
    await send("DELETE", `/contacts/${deleted}`);
    const { body } = await send("GET", "/contacts/deleted");
    expect(body.data).toEqual([
      { external_id: "2", email: "deleted@example.com", id: deleted, status: "pending_deletion" },
      {
        id: merged,
        external_id: null,
        email: "active@example.com",
        status: "merged",
        merged_into_id: active,
      },
      { id: blocked, external_id: null, email: "blocked@example.com", status: "blocked" },
      { id: archived, external_id: "1", email: "archived@example.com", status: "archived" },
    ]);
    await send("POST", `/contacts/${archived}/unarchive`);
    expect((await send("GET", "/contacts/deleted")).body.total_count).toBe(3);
  });

  test("a deletion is pending for seven days, and then permanent, without email and external id", async () => {
    const { send, advance } = await workspace(version);
    const details = { email: "o'neil@example.com", external_id: "1" };
    const { id } = (await send("POST", "/contacts", details)).body;
    await send("DELETE", `/contacts/${id}`);
    const inactive = async () =>
      (await send("GET", "/contacts/deleted?escape_identity=false")).body.data;
    advance(7 * 86_400 - 1);
    expect(await inactive()).toEqual([{ ...details, id, status: "pending_deletion" }]);
    advance(1);
    const gone = { external_id: null, email: null, status: "permanently_deleted" };
    expect(await inactive()).toEqual([{ ...gone, id }]);
  });

  test("inactive contacts are listed in numbered pages of 10, or of up to 150", async () => {
    const { send } = await workspace(version);
    for (let count = 0; count < 12; count++) {
      const { id } = (await send("POST", "/contacts", { role: "lead" })).body;
      await send("DELETE", `/contacts/${id}`);
    }
    const first = (await send("GET", "/contacts/deleted")).body;
    const second = (await send("GET", "/contacts/deleted?page=2")).body;
    const ids = [...first.data, ...second.data].map((one: Json) => one.id);
    expect([first.data.length, second.data.length, new Set(ids).size]).toEqual([10, 2, 12]);
    expect((await send("GET", "/contacts/deleted?per_page=150")).body.data.length).toBe(12);
    expect((await send("GET", "/contacts/deleted?per_page=151")).status).toBe(400);
  });

  test("emails of inactive contacts are escaped for HTML, unless that is not wanted", async () => {
    const { send } = await workspace(version);
    const email = "o'neil&co@example.com";
    const { id } = (await send("POST", "/contacts", { email })).body;
    await send("POST", `/contacts/${id}/archive`);
    const emailAt = async (path: string) => (await send("GET", path)).body.data[0].email;
    expect(await emailAt("/contacts/deleted")).toBe("o&#39;neil&amp;co@example.com");
    expect(await emailAt("/contacts/deleted?escape_identity=true")).toContain("&amp;");
    expect(await emailAt("/contacts/deleted?escape_identity=false")).toBe(email);
  });
});

test.each(["/contacts/activities", "/contacts/deleted", "/folders"])(
  "2.16 does not have %s",
  async (path) => {
    const { send } = await workspace("2.16");
    // Up to 2.16, `activities` and `deleted` are read as ids of contacts.
    expect((await send("GET", path)).status).toBeGreaterThanOrEqual(400);
  },
);

test("folders are kept in 2.17, too", async () => {
  const { send } = await workspace("2.17");
  const { id } = (await send("POST", "/folders", { folder: { name: "Guides" } })).body;
  expect((await send("GET", `/folders/${id}`)).body.name).toBe("Guides");
});

test("only in 2.17, a rating that a workflow requested names the workflow", async () => {
  const { send, sandbox } = await workspace("2.17");
  const contact = sandbox.seed.contact({ email: "ada@example.com" }).id;
  const times = { created_at: 1_717_200_000, updated_at: 1_717_200_060 };
  const rating = { rating: 5, remark: "", contact_id: contact, admin_id: "99", ...times };
  const byWorkflow = { ...rating, workflow_id: "31" };
  const { id } = sandbox.seed.conversation({ contact_ids: [contact], rating: byWorkflow });
  const other = sandbox.seed.conversation({ contact_ids: [contact], rating });
  const teammate = async (version: string, conversation = id) => {
    const headers = { "Intercom-Version": version };
    const { body } = await send("GET", `/conversations/${conversation}`, undefined, headers);
    return body.conversation_rating.teammate;
  };
  expect(await teammate("2.17")).toEqual({ type: "workflow", id: "31" });
  expect(await teammate("2.17", other.id)).toMatchObject({ type: "admin" });
  for (const version of ["2.16", "Preview"]) {
    expect(await teammate(version), version).toMatchObject({ type: "admin" });
  }
  const { conversations } = (await send("GET", "/conversations")).body;
  expect(conversations.map((one: Json) => one.conversation_rating.teammate.type).sort()).toEqual([
    "admin",
    "workflow",
  ]);
});

test.each([
  ["2.16", "date"],
  ["2.17", "datetime"],
  ["Preview", "datetime"],
])("in %s, the times that are kept of a contact are of the type %s", async (version, type) => {
  const { send } = await workspace(version);
  const { data } = (await send("GET", "/data_attributes?model=contact")).body;
  const types = data
    .filter(({ name }: Json) => /_at$/.test(name))
    .map(({ data_type }: Json) => data_type);
  expect(types.length).toBeGreaterThan(5);
  expect(new Set(types)).toEqual(new Set([type]));
  const ofCompanies = (await send("GET", "/data_attributes?model=company")).body.data;
  expect(ofCompanies.find(({ name }: Json) => name === "created_at").data_type).toBe("date");
});

test("a page of another language than English is taken in 2.17, and not in 2.16", async () => {
  const { send } = await workspace("2.17");
  const source = { sync_behavior: "api", url: "https://www.example.com" };
  const { id: source_id } = (await send("POST", "/ai/content_import_sources", source)).body;
  const page = { title: "Bonjour", html: "<p>Bonjour</p>", locale: "fr", source_id };
  const path = "/ai/external_pages";
  const { body, status } = await send("POST", path, { ...page, external_id: "1" });
  expect([status, body.locale]).toEqual([200, "fr"]);
  const headers = { "Intercom-Version": "2.16" };
  expect((await send("POST", path, { ...page, external_id: "2" }, headers)).status).toBe(400);
});
