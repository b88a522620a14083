import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { folderWith } from "./support/fixtures.ts";

const created =
  'import { IntercomClient } from "intercom-client";\nexport const client = new IntercomClient({ token: "a" });\n';

/** Rewrites a program that creates a client, and reads the file that uses it; `put` follows the client's creation. */
async function uses(
  put: string,
  text: string,
): Promise<{ readonly text: string; readonly summary: string }> {
  const folder = folderWith({ "client.ts": created + put, "uses.js": text });
  const { stderr: summary } = await codemod([".", "--write", "--force"], folder);
  return { text: readFileSync(path.join(folder, "uses.js"), "utf8"), summary };
}

const call = (client: string): string => `${client}.contacts.find({ contact_id: id });\n`;
const here = (client: string): string => `${client}.contacts.get(id);\n`;

test.each([
  ["a property of a request", "request.intercom = client;", "request.intercom"],
  ["a property that may have it already", "request.intercom ??= client;", "request.intercom"],
  ["a property by its key", 'request["intercom"] = client;', 'req["intercom"]'],
  ["a property of an object", "Object.assign(context, { intercom: client });", "ctx.intercom"],
  ["a shorthand property", "use({ client });", "ctx.state.client"],
  ["a decorator", 'app.decorate("intercom", client);', "request.server.intercom"],
  ["a variable of a context", 'c.set("intercom", client);', 'c.get("intercom")'],
  ["a promise of a container", 'app.set("crm", client);', '(await app.get("crm"))'],
  ["a property with a type", "interface Context { crm: IntercomClient }", "ctx.crm"],
  ["a field of a class", "class A { constructor(readonly crm: IntercomClient) {} }", "a.crm"],
  ["a client of type any", "export const any: any = { intercom: client };", "any.intercom"],
  ["a place that holds null first", "r.crm = client;\nr.crm = null;", "r.crm"],
  ["a place with a double in a test", "r.crm = client;\nr.crm = mock();", "r.crm"],
])("a client in %s is followed", async (_, put, client) => {
  expect((await uses(put, call(client))).text).toBe(here(client));
});

test.each([
  [
    "a variable",
    "const { crm } = request;\ncrm.contacts.find({ contact_id: id });",
    "crm.contacts",
  ],
  [
    "a resource",
    "const { contacts: people } = request.crm;\npeople.find({ contact_id: id });",
    "people",
  ],
])("it is followed through %s", async (_, text, client) => {
  expect((await uses("request.crm = client;", text)).text).toContain(`\n${client}.get(id);`);
});

test("a function of the program that gets it in an object gets no comment, and is rewritten", async () => {
  const text = "export const start = ({ crm }) => crm.contacts.find({ contact_id: id });\n";
  const put = 'import { start } from "./uses.js";\nstart({ crm: client });\n';
  const after = await uses(put, text);
  expect(after.text).toBe("export const start = ({ crm }) => crm.contacts.get(id);\n");
  expect(after.summary).toContain(" 0 left");
});

test("it is followed into a parameter without a type, and from there to another one", async () => {
  const { text } = await uses(
    'import { start } from "./uses.js";\nstart(client.contacts);',
    "export const start = (people) => show(people);\nconst show = (all) => all.find({ contact_id: id });\n",
  );
  expect(text).toContain("const show = (all) => all.get(id);");
});

test.each([
  ["a property", "r.crm = client;\nr.crm = hubspot;", call("r.crm")],
  [
    "a parameter",
    'import { show } from "./uses.js";\nshow(client);\nshow(hubspot);',
    "export const show = (crm) => crm.contacts.find({ contact_id: id });\n",
  ],
])("%s that another client may be in is left, with a comment", async (_, put, text) => {
  const after = await uses(`import { hubspot } from "hubspot";\n${put}`, text);
  expect(after.text).toMatch(
    /^\/\/ TODO\(interkit\): `contacts.find` looks like a call of a client/,
  );
  expect(after.text.endsWith(text)).toBe(true);
});

test.each([
  ["the ids of a method", call("anything")],
  ["a name with Intercom", "intercomApi.tags.list();\n"],
])("a call with %s gets a comment in a file that nothing leads to", async (_, text) => {
  const after = await uses("", text);
  expect(after.text).toMatch(
    /^\/\/ TODO\(interkit\): .* looks like a call of a client without a type/,
  );
  expect(after.summary).toContain("1 left");
});

test("a method that is taken from a client that is followed gets a comment", async () => {
  const { text } = await uses("r.crm = client;", "const { find } = request.crm.contacts;\n");
  expect(text).toMatch(/^\/\/ TODO\(interkit\): `contacts.find` is used without a call in place/);
});

test("a call with keys of a method, and no ids, is a line of the summary alone", async () => {
  const text = "db.contacts.search({ query });\n";
  const after = await uses("", text);
  expect(after.text).toBe(text);
  expect(after.summary).toContain(
    "1 place may use a client that could not be followed, and has no comment:\n  uses.js:1  `contacts.search`\n",
  );
});

test.each([
  ["other keys", "db.contacts.find({ where: { id } });\n"],
  ["the client of another package", 'import db from "hubspot";\ndb.contacts.search({ query });\n'],
  ["a method of another name", "db.contacts.findMany({ query });\n"],
  ["no keys", "db.tags.list();\n"],
])("a call with %s gets no comment and no line", async (_, text) => {
  const after = await uses("", text);
  expect(after.text).toBe(text);
  expect(after.summary).not.toContain("uses.js");
});

test("a second run changes nothing where a place is left", async () => {
  const folder = folderWith({
    "client.ts": `${created}app.intercom = client;\nclass Own extends IntercomClient {}\n`,
    "uses.js": `${call("r.intercom")}r.intercom.contacts.update(given);\nr.intercom.contacts.create({ email });\nr.intercom.contacts.find({ contact_id: id /* ours */ });\n`,
  });
  await codemod([".", "--write", "--force"], folder);
  const text = readFileSync(path.join(folder, "uses.js"), "utf8");
  expect(text).toContain(here("r.intercom"));
  await codemod([".", "--write", "--force"], folder);
  expect(readFileSync(path.join(folder, "uses.js"), "utf8")).toBe(text);
});

test("a file that is not UTF-8 stays as it is, also if it imports nothing", async () => {
  const bytes = Buffer.from(`// caf\xe9\n${call("r.intercom")}`, "latin1");
  const folder = folderWith({ "client.ts": `${created}r.intercom = client;\n` });
  const file = path.join(folder, "uses.js");
  writeFileSync(file, bytes);
  const { stderr } = await codemod([".", "--write", "--force"], folder);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(stderr).toContain("uses.js:1  The file is not UTF-8");
});
