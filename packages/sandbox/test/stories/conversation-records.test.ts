import { expect, test } from "vitest";
import { firstError, type Json, start, type Workspace, workspace } from "../support/workspace.ts";

async function withConversation(version = "2.16") {
  const made = await workspace(version);
  const contact = made.sandbox.seed.contact({ email: "ada@example.com", name: "Ada" }).id;
  const begin = async (): Promise<string> => {
    const message = { from: { type: "user", id: contact }, body: "My password is 1234" };
    return (await made.send("POST", "/conversations", message)).body.conversation_id;
  };
  const id = await begin();
  return { ...made, contact, begin, id, at: `/conversations/${id}` };
}

const kinds = (conversation: Json): string[] =>
  conversation.conversation_parts.conversation_parts.map(({ part_type }: Json) => part_type);

const found = async ({ send }: Workspace, path: string, field: string, value: unknown) =>
  (await send("POST", `${path}/search`, { query: { field, operator: "=", value } })).body;

test("deleted conversations are listed in either order, with the metrics flag", async () => {
  const { send, advance, begin, id } = await withConversation();
  const other = await begin();
  await send("DELETE", `/conversations/${id}`);
  advance(60);
  await send("DELETE", `/conversations/${other}?retain_metrics=false`);
  expect(firstError(await send("DELETE", `/conversations/${other}`)).status).toBe(404);
  const list = async (query: string) => (await send("GET", `/conversations/deleted${query}`)).body;
  const { conversations } = await list("");
  expect(conversations).toMatchObject([
    { id: other, metrics_retained: false, deleted_at: start + 60 },
    { id, metrics_retained: true, deleted_at: start },
  ]);
  const first = await list("?order=asc&per_page=1");
  expect(first).toMatchObject({ conversations: [{ id }], pages: { page: 1, total_pages: 2 } });
  const { pathname, search } = new URL(first.pages.next);
  expect((await send("GET", pathname + search)).body.conversations).toMatchObject([{ id: other }]);
});

test("a redacted part loses its text and files, and keeps its id", async () => {
  const { send, id, at } = await withConversation();
  const reply = {
    ...{ message_type: "comment", type: "user", email: "ada@example.com", body: "It is 1234" },
    attachment_urls: ["https://example.com/secret.png"],
  };
  const { body: replied } = await send("POST", `${at}/reply`, reply);
  const [part] = replied.conversation_parts.conversation_parts;
  const input = { type: "conversation_part", conversation_id: id };
  const redact = (conversation_part_id: string) =>
    send("POST", "/conversations/redact", { ...input, conversation_part_id });
  const [redacted] = (await redact(part.id)).body.conversation_parts.conversation_parts;
  expect(redacted).toMatchObject({ id: part.id, redacted: true, attachments: [] });
  expect(redacted.body).not.toContain("1234");
  const code = "conversation_part_or_message_not_found";
  expect(firstError(await redact("404"))).toEqual({ status: 404, code });
  const source = { type: "source", conversation_id: id, source_id: "404" };
  const unknown = await send("POST", "/conversations/redact", source);
  expect(firstError(unknown)).toEqual({ status: 404, code });
});

test("a converted conversation shares its parts, tags and deletion with the ticket", async () => {
  const { send, sandbox, id, at } = await withConversation();
  const type = { name: "Refund", description: "", category: "Customer" };
  const { id: ticket_type_id } = (await send("POST", "/ticket_types", type)).body;
  const attributes = { _default_title_: "Charged twice" };
  const convert = () => send("POST", `${at}/convert`, { ticket_type_id, attributes });
  const { body: ticket } = await convert();
  expect(ticket).toMatchObject({ id, category: "Customer", ticket_attributes: attributes });
  expect(firstError(await convert())).toEqual({ status: 400, code: "parameter_invalid" });
  const note = { message_type: "note", type: "admin", admin_id: "1", body: "Seen" };
  await send("POST", `${at}/reply`, note);
  const seen = (await send("GET", `/tickets/${id}`)).body.ticket_parts.ticket_parts;
  expect(seen.map(({ part_type }: Json) => part_type)).toContain("note");
  const tag = sandbox.seed.tag().id;
  await send("POST", `/tickets/${id}/tags`, { id: tag, admin_id: "1" });
  expect((await send("GET", at)).body.tags.tags).toMatchObject([{ id: tag }]);
  await send("DELETE", at);
  expect((await send("GET", `/tickets/${id}`)).status).toBe(404);
});

test("handling events return who paused and resumed, and when", async () => {
  const { send, sandbox, advance, id, at } = await withConversation("Preview");
  sandbox.seed.handlingEvent({ conversation_id: id, reason: "Lunch" });
  advance(1800);
  sandbox.seed.handlingEvent({ conversation_id: id, type: "resumed" });
  const { body } = await send("GET", `${at}/handling_events`);
  expect(Object.values(body).find(Array.isArray)).toMatchObject([
    { type: "paused", reason: "Lunch", timestamp: new Date(start * 1000).toISOString() },
    { type: "resumed", teammate: { type: "admin", id: 1, name: "Grace Hopper" } },
  ]);
  expect((await send("GET", "/conversations/404/handling_events")).status).toBe(404);
});

test("a snooze ends at its time, whichever operation reads the conversation next", async () => {
  const space = await withConversation();
  const { send, advance, at, begin } = space;
  const snooze = {
    ...{ message_type: "snoozed", type: "admin", admin_id: "1" },
    snoozed_until: start + 600,
  };
  const past = await send("POST", `${at}/parts`, { ...snooze, snoozed_until: start });
  expect(firstError(past)).toEqual({ status: 400, code: "parameter_invalid" });
  await send("POST", `${at}/parts`, snooze);
  const second = await begin();
  await send("POST", `/conversations/${second}/parts`, snooze);
  const count = async (state: string) =>
    (await found(space, "/conversations", "state", state)).total_count;
  expect(await count("snoozed")).toBe(2);
  advance(600);
  expect([await count("snoozed"), await count("open")]).toEqual([0, 2]);
  const { conversations } = (await send("GET", "/conversations")).body;
  expect(conversations.map(({ state }: Json) => state)).toEqual(["open", "open"]);
  advance(60);
  const { body } = await send("GET", at);
  expect(kinds(body)).toEqual(["snoozed", "timer_unsnooze"]);
  expect(body).toMatchObject({ snoozed_until: null, updated_at: start + 600 });
});

test("the snooze of a ticket ends at its time", async () => {
  const space = await withConversation();
  const { send, advance, contact } = space;
  const { body: type } = await send("POST", "/ticket_types", { name: "Bug", description: "" });
  const input = { ticket_type_id: type.id, contacts: [{ id: contact }] };
  const { id } = (await send("POST", "/tickets", input)).body;
  await send("PUT", `/tickets/${id}`, { open: true, snoozed_until: start + 600 });
  expect((await send("GET", `/tickets/${id}`)).body.snoozed_until).toBe(start + 600);
  advance(600);
  const { tickets } = await found(space, "/tickets", "open", true);
  expect(tickets).toMatchObject([{ id, open: true }]);
  expect(tickets[0]).not.toHaveProperty("snoozed_until");
});
