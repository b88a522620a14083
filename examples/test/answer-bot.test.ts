import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createIntercom } from "@interkit/client/2.16";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { toNodeListener } from "@interkit/webhooks/node";
import { expect, onTestFinished, test, vi } from "vitest";
import { createAnswerBot } from "../answer-bot.ts";

const secret = "client secret";

async function startBot(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  onTestFinished(() => sandbox.close());
  const client = { token: "any", fetch: sandbox.fetch };
  const intercom = createIntercom(client);
  const [person, bot] = ["Ada", "Bot"].map((name) => sandbox.seed.admin({ name }));
  if (!person || !bot) throw new Error("no admins");
  const tag = sandbox.seed.tag({ name: "Wants a person" });
  await intercom.articles.create({
    title: "Invoices",
    body: "<p>Where invoices are.</p>",
    author_id: Number(person.id),
    state: "published",
  });
  const webhooks = createAnswerBot(client, { secret, adminId: bot.id, tagId: tag.id });
  const server = createServer(toNodeListener(webhooks));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.webhooks.add({ url, secret, topics: ["conversation.*"] });

  const ask = async (text: string) => {
    const from = { type: "user" as const, id: sandbox.seed.contact({}).id };
    const { conversation_id } = await intercom.conversations.create({ from, body: text });
    await sandbox.webhooks.settled();
    return conversation_id ?? "";
  };
  const state = async (id: string) => {
    const { conversation_parts, tags } = await intercom.conversations.get(id);
    const parts = conversation_parts?.conversation_parts ?? [];
    return {
      replies: parts.flatMap(({ body, author }) => (author.id === bot.id ? [body] : [])),
      tags: (tags?.tags ?? []).map(({ name }) => name),
    };
  };
  const replyAsPerson = async (id: string) => {
    const reply = { message_type: "comment", type: "admin", admin_id: person.id } as const;
    await intercom.conversations.reply(id, { ...reply, body: "Hello" });
    await sandbox.webhooks.settled();
  };
  return { sandbox, replyAsPerson, ask, state };
}

test("answer-bot replies once with the article that fits, whatever comes twice", async () => {
  const { sandbox, replyAsPerson, ask, state } = await startBot({
    webhooks: { faults: { duplicate: 1 } },
  });
  const conversation = await ask("Invoices");
  const { replies, tags } = await state(conversation);
  expect(replies).toEqual([expect.stringContaining(">Invoices</a> help?")]);
  expect(tags).toEqual([]);
  await replyAsPerson(conversation);
  const statuses = sandbox.webhooks.deliveries().map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(["delivered"]));
});

test("answer-bot replies once when its reply was made and the response was lost", async () => {
  // The webhook that fails is reported.
  const report = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => report.mockRestore());
  const { sandbox, ask, state } = await startBot();
  sandbox.faults.add({
    operation: "conversations.reply",
    fault: { kind: "error", status: 500, applied: true },
    times: 1,
  });
  const conversation = await ask("Invoices");
  sandbox.clock.advance(60_000);
  await sandbox.webhooks.settled();
  expect(report).toHaveBeenCalledOnce();
  expect((await state(conversation)).replies).toHaveLength(1);
});

test("answer-bot tags what no article fits, until a person has replied", async () => {
  const { replyAsPerson, ask, state } = await startBot();
  const conversation = await ask("Something else");
  expect(await state(conversation)).toEqual({ replies: [], tags: ["Wants a person"] });
  await replyAsPerson(conversation);
  expect((await state(conversation)).tags).toEqual([]);
});
