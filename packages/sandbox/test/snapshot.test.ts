import { createSandbox, type Sandbox, type Snapshot } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { create, type SandboxResponse, sendRequest } from "./support/state.ts";

/** A sandbox with records of many kinds. Its clock is paused. */
async function furnished(): Promise<Sandbox> {
  const sandbox = createSandbox({ clock: () => 1_717_401_600_000 });
  sandbox.seed.dataAttribute({ name: "plan" });
  const post = (path: string, body: unknown) => create(sandbox, "POST", path, body);
  const ada = await post("/contacts", { role: "user", email: "ada@example.com", name: "Ada" });
  const lead = await post("/contacts", { role: "lead", email: "lead@example.com" });
  await create(sandbox, "PUT", `/contacts/${ada.id}`, { custom_attributes: { plan: "pro" } });
  const company = await post("/companies", { company_id: "engines", name: "Engines" });
  await post(`/contacts/${lead.id}/companies`, { id: company.id });
  await post(`/contacts/${ada.id}/companies`, { id: company.id });
  const tag = await post("/tags", { name: "VIP" });
  await post(`/contacts/${lead.id}/tags`, { id: tag.id });
  await post(`/contacts/${ada.id}/tags`, { id: tag.id });
  await post(`/contacts/${ada.id}/notes`, { body: "Met at the fair" });
  await post("/events", { event_name: "paid", id: ada.id, created_at: 1_717_401_000 });
  const opened = await post("/conversations", {
    from: { type: "user", id: ada.id },
    body: "Does it run on steam?",
  });
  await post(`/conversations/${opened.conversation_id}/reply`, {
    message_type: "comment",
    type: "admin",
    admin_id: "1",
    body: "It does",
  });
  const type = await post("/ticket_types", { name: "Bug", category: "Customer" });
  await post("/tickets", {
    ticket_type_id: type.id,
    contacts: [{ id: ada.id }],
    ticket_attributes: { _default_title_: "It leaks" },
  });
  await post("/articles", { title: "Steam", author_id: 1, state: "published", body: "<p>H</p>" });
  await create(sandbox, "GET", "/companies/scroll");
  return sandbox;
}

const contactId = (sandbox: Sandbox, at: number) =>
  sandbox.snapshot().collections["contacts"]?.[at]?.id ?? "";

/** The responses of many operations. */
async function look(sandbox: Sandbox): Promise<SandboxResponse[]> {
  const id = contactId(sandbox, 0);
  const byEmail = { query: { field: "email", operator: "=", value: "ada@example.com" } };
  const requests: [string, string, unknown?][] = [
    ["GET", "/contacts"],
    ["GET", `/contacts/${id}`],
    ["GET", `/contacts/${id}/companies`],
    ["GET", `/contacts/${id}/tags`],
    ["GET", `/contacts/${id}/notes`],
    ["GET", `/events?type=user&intercom_user_id=${id}`],
    ["POST", "/contacts/search", byEmail],
    ["GET", "/companies?company_id=engines"],
    ["GET", "/companies"],
    ["GET", "/tags"],
    ["GET", "/conversations"],
    ["POST", "/conversations/search", { query: { field: "id", operator: "!=", value: "0" } }],
    ["POST", "/tickets/search", { query: { field: "id", operator: "!=", value: "0" } }],
    ["GET", "/ticket_types"],
    ["GET", "/articles"],
    ["GET", "/admins"],
    ["GET", "/segments"],
    // A scroll is already open.
    ["GET", "/companies/scroll"],
  ];
  const answers: SandboxResponse[] = [];
  for (const [method, path, body] of requests)
    answers.push(await sendRequest(sandbox, method, path, body));
  return answers;
}

/** Creates, updates and deletes records of many kinds. */
async function disturb(sandbox: Sandbox): Promise<void> {
  const id = contactId(sandbox, 0);
  await create(sandbox, "PUT", `/contacts/${id}`, { email: "countess@example.com", name: null });
  await create(sandbox, "DELETE", `/contacts/${contactId(sandbox, 1)}`);
  await create(sandbox, "POST", "/contacts", { role: "user", email: "ada@example.com" });
  await create(sandbox, "POST", "/tags", { name: "Another" });
  await create(sandbox, "DELETE", "/tags/1");
  const [conversation] = sandbox.snapshot().collections["conversations"] ?? [];
  await create(sandbox, "DELETE", `/conversations/${conversation?.id}`);
  sandbox.seed.admin({ name: "Alan" });
}

test("after a restore, every response is the same, byte for byte", async () => {
  const sandbox = await furnished();
  const snapshot = sandbox.snapshot();
  const before = await look(sandbox);
  expect(before.filter(({ status }) => status >= 300)).toHaveLength(1);
  sandbox.restore(snapshot);
  expect(await look(sandbox)).toEqual(before);
  await disturb(sandbox);
  expect(await look(sandbox)).not.toEqual(before);
  sandbox.restore(snapshot);
  // The ids of requests are restored too, as all ids are.
  expect(await look(sandbox)).toEqual(before);
});

test("a snapshot can be restored from JSON in another sandbox, and ids continue", async () => {
  const sandbox = await furnished();
  const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot())) as Snapshot;
  const other = createSandbox({ clock: () => 1_717_401_600_000, seed: "another" });
  await other.ready;
  other.restore(snapshot);
  expect(await look(other)).toEqual(await look(sandbox));
  await disturb(other);
  await disturb(sandbox);
  expect(await look(other)).toEqual(await look(sandbox));
  expect(other.snapshot()).toEqual(sandbox.snapshot());
});

test("a snapshot and the sandbox do not affect each other", async () => {
  const sandbox = await furnished();
  const snapshot = sandbox.snapshot();
  const text = JSON.stringify(snapshot);
  await disturb(sandbox);
  expect(JSON.stringify(snapshot)).toBe(text);
  sandbox.restore(snapshot);
  const before = await sendRequest(sandbox, "GET", "/tags");
  // A snapshot that was restored, and one that was not.
  for (const { collections } of [snapshot, sandbox.snapshot()]) {
    for (const thing of Object.values(collections).flat())
      Object.assign(thing, { name: "Changed" });
  }
  expect((await sendRequest(sandbox, "GET", "/tags")).text).toBe(before.text);
});

test("a changed snapshot is restored with its changes", async () => {
  const sandbox = await furnished();
  const contacts = await sendRequest(sandbox, "GET", "/contacts");
  const snapshot = sandbox.snapshot();
  const [tag = {}] = snapshot.collections["tags"] ?? [];
  Object.assign(tag, { name: "Renamed" });
  Object.assign(snapshot.collections, { articles: [] });
  sandbox.restore(snapshot);
  // The state has what the snapshot had when it was restored.
  Object.assign(tag, { name: "Too late" });
  expect((await sendRequest(sandbox, "GET", "/tags")).text).toContain('"name":"Renamed"');
  expect((await sendRequest(sandbox, "GET", "/articles")).text).toContain('"total_count":0');
  expect((await sendRequest(sandbox, "GET", "/contacts")).text).toBe(contacts.text);
});

test("values that are changed after they were given to a seed change nothing", () => {
  const sandbox = createSandbox();
  const custom_attributes = { plan: "pro" };
  sandbox.seed.contact({ custom_attributes });
  const text = JSON.stringify(sandbox.snapshot());
  custom_attributes.plan = "free";
  expect(JSON.stringify(sandbox.snapshot())).toBe(text);
});

test("a reset returns to the state of a new sandbox", async () => {
  const sandbox = await furnished();
  sandbox.reset();
  expect(sandbox.snapshot()).toEqual(createSandbox({ clock: () => 1_717_401_600_000 }).snapshot());
  const { status } = await sendRequest(sandbox, "POST", "/contacts", { email: "ada@example.com" });
  expect(status).toBe(200);
});

const fresh = createSandbox().snapshot();
const circle: Record<string, unknown> = { format: 1 };
circle["self"] = circle;

const rubbish: readonly [string, unknown, string][] = [
  ["nothing", undefined, "it is not plain JSON"],
  ["null", null, "it has no format"],
  ["text", JSON.stringify(fresh), "it has no format"],
  ["a list", [fresh], "it has no format"],
  ["a later form", { ...fresh, format: 2 }, "its format is 2, not 1"],
  ["no seed", { ...fresh, seed: undefined }, "its seed is not a string"],
  ["no counts", { ...fresh, ids: {} }, "its ids are not counted in whole numbers"],
  [
    "invalid counts",
    { ...fresh, ids: { hex: 1, uuid: 1, numbers: { tags: "x" } } },
    "whole numbers",
  ],
  ["negative counts", { ...fresh, ids: { hex: -1, uuid: 0, numbers: {} } }, "whole numbers"],
  ["no collections", { ...fresh, collections: [] }, "its collections are not an object"],
  ["no list", { ...fresh, collections: { tags: {} } }, "its tags are not a list"],
  ["no id", { ...fresh, collections: { tags: [{ name: "x" }] } }, "one of its tags has no id"],
  ["one id twice", { ...fresh, collections: { tags: [{ id: "1" }, { id: "1" }] } }, "the same id"],
  ["a circle", circle, "it is not plain JSON"],
];

test.each(rubbish)("%s is not restored, and the state is unchanged", async (_, given, reason) => {
  const sandbox = createSandbox();
  sandbox.seed.tag({ name: "Here to stay" });
  const before = sandbox.snapshot();
  const restoring = () => sandbox.restore(given as Snapshot);
  expect(restoring).toThrow(TypeError);
  expect(restoring).toThrow(/^This is not a snapshot: /);
  expect(restoring).toThrow(reason);
  expect(sandbox.snapshot()).toEqual(before);
});
