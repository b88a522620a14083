import { expect, test } from "vitest";
import { callTool, connectSandbox } from "../support/mcp.ts";

test("a tool that changes something is refused without write, and nothing is sent", async () => {
  const { client, sandbox } = await connectSandbox();
  const { isError, text } = await callTool(client, "contacts_create", { email: "ada@example.com" });
  expect(isError).toBe(true);
  expect(text).toContain("contacts_create was not called: this server only reads");
  expect(text).toContain("--write");
  expect(sandbox.requests.list()).toHaveLength(0);
});

test("a tool of another resource is refused with the option that adds it", async () => {
  const { client } = await connectSandbox({ resources: ["contacts"], write: true });
  const { isError, text } = await callTool(client, "tags_create", { name: "VIP" });
  expect(isError).toBe(true);
  expect(text).toContain("no tools of tags");
  expect(text).toContain("--resources");
});

test("with write, tools create, change and delete", async () => {
  const { client, intercom } = await connectSandbox({ write: true });
  const { value } = await callTool(client, "contacts_create", {
    email: "ada@example.com",
    role: "user",
  });
  const id = String(value["id"]);
  const changed = await callTool(client, "contacts_update", { contact_id: id, name: "Ada" });
  expect(changed.value).toMatchObject({ id, name: "Ada", email: "ada@example.com" });
  const note = await callTool(client, "contacts_notes_create", { contact_id: id, body: "Calls." });
  expect(note.value).toMatchObject({ type: "note" });
  const deleted = await callTool(client, "contacts_delete", { contact_id: id });
  expect(deleted.value).toMatchObject({ id, deleted: true });
  await expect(intercom.contacts.get(id)).rejects.toThrow(/404/);
});

test("a body of several forms is one argument, and a response without a body has its status", async () => {
  const { client, intercom } = await connectSandbox({ write: true, resources: ["all"] });
  const contact = await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const from = { type: "user" as const, id: contact.id };
  const { conversation_id } = await intercom.conversations.create({ from, body: "Hello" });
  const [admin] = (await intercom.admins.list().collect({ limit: 1 })) as { id: string }[];
  const replied = await callTool(client, "conversations_reply", {
    conversation_id,
    body: { message_type: "comment", type: "admin", admin_id: admin?.id, body: "Hi!" },
  });
  expect(replied.isError, replied.text).toBe(false);
  expect(JSON.stringify(replied.value)).toContain("Hi!");
  const event = { event_name: "order", created_at: 1_717_200_000, email: "ada@example.com" };
  const sent = await callTool(client, "data_events_create", event);
  expect(sent.isError, sent.text).toBe(false);
  expect(sent.value).toEqual({ status: 202 });
});

test("wrong arguments are an error that names them, and nothing is sent", async () => {
  const { client, sandbox } = await connectSandbox();
  const wrong = await callTool(client, "contacts_get", { id: "1" });
  expect(wrong.text).toBe(
    'Wrong arguments for contacts_get: there is no argument "id"; there are contact_id, include_merge_history, fields, max_chars',
  );
  const missing = await callTool(client, "contacts_get");
  expect(missing.text).toMatch(/required property 'contact_id'/);
  const blank = await callTool(client, "contacts_get", { contact_id: " " });
  expect(blank.text).toMatch(/needs contact_id.*\nNothing was sent\.$/);
  const unselected = await callTool(client, "companies_find", {});
  expect(unselected.text).toMatch(/one of company_id, name is needed/);
  for (const { isError } of [wrong, missing, blank, unselected]) expect(isError).toBe(true);
  expect(sandbox.requests.list()).toHaveLength(0);
});

test("an unknown tool is an error of the protocol", async () => {
  const { client } = await connectSandbox();
  const call = client.callTool({ name: "contacts_find", arguments: {} });
  await expect(call).rejects.toMatchObject({ code: -32_602 });
});

test("only the named fields are returned", async () => {
  const { client, intercom } = await connectSandbox();
  const { id } = await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const fields = ["id", "location.type", "tags.data.id", "nothing", "__proto__.x"];
  const { value } = await callTool(client, "contacts_get", { contact_id: id, fields });
  expect(value).toEqual({
    id,
    location: { type: "location" },
    tags: { data: [] },
    notice: 'The result has no field "nothing", "__proto__.x": check the names in fields.',
  });
});

test("long texts are cut, with a notice of what returns more", async () => {
  const { client, intercom } = await connectSandbox();
  const [author] = await intercom.admins.list().collect({ limit: 1 });
  const body = `<p>${"😀".repeat(15_000)}</p>`;
  const { id } = await intercom.articles.create({
    title: "Long",
    author_id: Number((author as { id: string }).id),
    body,
  });
  const article = { article_id: id, fields: ["body"] };
  const cut = await callTool(client, "articles_get", article);
  expect(String(cut.value["body"])).toMatch(/😀… \[cut\]$/u);
  expect(cut.text).not.toContain("\\ud83d");
  expect(cut.value["notice"]).toMatch(/cut to 20000 characters: body has up to 3\d+ .*max_chars/);
  const whole = await callTool(client, "articles_get", { ...article, max_chars: 50_000 });
  expect(whole.value["notice"]).toBeUndefined();
  expect(String(whole.value["body"]).length).toBeGreaterThan(30_000);
  const [listed] = (await callTool(client, "articles_list")).value["items"] as { body: string }[];
  expect(listed?.body.length).toBeLessThan(2100);
});

test("a list has fewer items than its limit when they are large, and its cursor continues", async () => {
  const { client, intercom } = await connectSandbox({ write: true });
  const [author] = await intercom.admins.list().collect({ limit: 1 });
  const author_id = Number((author as { id: string }).id);
  for (let number = 0; number < 9; number += 1) {
    await intercom.articles.create({ title: `${number}`, author_id, body: "text ".repeat(4000) });
  }
  const titles: string[] = [];
  for (let cursor: unknown; ; ) {
    const given = { max_chars: 20_000, ...(cursor ? { cursor } : {}) };
    const { value, text } = await callTool(client, "articles_list", given);
    expect(text.length).toBeLessThan(62_000);
    titles.push(...(value["items"] as { title: string }[]).map(({ title }) => title));
    cursor = value["cursor"];
    if (cursor === undefined) break;
    expect(value["notice"]).toMatch(/fewer items than the limit/);
  }
  expect(titles.sort()).toEqual([..."012345678"]);
});

test("the parts of a long conversation are cut to the first and the last ones", async () => {
  const { client, intercom } = await connectSandbox();
  const { id } = await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const from = { type: "user" as const, id };
  const { conversation_id } = await intercom.conversations.create({ from, body: "First" });
  if (conversation_id === undefined) throw new Error("The conversation has no id");
  for (let number = 1; number <= 150; number += 1) {
    const body = `${number}: ${"word ".repeat(100)}`;
    await intercom.conversations.reply(conversation_id, {
      message_type: "comment",
      type: "user",
      intercom_user_id: id,
      body,
    });
  }
  const { value, text } = await callTool(client, "conversations_get", { conversation_id });
  expect(text.length).toBeLessThan(61_000);
  expect(value["notice"]).toMatch(
    /Lists were cut .*conversation_parts\.conversation_parts has up to 15\d/,
  );
  expect(text).toContain("1: word");
  expect(text).toContain("150: word");
  const few = { fields: ["conversation_parts.conversation_parts.body"], max_chars: 20 };
  const bodies = await callTool(client, "conversations_get", { conversation_id, ...few });
  expect(bodies.text.match(/\d+: word/g)).toHaveLength(150);
});
