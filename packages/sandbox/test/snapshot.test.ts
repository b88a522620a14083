import { createSandbox, type Sandbox, type Snapshot } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { type Answer, ask, make } from "./support/state.ts";

/** A sandbox in which things of many kinds were made. Its clock stands still. */
async function furnished(): Promise<Sandbox> {
  const sandbox = createSandbox({ clock: () => 1_717_401_600_000 });
  const post = (path: string, body: unknown) => make(sandbox, "POST", path, body);
  const ada = await post("/contacts", { role: "user", email: "ada@example.com", name: "Ada" });
  const lead = await post("/contacts", { role: "lead", email: "lead@example.com" });
  await make(sandbox, "PUT", `/contacts/${ada.id}`, { custom_attributes: { plan: "pro" } });
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
  await make(sandbox, "GET", "/companies/scroll");
  return sandbox;
}

const contactId = (sandbox: Sandbox, at: number) =>
  sandbox.snapshot().collections["contacts"]?.[at]?.id ?? "";

/** Everything that a caller can see of it. */
async function look(sandbox: Sandbox): Promise<Answer[]> {
  const id = contactId(sandbox, 0);
  const byEmail = { query: { field: "email", operator: "=", value: "ada@example.com" } };
  const asked: [string, string, unknown?][] = [
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
    // One is open already.
    ["GET", "/companies/scroll"],
  ];
  const answers: Answer[] = [];
  for (const [method, path, body] of asked) answers.push(await ask(sandbox, method, path, body));
  return answers;
}

/** Makes, changes and deletes things of many kinds. */
async function disturb(sandbox: Sandbox): Promise<void> {
  const id = contactId(sandbox, 0);
  await make(sandbox, "PUT", `/contacts/${id}`, { email: "countess@example.com", name: null });
  await make(sandbox, "DELETE", `/contacts/${contactId(sandbox, 1)}`);
  await make(sandbox, "POST", "/contacts", { role: "user", email: "ada@example.com" });
  await make(sandbox, "POST", "/tags", { name: "Another" });
  await make(sandbox, "DELETE", "/tags/1");
  const [conversation] = sandbox.snapshot().collections["conversations"] ?? [];
  await make(sandbox, "DELETE", `/conversations/${conversation?.id}`);
  sandbox.seed.admin({ name: "Alan" });
}

test("after a snapshot is restored, everything is answered as before, to the byte", async () => {
  const sandbox = await furnished();
  const snapshot = sandbox.snapshot();
  const before = await look(sandbox);
  expect(before.filter(({ status }) => status >= 300)).toHaveLength(1);
  sandbox.restore(snapshot);
  expect(await look(sandbox)).toEqual(before);
  await disturb(sandbox);
  expect(await look(sandbox)).not.toEqual(before);
  sandbox.restore(snapshot);
  // The ids of requests too: they are counted like all others.
  expect(await look(sandbox)).toEqual(before);
});

test("a snapshot goes through JSON into another sandbox, where ids go on as they would", async () => {
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

test("a snapshot stays as it is, whatever becomes of the sandbox, and the other way round", async () => {
  const sandbox = await furnished();
  const snapshot = sandbox.snapshot();
  const text = JSON.stringify(snapshot);
  await disturb(sandbox);
  expect(JSON.stringify(snapshot)).toBe(text);
  sandbox.restore(snapshot);
  const before = await ask(sandbox, "GET", "/tags");
  // One that was given back, and one that was only taken.
  for (const { collections } of [snapshot, sandbox.snapshot()]) {
    for (const thing of Object.values(collections).flat())
      Object.assign(thing, { name: "Changed" });
  }
  expect((await ask(sandbox, "GET", "/tags")).text).toBe(before.text);
});

test("a reset goes back to what a new sandbox knows", async () => {
  const sandbox = await furnished();
  sandbox.reset();
  expect(sandbox.snapshot()).toEqual(createSandbox({ clock: () => 1_717_401_600_000 }).snapshot());
  const { status } = await ask(sandbox, "POST", "/contacts", { email: "ada@example.com" });
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
  ["odd counts", { ...fresh, ids: { hex: 1, uuid: 1, numbers: { tags: "x" } } }, "whole numbers"],
  ["negative counts", { ...fresh, ids: { hex: -1, uuid: 0, numbers: {} } }, "whole numbers"],
  ["no collections", { ...fresh, collections: [] }, "its collections are not an object"],
  ["no list", { ...fresh, collections: { tags: {} } }, "its tags are not a list"],
  ["no id", { ...fresh, collections: { tags: [{ name: "x" }] } }, "one of its tags has no id"],
  ["one id twice", { ...fresh, collections: { tags: [{ id: "1" }, { id: "1" }] } }, "the same id"],
  ["a circle", circle, "it is not plain JSON"],
];

test.each(rubbish)("%s is not restored, and changes nothing", async (_, given, reason) => {
  const sandbox = createSandbox();
  sandbox.seed.tag({ name: "Here to stay" });
  const before = sandbox.snapshot();
  const restoring = () => sandbox.restore(given as Snapshot);
  expect(restoring).toThrow(TypeError);
  expect(restoring).toThrow(/^This is not what sandbox\.snapshot\(\) gives: /);
  expect(restoring).toThrow(reason);
  expect(sandbox.snapshot()).toEqual(before);
});
