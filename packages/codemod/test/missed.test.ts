import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { codemod, type Ended } from "./support/codemod.ts";
import { temporaryFolder } from "./support/fixtures.ts";
import { rewritten } from "./support/rewritten.ts";

const created =
  'import { IntercomClient } from "intercom-client";\nconst client = new IntercomClient({ token: "a" });\n';

/** Rewrites files of a new folder, and reads one of them. */
async function rewrite(
  files: Readonly<Record<string, string | Buffer>>,
  name: string,
): Promise<Ended & { readonly text: string; readonly bytes: Buffer }> {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const ended = await codemod([".", "--write", "--force"], folder);
  const bytes = readFileSync(path.join(folder, name));
  return { ...ended, bytes, text: bytes.toString() };
}

test.each([
  ["all items by a pattern", "const [...all] = (await client.contacts.list()).data;"],
  [
    "a page that is exported",
    "export const page = await client.contacts.list({ per_page: 5 });\npage.data;",
  ],
  ["items that are exported", "export const { data } = await client.tags.list();"],
  ["one of two resources", "(a ? client.contacts : client.companies).find({ contact_id: b });"],
  ["a mock", 'vi.mock("intercom-client");'],
  ["an export from intercom-client", 'export { IntercomError } from "intercom-client";'],
  ["an import of a file of it", 'import { Page } from "intercom-client/core";'],
  ["a promise of the module", 'import("intercom-client").then(use);'],
  ["the type of a method", "type Find = typeof client.contacts.find;"],
  ["a handler with a pattern", "client.admins.identify().catch(({ statusCode }) => statusCode);"],
  ["a second handler", "client.admins.identify().then(use, (error) => error.statusCode);"],
])("%s is left, with a comment", async (_, rest) => {
  const text = await rewritten(7, rest);
  expect(text).toContain("// TODO(interkit): ");
  expect(text.split("\n").some((line) => line === rest.split("\n").at(-1))).toBe(true);
});

test.each([
  ["another name", "find", "contacts.get(contact_id, …)"],
  ["an id of its own", "update", "contacts.update(contact_id, …)"],
  ["a list", "list", "contacts.list(…)"],
])("a double of a method with %s gets a comment", async (_, method, here) => {
  const rest = `const crm = { contacts: { ${method}: vi.fn() } };`;
  const text = await rewritten(7, rest);
  expect(text).toContain(
    `// TODO(interkit): A double of \`contacts.${method}\`: the program calls \`${here}\` now.`,
  );
  expect(text.endsWith(rest)).toBe(true);
});

test("a double of a resource in a variable gets a comment", async () => {
  const rest = "const contacts = { find: jest.fn() };\nconst crm = { contacts };";
  const text = await rewritten(7, rest);
  expect(text).toMatch(/^\/\/ TODO\(interkit\): A double of `contacts.find`/);
  expect(text.endsWith(rest)).toBe(true);
});

test.each([
  ["const crm = { contacts: { create: vi.fn() } };"],
  ["const crm = { contacts: { find: load } };"],
  ["const crm = { people: { find: vi.fn() } };"],
])("%s gets no comment", async (rest) => {
  expect(await rewritten(7, rest)).toBe(rest);
});

test("a comment is one line, and has nothing of the arguments before it", async () => {
  const text = await rewritten(7, 'app\n  .locals("secret")\n  .use(client);', "js");
  expect(text).toMatch(/^\/\/ TODO\(interkit\): `\(…\)\.use` gets [^\n]*\napp\n {2}\.locals/);
});

test("a comment does not part a directive from its line", async () => {
  const rest = "// eslint-disable-next-line no-console\nconsole.log(await client.contacts.list());";
  expect(await rewritten(7, rest)).toMatch(/^\/\/ TODO[^\n]*\n\/\/ eslint-disable-next-line/);
});

test("a property that a pattern takes from an error is renamed", async () => {
  const text = await rewritten(
    7,
    'import { IntercomError } from "intercom-client";\nconst f = ({ statusCode }: IntercomError) => statusCode;',
  );
  expect(text).toContain("const f = ({ status: statusCode }: ApiError) => statusCode;");
});

test("each function that requires intercom-client gets the client", async () => {
  const load = `() => {\n  const { IntercomClient } = require("intercom-client");\n  return new IntercomClient({ token });\n};\n`;
  const { text } = await rewrite({ "a.cjs": `exports.a = ${load}exports.b = ${load}` }, "a.cjs");
  const here = `() => {\n  const { createIntercom } = require("@interkit/client/2.14");\n  return createIntercom({ token });\n};\n`;
  expect(text).toBe(`exports.a = ${here}exports.b = ${here}`);
});

test("a client of another API version than that of the import is left", async () => {
  const make = (name: string, version: string): string =>
    `const ${name} = new IntercomClient({ token, version: "${version}" });\n`;
  const text = `import { IntercomClient } from "intercom-client";\n${make("a", "2.9")}${make("b", "2.14")}`;
  const { stderr, text: after } = await rewrite({ "a.js": text }, "a.js");
  expect(stderr).toContain("a.js:2  The import is of version 2.14, and this client names another");
  expect(after).toContain('const a = createIntercom({ token, version: "2.9" });');
  expect(after).toContain("const b = createIntercom({ token });");
});

test("packages with different major versions are rewritten each from its own", async () => {
  const dependency = (range: string): string =>
    `{ "dependencies": { "intercom-client": "${range}" } }`;
  const files = {
    "old/package.json": dependency("^5.0.0"),
    "old/a.js":
      'import { Client } from "intercom-client";\nnew Client({ tokenAuth: { token } }).contacts.find({ id });\n',
    "new/package.json": dependency("^7.0.0"),
    "new/a.js": `${created}client.contacts.find({ contact_id: id });\n`,
  };
  expect((await rewrite(files, "old/a.js")).text).toContain("contacts.get(id);");
  expect((await rewrite(files, "new/a.js")).text).toContain("contacts.get(id);");
});

test("a file keeps its byte order mark, and its ends of lines", async () => {
  const { text } = await rewrite(
    { "a.ts": `\uFEFF${created}client.contacts.list();\n`.replaceAll("\n", "\r\n") },
    "a.ts",
  );
  expect(text).toMatch(/^\uFEFFimport [^\n]*createIntercom/);
  expect(text).toContain("TODO(interkit)");
  expect(text).not.toMatch(/[^\r]\n/);
});

test.each([
  ["a syntax error", Buffer.from(`${created}if (x {\n`), "a.ts:3  The file has a syntax error"],
  [
    "bytes that are not UTF-8",
    Buffer.from(`// caf\xe9\n${created}`, "latin1"),
    "a.ts:1  The file is not UTF-8",
  ],
])("a file with %s stays as it is", async (_, before, reason) => {
  const { bytes, stderr } = await rewrite({ "a.ts": before }, "a.ts");
  expect(bytes.equals(before)).toBe(true);
  expect(stderr).toContain(reason);
});
