import { expect, test } from "vitest";
import { type Json, listenForTest, testClient } from "../test-client.ts";

/*
 * Every method of this client is tried in test/vendor. Here it is as npm has it, with its own
 * settings throughout: its fetch, its retries, its version.
 */
testClient("intercom-client 7.0.3", (installed) => {
  async function start(options?: Parameters<typeof listenForTest>[0]) {
    const bench = await listenForTest(options);
    const { IntercomClient } = installed().require("intercom-client");
    const client: Json = new IntercomClient({ token: "secret", environment: bench.url });
    return { ...bench, client };
  }

  const seed = { name: "acme", contacts: 90 };

  test.each([
    ["articles", (client: Json) => client.articles.list({ per_page: 7 })],
    ["collections", (client: Json) => client.helpCenters.collections.list({ per_page: 2 })],
    ["companies", (client: Json) => client.companies.list({ per_page: 4 })],
    ["contacts", (client: Json) => client.contacts.list({ per_page: 25 })],
    ["conversations", (client: Json) => client.conversations.list({ per_page: 9 })],
  ])("%s are walked over to the end, each once", async (_, list) => {
    const { client } = await start({ seed });
    const items: Json[] = [];
    const pages = await list(client);
    const { total_count } = pages.response;
    for await (const item of pages) items.push(item);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.length).toBe(total_count);
  });

  test("a message is sent in the app, with the client's name for it", async () => {
    const { client } = await start();
    const contact = await client.contacts.create({ role: "user", external_id: "u1" });
    const message = await client.messages.create({
      ...{ message_type: "inapp", body: "Hello" },
      from: { type: "admin", id: 1 },
      to: { type: "user", id: contact.id },
    });
    expect(message).toMatchObject({
      message_type: "inapp",
      body: expect.stringContaining("Hello"),
    });
  });

  test("a request with Retry-After is retried", async () => {
    const { client, sandbox, refuses } = await start();
    const fault = { status: 429, retryAfterSeconds: 1 } as const;
    sandbox.faults.add({ operation: "contacts.create", times: 1, fault });
    const contact = await client.contacts.create({ role: "user", external_id: "u1" });
    expect(contact).toMatchObject({ external_id: "u1" });
    refuses("POST /contacts 429");
  });
});
