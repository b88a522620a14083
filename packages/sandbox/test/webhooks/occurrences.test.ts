import type { Sandbox, TopicPattern } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { receiver, secret } from "../support/receiver.ts";
import { type Json, type Workspace, workspace } from "../support/workspace.ts";

interface Stage extends Pick<Workspace, "send"> {
  readonly sandbox: Sandbox;
  readonly seed: Sandbox["seed"];
  /** A user and a lead, and a conversation of the user. */
  readonly user: string;
  readonly lead: string;
  readonly conversation: string;
  readonly company: string;
}

/** What targets are notified of when something is done, and the items. */
async function whatHappens(
  action: (stage: Stage) => unknown,
  topics: readonly TopicPattern[] = ["contact.*", "company.*", "conversation.*", "ticket.*"],
): Promise<{ readonly topics: string[]; readonly items: Json[] }> {
  const { sandbox, send } = await workspace("Preview", { webhooks: { deliver: "on-flush" } });
  const { seed } = sandbox;
  const company = seed.company({ company_id: "engines" }).id;
  const user = seed.contact({ email: "ada@example.com", companies: [{ id: company }] }).id;
  const lead = seed.contact({ role: "lead" }).id;
  const conversation = seed.conversation({ contact_ids: [user] }).id;
  sandbox.webhooks.add({ url: "http://127.0.0.1/", secret, topics, version: "Preview" });
  await action({ sandbox, send, seed, user, lead, conversation, company });
  await sandbox.webhooks.settled();
  const sent = sandbox.webhooks.deliveries().filter(({ topic }) => topic !== "ping");
  return {
    topics: sent.map(({ topic }) => topic),
    items: sent.map(({ body }) => body.data.item as Json),
  };
}

const admin = { type: "admin", admin_id: "1" };
const reply = ({ send, conversation }: Stage, body: Json) =>
  send("POST", `/conversations/${conversation}/reply`, {
    message_type: "comment",
    body: "Hi",
    ...body,
  });
const manage = ({ send, conversation }: Stage, message_type: string, more: Json = {}) =>
  send("POST", `/conversations/${conversation}/parts`, { ...admin, message_type, ...more });

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

test.each(actions)("%s", async (_, action, topics) => {
  expect((await whatHappens(action)).topics).toEqual(topics);
});

test("a merged contact names the one that is gone", async () => {
  let stage: Stage | undefined;
  const { items } = await whatHappens(async (given) => {
    stage = given;
    const { send, lead: from, user: into } = given;
    await send("POST", "/contacts/merge", { from, into, skip_duplicate_validation: true });
  });
  const merged_from = { type: "contact", id: stage?.lead };
  expect(items).toMatchObject([{ type: "contact", id: stage?.user, merged_from }]);
});

test("a conversation has the parts that the notification is about", async () => {
  const { items } = await whatHappens(async (stage) => {
    await reply(stage, { ...admin, body: "First" });
    await reply(stage, { ...admin, body: "Second" });
  });
  expect(items.map((item) => item.conversation_parts)).toMatchObject([
    { conversation_parts: [{ body: "<p>First</p>" }], total_count: 1 },
    { conversation_parts: [{ body: "<p>Second</p>" }], total_count: 1 },
  ]);
});

test("a job is completed when its time on the clock is over, and is notified once", async () => {
  const { topics, items } = await whatHappens(
    async ({ send, seed, sandbox, user }) => {
      const ticket_type_id = seed.ticketType().id;
      const contacts = [{ id: user }];
      const { body } = await send("POST", "/tickets/enqueue", { ticket_type_id, contacts });
      await sandbox.webhooks.settled();
      sandbox.clock.advance(60_000);
      await send("GET", `/jobs/status/${body.id}`);
      sandbox.clock.advance(60_000);
    },
    ["job.completed"],
  );
  expect(topics).toEqual(["job.completed"]);
  expect(items).toMatchObject([{ type: "job", status: "success" }]);
});

test("with real time, a snooze ends by itself", async () => {
  const endpoint = await receiver();
  const { sandbox, send } = await workspace("2.16", { clock: Date.now });
  const { id } = sandbox.seed.conversation({ contact_ids: [sandbox.seed.contact().id] });
  const topics = ["conversation.admin.unsnoozed"] as const;
  sandbox.webhooks.add({ url: endpoint.url, secret, topics });
  await sandbox.webhooks.settled();
  const snoozed_until = Math.floor(Date.now() / 1000) + 2;
  await send("POST", `/conversations/${id}/parts`, {
    ...admin,
    message_type: "snoozed",
    snoozed_until,
  });
  await expect.poll(() => endpoint.topics, { timeout: 5000 }).toEqual(topics);
});

test("a target of one workspace is not notified of another", async () => {
  const endpoint = await receiver();
  const workspaces = [{ id: "acme" }, { id: "globex" }];
  const { sandbox } = await workspace("2.16", { workspaces });
  const target = { url: endpoint.url, secret, topics: ["contact.*"] as const };
  sandbox.webhooks.add({ ...target, workspaceId: "globex" });
  sandbox.webhooks.add(target);
  for (const { id } of workspaces) sandbox.workspaces.get(id).seed.contact();
  await sandbox.webhooks.settled();
  const byTarget = (targetId: string) =>
    sandbox.webhooks.deliveries({ targetId }).map(({ body }) => body.app_id);
  expect(byTarget("1")).toEqual(["globex", "globex"]);
  expect(byTarget("2")).toEqual(["acme", "acme", "globex"]);
});
