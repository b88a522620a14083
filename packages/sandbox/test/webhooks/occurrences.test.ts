import { expect, test } from "vitest";
import { admin, manage, reply, type Stage, whatHappens } from "../support/what-happens.ts";
import type { Json } from "../support/workspace.ts";

const actions: readonly (readonly [
  title: string,
  action: (stage: Stage) => unknown,
  topics: readonly string[],
])[] = [
  [
    "an update that changes nothing",
    ({ send, user }) => send("PUT", `/contacts/${user}`, { email: "ada@example.com" }),
    [],
  ],
  [
    "a new email of a user",
    ({ send, user }) => send("PUT", `/contacts/${user}`, { email: "king@example.com" }),
    ["contact.email.updated", "contact.user.updated"],
  ],
  [
    "the first email of a lead",
    ({ send, lead }) => send("PUT", `/contacts/${lead}`, { email: "lead@example.com" }),
    ["contact.lead.added_email", "contact.email.updated", "contact.lead.updated"],
  ],
  [
    "a lead who becomes a user",
    ({ send, lead }) => send("PUT", `/contacts/${lead}`, { role: "user" }),
    ["contact.lead.signed_up", "contact.user.updated"],
  ],
  [
    "a merge",
    ({ send, lead, user }) =>
      send("POST", "/contacts/merge", { from: lead, into: user, skip_duplicate_validation: true }),
    ["contact.merged"],
  ],
  [
    "a merge of a lead who has a conversation",
    async ({ send, seed, lead, user }) => {
      seed.conversation({ contact_ids: [lead] });
      const merge = { from: lead, into: user, skip_duplicate_validation: true };
      await send("POST", "/contacts/merge", merge);
    },
    ["conversation.user.created", "contact.merged"],
  ],
  [
    "a deleted contact",
    ({ send, user }) => send("DELETE", `/contacts/${user}`),
    ["contact.deleted"],
  ],
  [
    "a deleted company, of which the contact is no change",
    ({ send, company }) => send("DELETE", `/companies/${company}`),
    ["company.deleted"],
  ],
  [
    "a contact who leaves a company",
    ({ send, user, company }) => send("DELETE", `/contacts/${user}/companies/${company}`),
    ["company.contact.detached"],
  ],
  ["a reply of an admin", (stage) => reply(stage, admin), ["conversation.admin.replied"]],
  [
    "a note",
    (stage) => reply(stage, { ...admin, message_type: "note" }),
    ["conversation.admin.noted"],
  ],
  [
    "a reply of a contact",
    (stage) => reply(stage, { type: "user", intercom_user_id: stage.user }),
    ["conversation.user.replied"],
  ],
  [
    "a closed conversation that an admin replies to",
    async (stage) => {
      await manage(stage, "close");
      await reply(stage, admin);
    },
    ["conversation.admin.closed", "conversation.admin.replied", "conversation.admin.opened"],
  ],
  [
    "a reply that closes",
    (stage) => manage(stage, "close", { body: "Goodbye" }),
    ["conversation.admin.replied", "conversation.admin.closed"],
  ],
  [
    "a closed conversation that an admin opens",
    async (stage) => {
      await manage(stage, "close");
      await manage(stage, "open");
    },
    ["conversation.admin.closed", "conversation.admin.opened"],
  ],
  [
    "a closed conversation that is assigned",
    async (stage) => {
      await manage(stage, "close");
      await manage(stage, "assignment", { assignee_id: "1" });
    },
    ["conversation.admin.closed", "conversation.admin.open.assigned"],
  ],
  [
    "a snooze that ends on the clock",
    async (stage) => {
      const { clock } = stage.sandbox;
      await manage(stage, "snoozed", { snoozed_until: clock.now / 1000 + 60 });
      await stage.sandbox.webhooks.settled();
      clock.advance(60_000);
    },
    ["conversation.admin.snoozed", "conversation.admin.unsnoozed"],
  ],
  [
    "a seeded reply of a contact",
    ({ seed, user, conversation }) =>
      seed.conversationPart({ conversation_id: conversation, contact_id: user, body: "Hello?" }),
    ["conversation.user.replied"],
  ],
  [
    "a converted conversation that a contact replies to",
    async (stage) => {
      const type = stage.seed.ticketType().id;
      const at = `/conversations/${stage.conversation}/convert`;
      await stage.send("POST", at, { ticket_type_id: type });
      await reply(stage, { type: "user", intercom_user_id: stage.user });
    },
    ["ticket.created", "conversation.user.replied", "ticket.contact.replied"],
  ],
  [
    "a ticket that is resolved",
    async ({ send, seed }) => {
      const { id } = seed.ticket();
      const { data } = (await send("GET", "/ticket_states")).body;
      const { id: ticket_state_id } = data.find(({ category }: Json) => category === "resolved");
      await send("PUT", `/tickets/${id}`, { ticket_state_id });
    },
    ["ticket.created", "ticket.state.updated", "ticket.resolved"],
  ],
  [
    "a bulk request, in one transaction",
    ({ send }) =>
      send("POST", "/contacts/bulk", {
        contacts: [{ email: "one@example.com" }, { email: "ada@example.com" }],
      }),
    ["contact.user.created"],
  ],
];

test.each(actions)("targets are notified of %s", async (_, action, topics) => {
  expect((await whatHappens(action)).topics).toEqual(topics);
});
