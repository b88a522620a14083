import { expect, test } from "vitest";
import { rewritten } from "./support/rewritten.ts";

test.each([
  [
    "a method that there is not",
    "client.contacts.remove({ contact_id: a });",
    "intercom-client 7 has none",
  ],
  [
    "a key that is not one of the method",
    'client.contacts.find({ id: "1" });',
    "has no `contact_id` here",
  ],
  ["an id within a spread", "client.contacts.find({ ...given });", "`contact_id` is within `...`"],
  ["a computed name", "client.contacts.create({ [key]: 1 });", "methods or computed names"],
  [
    "arguments within a spread",
    "client.contacts.find(...given);",
    "The arguments are within `...`",
  ],
  [
    "options in a variable",
    'client.contacts.find({ contact_id: "1" }, given);',
    "options of the call",
  ],
  [
    "a version in a call",
    'client.contacts.find({ contact_id: "1" }, { version: "2.9" });',
    "`version`",
  ],
  [
    "a version in a header",
    'client.contacts.find({ contact_id: "1" }, { headers: { "intercom-version": "2.9" } });',
    "in the import",
  ],
  ["a third argument", 'client.contacts.find({ contact_id: "1" }, {}, done);', "takes no callback"],
  [
    "the count of a list",
    "const page = await client.contacts.list();\npage.response.total_count;",
    "returns a list",
  ],
  [
    "a response that is taken whole",
    "const { data, response } = await client.contacts.list();",
    "returns a list",
  ],
  ["a list with then", "client.contacts.list().then((page) => page);", "returns a list"],
  [
    "a page with a type",
    "const page: Listed = await client.contacts.list({ per_page: 5 });\npage.data;",
    "returns a list",
  ],
  [
    "a page that is assigned again",
    "let page = await client.contacts.list({ per_page: 5 });\npage = other;\npage.data;",
    "returns a list",
  ],
  [
    "the length of a page",
    "const page = await client.contacts.list();\npage.data.length;",
    "collect({ limit })",
  ],
  [
    "a raw response that is passed on",
    "const raw = await client.admins.identify().withRawResponse();\nf(raw);",
    "withResponse",
  ],
  [
    "a raw response that is taken whole",
    "const { ...raw } = await client.admins.identify().withRawResponse();",
    "withResponse",
  ],
  [
    "a raw response of other properties",
    "(await client.admins.identify().withRawResponse()).body;",
    "withResponse",
  ],
  [
    "a first page that is read otherwise than the next ones",
    "let page = await client.contacts.list();\nadd(page.data);\nwhile (page.hasNextPage()) {\n  page = await page.getNextPage();\n  log(page.data);\n}",
    "returns a list",
  ],
  [
    "a page that is used after its loop",
    "let page = await client.contacts.list();\nadd(page.data);\nwhile (page.hasNextPage()) {\n  page = await page.getNextPage();\n  add(page.data);\n}\nlog(page.data);",
    "returns a list",
  ],
  [
    "a loop with a comment where it ends",
    "let page = await client.contacts.list();\nadd(page.data);\nwhile (page.hasNextPage()) {\n  // The next ones.\n  page = await page.getNextPage();\n  add(page.data);\n}",
    "returns a list",
  ],
  [
    "options that are logged too",
    'const own = { maxRetries: 1 };\nlog(own);\nclient.contacts.find({ contact_id: "1" }, own);',
    "options of the call",
  ],
  [
    "options that are exported",
    'export const own = { maxRetries: 1 };\nclient.contacts.find({ contact_id: "1" }, own);',
    "options of the call",
  ],
  [
    "options that change",
    'let own = { maxRetries: 1 };\nclient.contacts.find({ contact_id: "1" }, own);',
    "options of the call",
  ],
  [
    "a raw response of a list",
    "const { data } = await client.contacts.list().withRawResponse();",
    "no raw response",
  ],
  [
    "a method by an element",
    'client.contacts["find"]({ contact_id: "1" });',
    "without a call in place",
  ],
  ["a method as a value", "const find = client.contacts.find;", "without a call in place"],
  [
    "a comment that would be lost",
    "client.contacts.find({ contact_id: a /* ours */ });",
    "A comment stands",
  ],
])("%s is left, with a comment", async (_, rest, reason) => {
  const text = await rewritten(7, rest);
  const [comment = ""] = text.split("\n").filter((line) => line.includes("TODO(interkit)"));
  expect(comment).toMatch(
    /^\/\/ TODO\(interkit\): .* https:\/\/interkit\.github\.io\/moving\/[\w-]+\/$/,
  );
  expect(comment).toContain(reason);
  expect(text.replace(`${comment}\n`, "")).toBe(rest);
});

test.each([
  [
    "a spread of keys with other names",
    "client.contacts.update({ id, ...given });",
    "other names here",
  ],
  ["a variable of keys with other names", "client.contacts.createUser(given);", "one by one"],
  ["a callback", "client.contacts.find({ id }, done);", "takes no callback"],
  ["a page by its address", "client.nextPage(page.pages);", "Iterate the list"],
  [
    "a key that a person decides about",
    "client.admins.listAllActivityLogs({ before: day });",
    "`before`",
  ],
])("%s of 5 is left, with a comment", async (_, rest, reason) => {
  const text = await rewritten(5, rest);
  expect(text).toContain(reason);
  expect(text.endsWith(`\n${rest}`)).toBe(true);
});

test.each([
  [
    "a client that a function of another package gets",
    "js",
    'import { use } from "elsewhere";\nuse(client);',
    "`use` gets the client",
  ],
  ["a client in an object without a type", "js", "start({ client });", "`start` gets the client"],
  [
    "an error without a type",
    "ts",
    "client.admins.identify().catch((error) => error.statusCode);",
    "`statusCode` of an error",
  ],
])("%s gets a comment", async (_, extension, rest, reason) => {
  const text = await rewritten(7, rest, extension);
  expect(text).toMatch(/TODO\(interkit\)/);
  expect(text).toContain(reason);
  expect(text.endsWith(rest.split("\n").at(-1) ?? "")).toBe(true);
});

test.each([
  ["console.log(client);"],
  ["try { await client.admins.identify(); } catch (error) { console.log(error.message); }"],
  ["try { await fetch(url); } catch (error) { console.log(error.statusCode); }"],
])("%s gets no comment", async (rest) => {
  expect(await rewritten(7, rest)).toBe(rest);
});

test("a class of errors in the namespace is left with its import, and gets a comment", async () => {
  const text = await rewritten(
    7,
    'import { Intercom } from "intercom-client";\n\nisGone = error instanceof Intercom.NotFoundError;\n',
  );
  expect(text).toContain('import { Intercom } from "intercom-client";');
  expect(text).toContain(
    "// TODO(interkit): `Intercom.NotFoundError`: It is an `ApiError` whose `status` is 404",
  );
  expect(text).toContain("isGone = error instanceof Intercom.NotFoundError;");
});
