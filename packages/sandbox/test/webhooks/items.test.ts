import { expect, test } from "vitest";
import { receiver, secret } from "../support/receiver.ts";
import { admin, reply, type Stage, whatHappens } from "../support/what-happens.ts";
import { workspace } from "../support/workspace.ts";

test("an article is published, changed and unpublished", async () => {
  const { topics } = await whatHappens(
    async ({ send, seed }) => {
      const { id } = seed.article({ title: "First steps", state: "draft" });
      for (const change of [{ state: "published" }, { title: "Steps" }, { state: "draft" }]) {
        await send("PUT", `/articles/${id}`, change);
      }
    },
    ["article.*"],
  );
  const changes = ["article.published", "article.updated", "article.unpublished"];
  expect(topics).toEqual(["article.created", ...changes]);
});

test("requests that succeed are notified, and refused ones are not", async () => {
  const { items } = await whatHappens(
    async ({ send }) => {
      await send("GET", "/contacts/unknown");
      await send("GET", "/me?x=1");
    },
    ["api.request.completed"],
  );
  expect(items.map(({ request }) => request.path)).toEqual(["/me"]);
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

test.each([
  ["a plan", { plan: "Pro" }, expect.any(String)],
  ["no plan", {}, null],
])("a company with %s beside a contact has plan_id, and no plan", async (_, given, plan_id) => {
  const { items } = await whatHappens(
    async ({ send, user }) => {
      const company = { company_id: "c1", name: "Engines", size: 5 };
      const { id } = (await send("POST", "/companies", { ...company, ...given })).body;
      await send("POST", `/contacts/${user}/companies`, { id });
      await send("DELETE", `/contacts/${user}/companies/${id}`);
    },
    ["company.contact.*"],
  );
  expect(items).toHaveLength(2);
  for (const { company } of items) {
    expect(company).toMatchObject({ name: "Engines", size: 5, plan_id, tag_ids: [] });
    for (const name of ["plan", "website", "industry"]) {
      expect(company).not.toHaveProperty(name);
    }
  }
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
  await expect.poll(() => endpoint.topics).toEqual(topics);
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
