import { createWebhooks, objectOf } from "@interkit/webhooks";
import { expect, test } from "vitest";
import { conversation, part, ticket, ticketPart, ticketWithPart } from "./support/items.ts";
import { delivery, notification, secret } from "./support/notification.ts";

const contact = { type: "contact", id: "5ba682d23d7cf92bef87bfd4" };
const company = { type: "company", id: "3580c3ffa5698c4361a68815", company_id: "acme" };

test.each([
  ["conversation.admin.replied", conversation([part()]), "conversation 990102374601711"],
  ["conversation_part.redacted", conversation([part()]), "conversation 990102374601711"],
  ["conversation.deleted", { type: "conversation", conversation_id: "7" }, "conversation 7"],
  [
    "conversation.contact.attached",
    { conversation: { model: { id: 7 } }, contact },
    "conversation 7",
  ],
  ["ticket.closed", ticket([]), "ticket 233730710095131"],
  ["ticket.note.created", ticketWithPart(ticketPart()), "ticket 233730710095131"],
  ["ticket.contact.attached", { ticket: { type: "ticket", id: 7 }, contact }, "ticket 7"],
  ["contact.user.created", contact, `contact ${contact.id}`],
  [
    "contact.user.tag.created",
    { type: "contact_tag", contact, tag: { id: "1" } },
    `contact ${contact.id}`,
  ],
  ["contact.deleted", { id: contact.id, deleted: true }, `contact ${contact.id}`],
  ["company.updated", company, `company ${company.id}`],
  ["company.contact.attached", { company, contact }, `company ${company.id}`],
  ["admin.away_mode_updated", { type: "admin", id: 814860 }, "admin 814860"],
  ["ping", { type: "ping", message: "hello" }, undefined],
])("a notification of %s is about one object of its workspace", async (topic, item, object) => {
  const objects: (string | undefined)[] = [];
  const webhooks = createWebhooks({
    secret,
    orderBy: (event) => {
      objects.push(objectOf(event));
      return objectOf(event);
    },
  });
  expect((await webhooks.fetch(await delivery(notification(topic, item)))).status).toBe(200);
  expect(objects).toEqual([object && `ex4mple1 ${object}`]);
});
