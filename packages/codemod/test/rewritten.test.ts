import { expect, test } from "vitest";
import { rewritten } from "./support/rewritten.ts";

test.each([
  [
    "the first item",
    "(await client.contacts.list()).data[0];",
    "(await client.contacts.list().collect({ limit: 1 }))[0];",
  ],
  [
    "the first item by a pattern",
    "const { data: [one] } = await client.contacts.list();",
    "const [one] = await client.contacts.list().collect({ limit: 1 });",
  ],
  [
    "a page of a size",
    "(await client.contacts.list({ per_page: 5 })).data.map(f);",
    "(await client.contacts.list({ per_page: 5 }).collect({ limit: 5 })).map(f);",
  ],
  [
    "a list without pages",
    "const { admins: all } = await client.admins.list();",
    "const all = await client.admins.list().collect({ limit: Infinity });",
  ],
  [
    "a loop over a list",
    "for await (const one of await client.tickets.search(query)) f(one);",
    "for await (const one of client.tickets.search(query)) f(one);",
  ],
  [
    "a call within the arguments of another",
    "client.contacts.find({ contact_id: (await client.contacts.create({ email })).id });",
    "client.contacts.get((await client.contacts.create({ email })).id);",
  ],
  [
    "an id after the others",
    "client.contacts.update({ name, contact_id: id });",
    "client.contacts.update(id, { name });",
  ],
  [
    "a spread before the id",
    "client.contacts.update({ ...given, contact_id: id });",
    "client.contacts.update(id, { ...given });",
  ],
  ["a variable of all keys", "client.contacts.create(given);", "client.contacts.create(given);"],
  [
    "a variable of the id",
    "client.contacts.archive(given);",
    "client.contacts.archive(given.contact_id);",
  ],
  [
    "options without a query",
    "client.contacts.find({ contact_id: id }, { maxRetries: n });",
    "client.contacts.get(id, {}, { retry: 1 + (n) });",
  ],
  [
    "an optional client",
    "const maybe = ok ? client : undefined;\nmaybe?.contacts.delete({ contact_id: id });",
    "const maybe = ok ? client : undefined;\nmaybe?.contacts.delete(id);",
  ],
  [
    "a resource of another name",
    "client.notes.create({ contact_id: id, body });",
    "client.contacts.notes.create(id, { body });",
  ],
  [
    "a client in a generic class",
    "class Box<T> { constructor(readonly value: T) {} }\nnew Box(client).value.contacts.archive({ contact_id: id });",
    "class Box<T> { constructor(readonly value: T) {} }\nnew Box(client).value.contacts.archive(id);",
  ],
  [
    "the type of a created client",
    "const use = (one: ReturnType<typeof make>) => one.contacts.archive({ contact_id: id });\nconst make = () => client;",
    "const use = (one: ReturnType<typeof make>) => one.contacts.archive(id);\nconst make = () => client;",
  ],
  [
    "a loop that reads the first page before it",
    "let page = await client.contacts.list();\nadd(page.data);\nwhile (page.hasNextPage()) {\n  page = await page.getNextPage();\n  add(page.data);\n}\n",
    "for await (const page of client.contacts.list().pages()) {\n  add(page.items);\n}\n",
  ],
  [
    "a loop with calls in its body",
    "let page = await client.contacts.list();\nfor (const one of page.data) await client.contacts.archive({ contact_id: one.id });\nwhile (page.hasNextPage()) {\n  page = await page.getNextPage();\n  for (const one of page.data) await client.contacts.archive({ contact_id: one.id });\n}\n",
    "for await (const page of client.contacts.list().pages()) {\n  for (const one of page.items) await client.contacts.archive(one.id);\n}\n",
  ],
  [
    "a loop with its test at the end",
    "let page = await client.contacts.list();\ndo {\n  add(page.data);\n  if (!page.hasNextPage()) break;\n  page = await page.getNextPage();\n} while (true);\n",
    "for await (const page of client.contacts.list().pages()) {\n  add(page.items);\n}\n",
  ],
  [
    "a loop with else",
    "let page = await client.contacts.list();\nwhile (true) {\n  add(page.data);\n  if (page.hasNextPage()) page = await page.getNextPage();\n  else break;\n}\n",
    "for await (const page of client.contacts.list().pages()) {\n  add(page.items);\n}\n",
  ],
  [
    "a page with then",
    "client.contacts.list({ per_page: 5 }).then((page) => page.data.map(f));",
    "client.contacts.list({ per_page: 5 }).collect({ limit: 5 }).then((page) => page.map(f));",
  ],
  [
    "items with then",
    "client.admins.list().then(({ admins }) => admins.map(f));",
    "client.admins.list().collect({ limit: Infinity }).then((admins) => admins.map(f));",
  ],
  [
    "a raw response in a variable",
    "const raw = await client.admins.identify().withRawResponse();\nf(raw.data, raw.rawResponse.status);",
    "const raw = await client.admins.identify().withResponse();\nf(raw.data, raw.response.status);",
  ],
  [
    "a raw response in place",
    "(await client.admins.identify().withRawResponse()).rawResponse.headers;",
    "(await client.admins.identify().withResponse()).response.headers;",
  ],
  [
    "a raw response with then",
    "client.admins.identify().withRawResponse().then(({ rawResponse }) => f(rawResponse));",
    "client.admins.identify().withResponse().then(({ response: rawResponse }) => f(rawResponse));",
  ],
  [
    "options of a method without a request",
    "client.admins.identify({ timeoutInSeconds: 5, abortSignal: signal });",
    "client.admins.identify({ timeoutMs: 5000, signal: signal });",
  ],
  [
    "options in a constant",
    "const slow = { timeoutInSeconds: 90, maxRetries: 0 };\nclient.contacts.create({ email }, slow);\nclient.contacts.find({ contact_id: id }, slow);",
    "const slow = { timeoutMs: 90000, retry: false };\nclient.contacts.create({ email }, slow);\nclient.contacts.get(id, {}, slow);",
  ],
  [
    "options in a constant with comments",
    "const slow = {\n  // long\n  maxRetries: 0, // not safe to repeat\n};\nclient.contacts.create({ email }, slow);",
    "const slow = {\n  // long\n  retry: false, // not safe to repeat\n};\nclient.contacts.create({ email }, slow);",
  ],
  [
    "a client with comments among its options",
    'export const other = new IntercomClient({\n  // ours\n  token, // from the vault\n  environment: "https://api.eu.intercom.io", /* the region */\n  // pinned\n  version: "2.14",\n  timeoutInSeconds: /* a minute */ 60,\n});',
    'export const other = createIntercom({\n  // ours\n  token, // from the vault\n  region: "eu", /* the region */\n  // pinned\n  /* a minute */ timeoutMs: 60000,\n});',
  ],
  [
    "a name that is in use",
    "import type { IntercomError } from 'intercom-client';\ninterface ApiError {}\nlet a: IntercomError, b: ApiError;",
    "interface ApiError {}\nlet a: InterkitApiError, b: ApiError;",
  ],
])("%s is rewritten", async (_, rest, expected) => {
  expect(await rewritten(7, rest)).toBe(expected);
});

test("a client that a container has by its class is followed", async () => {
  const text = await rewritten(
    7,
    "const own = await container.get(IntercomClient);\nown.contacts.archive({ contact_id: id });",
  );
  expect(text).toMatch(/TODO\(interkit\): `IntercomClient`: a client has no class here/);
  expect(text).toContain("\nown.contacts.archive(id);");
});

test.each([
  [
    "a constant that intercom-client adds",
    'client.contacts.createLead({ email: "a@b.c" });',
    'client.contacts.create({ role: "lead", email: "a@b.c" });',
  ],
  [
    "a call without arguments",
    "client.contacts.createLead();",
    'client.contacts.create({ role: "lead" });',
  ],
  [
    "a scroll",
    "const all = await client.companies.scroll.each({});",
    "const all = await client.companies.scroll().collect({ limit: Infinity });",
  ],
  ["the body of a search", "client.contacts.search({ data: { query } }).then(f);", undefined],
])("%s of 5 is rewritten, or left", async (_, rest, expected) => {
  const text = await rewritten(5, rest);
  if (expected === undefined) expect(text).toContain("TODO(interkit)");
  else expect(text).toBe(expected);
});
