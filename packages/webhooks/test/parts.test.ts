import { createWebhooks, type WebhooksOptions } from "@interkit/webhooks";
import { describe, expect, test } from "vitest";
import { conversation, part, ticket, ticketPart, ticketWithPart } from "./support/items.ts";
import { delivery, notification, secret } from "./support/notification.ts";

/** Webhooks that handle a part once, and what they have handled. */
function receiver(pattern: "*" | "conversation.admin.closed" = "*", options: object = {}) {
  const handled: string[] = [];
  const given: WebhooksOptions = { secret, deduplicateBy: "part", onError: () => {}, ...options };
  const webhooks = createWebhooks(given);
  webhooks.on(pattern, ({ topic }) => handled.push(topic));
  const send = async (topic: string, item: object, fields = {}) =>
    (await webhooks.fetch(await delivery(notification(topic, item, fields)))).status;
  return { webhooks, handled, send };
}

const closed = conversation([part({ part_type: "close" })]);
const attached = { conversation: { parts: [part()], model: { id: 1 } }, contact: { id: "1" } };

test("a part that comes in two topics is handled once", async () => {
  const { handled, send } = receiver();
  expect(await send("conversation.admin.replied", closed)).toBe(200);
  expect(await send("conversation.admin.closed", closed)).toBe(200);
  expect(handled).toEqual(["conversation.admin.replied"]);
  const note = ticketWithPart(ticketPart({ part_type: "note" }));
  await send("ticket.note.created", note);
  await send("ticket.admin.replied", note);
  expect(handled).toEqual(["conversation.admin.replied", "ticket.note.created"]);
});

test("both are handled unless that is chosen", async () => {
  for (const deduplicateBy of [undefined, "notification"]) {
    const { handled, send } = receiver("*", { deduplicateBy });
    await send("conversation.admin.replied", closed);
    await send("conversation.admin.closed", closed);
    expect(handled).toHaveLength(2);
  }
});

test("a topic without a handler does not take the place of one that has one", async () => {
  const { handled, send } = receiver("conversation.admin.closed");
  await send("conversation.admin.replied", closed);
  await send("conversation.admin.closed", closed);
  expect(handled).toEqual(["conversation.admin.closed"]);
});

test("when the first one fails, the other one is handled", async () => {
  const { webhooks, handled, send } = receiver("conversation.admin.closed");
  webhooks.on("conversation.admin.replied", () => {
    throw new Error("the database is down");
  });
  expect(await send("conversation.admin.replied", closed)).toBe(500);
  expect(await send("conversation.admin.closed", closed)).toBe(200);
  expect(handled).toEqual(["conversation.admin.closed"]);
});

describe("both of two notifications are handled", () => {
  const reply = "conversation.admin.replied";
  const one = conversation([part()]);
  test.each([
    ["with different parts", [reply, one], [reply, conversation([part({ id: "2" })])]],
    ["of two workspaces", [reply, one], [reply, one, { app_id: "other" }]],
    [
      "of a conversation and a ticket",
      [reply, one],
      ["ticket.admin.replied", ticketWithPart(ticketPart())],
    ],
    ["when a part is tagged later", [reply, one], ["conversation_part.tag.created", one]],
    ["when a part is redacted later", [reply, one], ["conversation_part.redacted", one]],
    ["when a part is read later", [reply, one], ["conversation.read", one]],
    ["when a part is translated later", [reply, one], [`${reply}.translated`, one]],
    [
      "of which the second ends the first",
      ["conversation.admin.snoozed", one],
      ["conversation.admin.unsnoozed", one],
    ],
    [
      "without a part",
      ["contact.user.updated", { id: "1" }],
      ["contact.user.updated", { id: "1" }],
    ],
    ["with an empty list of parts", [reply, conversation([])], [reply, conversation([])]],
    [
      "with an inner record",
      ["conversation.contact.attached", attached],
      ["conversation.contact.attached", attached],
    ],
    [
      "of a ticket whose newest part is not their cause",
      ["ticket.state.updated", ticket([ticketPart()])],
      ["ticket.state.updated", ticket([ticketPart()])],
    ],
    [
      "without an id",
      ["ping", { type: "ping" }, { id: null }],
      ["ping", { type: "ping" }, { id: null }],
    ],
  ] as const)("%s", async (_when, first, second) => {
    const { handled, send } = receiver();
    await send(...(first as [string, object]));
    await send(...(second as [string, object]));
    expect(handled).toEqual([first[0], second[0]]);
  });
});

test("what has no part is still handled once by its id", async () => {
  const { handled, send } = receiver();
  for (const topic of ["contact.archived", "contact.archived"]) {
    await send(topic, { id: "1" }, { id: "notif_same" });
  }
  expect(handled).toEqual(["contact.archived"]);
});

test("another value of the option is refused", () => {
  expect(() => receiver("*", { deduplicateBy: "parts" })).toThrow(
    '"deduplicateBy" must be "notification" or "part"',
  );
});
