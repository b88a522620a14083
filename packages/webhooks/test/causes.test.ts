import { type Causes, createWebhooks, isCausedBy } from "@interkit/webhooks";
import { describe, expect, test } from "vitest";
import { conversation, part, ticket, ticketPart, ticketWithPart } from "./support/items.ts";
import { delivery, notification, secret } from "./support/notification.ts";

/** Whether a notification reaches a handler. */
async function isHandled(ignore: Causes, topic: string, item: object): Promise<boolean> {
  const errors: unknown[] = [];
  const handled: string[] = [];
  const onError = (error: unknown) => errors.push(error);
  const webhooks = createWebhooks({ secret, ignore, onError });
  webhooks.on("*", (event) => handled.push(event.topic));
  expect((await webhooks.fetch(await delivery(notification(topic, item)))).status).toBe(200);
  expect(errors).toEqual([]);
  return handled.length > 0;
}

const mine = { adminIds: ["814860"] };
const admin = { type: "admin", id: "814860" };
const other = { type: "admin", id: "991267" };
const contact = { type: "user", id: "814860" };
const earlier = { id: "1", created_at: 1717000000 };

describe("what an admin caused is not handled", () => {
  test.each([
    ["conversation.admin.replied", conversation([part()])],
    ["conversation.admin.replied", conversation([part({ author: { type: "admin", id: 814860 } })])],
    ["conversation.admin.closed", conversation([part({ part_type: "close" })])],
    ["conversation.admin.noted", conversation([part({ part_type: "note" })])],
    ["conversation.admin.assigned", conversation([part({ part_type: "assignment" })])],
    ["conversation.admin.replied.translated", conversation([part()])],
    ["conversation.operator.replied", conversation([part({ author: { ...admin, type: "bot" } })])],
    ["conversation.admin.replied", conversation([part({ ...earlier, author: other }), part()])],
    ["conversation.admin.replied", conversation([part(), part({ ...earlier, author: other })])],
    ["conversation.admin.single.created", conversation([], { source: { author: admin } })],
    [
      "conversation.admin.single.created",
      { type: "conversation", id: "1", conversation_message: { author: admin } },
    ],
    ["ticket.note.created", ticketWithPart(ticketPart({ part_type: "note" }))],
    ["ticket.admin.replied", ticketWithPart(ticketPart())],
    [
      "ticket.closed",
      ticket([ticketPart({ author: contact }), ticketPart({ part_type: "close" })]),
    ],
    ["ticket.state.updated", ticket([ticketPart({ part_type: "ticket_state_updated_by_admin" })])],
    [
      "admin.activity_log_event.created",
      { type: "admin_activity_log_event", id: "1", performed_by: admin },
    ],
    ["api.request.completed", { type: "api.request.completed", admin: { id: "814860" } }],
  ])("%s", async (topic, item) => {
    expect(await isHandled(mine, topic, item)).toBe(false);
    expect(await isHandled({ adminIds: ["991268"] }, topic, item)).toBe(true);
    expect(await isHandled({}, topic, item)).toBe(true);
  });
});

describe("what others caused is handled", () => {
  test.each([
    ["conversation.user.replied", conversation([part({ author: contact })])],
    ["conversation.admin.replied", conversation([part({ author: other })])],
    ["conversation.admin.replied", conversation([part(), part({ author: other })])],
    ["conversation.admin.replied", conversation([part({ author: null })])],
    ["conversation.admin.replied", conversation([])],
    ["conversation.user.created", conversation([])],
    // The newest part was there before: somebody has read it, tagged it, or removed its text.
    ["conversation.read", conversation([part()])],
    ["conversation_part.tag.created", conversation([part()])],
    ["conversation_part.redacted", conversation([part({ redacted: true })])],
    ["conversation.admin.unsnoozed", conversation([part({ part_type: "snoozed" })])],
    ["ticket.state.updated", ticket([ticketPart({ part_type: "comment" })])],
    ["ticket.contact.replied", ticketWithPart(ticketPart({ author: contact }))],
    ["contact.user.created", { type: "contact", id: "814860", owner_id: 814860 }],
    ["brand.new", { author: admin }],
  ])("%s", async (topic, item) => {
    expect(await isHandled(mine, topic, item)).toBe(true);
  });
});

test("what an app caused is not handled, whoever is its author", async () => {
  const ignore = { appPackageCodes: ["my-app-1a2b"] };
  const reply = part({ author: other, app_package_code: "my-app-1a2b" });
  expect(await isHandled(ignore, "conversation.admin.replied", conversation([reply]))).toBe(false);
  const foreign = conversation([part({ app_package_code: "other-app" })]);
  expect(await isHandled(ignore, "conversation.admin.replied", foreign)).toBe(true);
  const onTicket = ticketWithPart(ticketPart({ app_package_code: "my-app-1a2b" }));
  expect(await isHandled(ignore, "ticket.admin.replied", onTicket)).toBe(false);
  expect(await isHandled(ignore, "ticket.admin.replied", ticketWithPart(ticketPart()))).toBe(true);
  const request = { type: "api.request.completed", authentication: { app_package_code: "x" } };
  expect(await isHandled({ appPackageCodes: ["x"] }, "api.request.completed", request)).toBe(false);
});

test("a handler can find out who caused a notification", async () => {
  const seen: boolean[] = [];
  const webhooks = createWebhooks({ secret });
  webhooks.on("conversation.admin.*", (event) => seen.push(isCausedBy(event, mine)));
  for (const author of [admin, other]) {
    const body = notification("conversation.admin.replied", conversation([part({ author })]));
    await webhooks.fetch(await delivery(body));
  }
  expect(seen).toEqual([true, false]);
});

test.each([
  [{ adminId: ["1"] }, '"ignore" has no "adminId"; it has adminIds, appPackageCodes'],
  [{ adminIds: "1" }, '"adminIds" of "ignore" must be a list'],
])("ignoring %j is refused", (ignore, message) => {
  expect(() => createWebhooks({ secret, ignore: ignore as never })).toThrow(message);
});
