import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { folderWith, temporaryFolder } from "./support/fixtures.ts";

const program = `import { IntercomClient } from "intercom-client";

const client = new IntercomClient({ token: "secret" });
await client.contacts.find({ contact_id: "1" });
`;

const manifest = (range: string, field = "dependencies"): string =>
  `${JSON.stringify({ name: "app", [field]: { zod: "^4.0.0", "intercom-client": range } }, undefined, 4)}\n`;

const read = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), "utf8");

test("without --write the difference is printed, and nothing is changed", async () => {
  const folder = folderWith({ "a.ts": program });
  const { code, stdout, stderr } = await codemod(["."], folder);
  expect(code).toBe(0);
  expect(stdout).toContain("--- a.ts\n+++ a.ts\n");
  expect(stdout).toContain('-await client.contacts.find({ contact_id: "1" });\n');
  expect(stdout).toContain('+await client.contacts.get("1");\n');
  expect(
    stderr,
  ).toBe(`intercom-client 7 to @interkit/client/2.14, which intercom-client 7 sends by default
1 of 1 file: 1 client, 1 call, 0 other places rewritten, 0 left
Nothing was written: pass --write to change the files.
`);
  expect(read(folder, "a.ts")).toBe(program);
});

test("--check exits with 1 for what would change, and for what an earlier run has left", async () => {
  const left = `${program}export const all = () => client.contacts.list();\n`;
  const folder = folderWith({ "a.ts": program, "b.ts": left });
  expect((await codemod(["a.ts", "--check"], folder)).code).toBe(1);
  expect((await codemod(["a.ts", "--write", "--force", "--check"], folder)).code).toBe(0);
  expect((await codemod(["a.ts", "--check"], folder)).code).toBe(0);
  expect((await codemod(["b.ts", "--write", "--force", "--check"], folder)).code).toBe(1);
  const again = await codemod(["b.ts", "--check"], folder);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("b.ts:5  `contacts.list` returns a list");
});

test("what is left in a statement that goes with a loop is in the summary once", async () => {
  const each = "for (const one of page.data) await client.contacts.update(given);\n";
  const loop = `let page = await client.contacts.list();\n${each}while (page.hasNextPage()) {\npage = await page.getNextPage();\n${each}}\n`;
  const folder = folderWith({ "a.ts": program + loop });
  const { stderr } = await codemod([".", "--write", "--force"], folder);
  expect(stderr).toContain(" 1 left");
  expect(read(folder, "a.ts").match(/TODO/g)).toHaveLength(1);
});

test.each([
  ["no path", [], "missing required argument 'paths'"],
  ["a path without programs", ["nowhere"], "nowhere has no programs: pass a folder"],
  ["an unknown option", [".", "--wirte"], "unknown option '--wirte'"],
  ["a major version before 3", [".", "--from", "2"], "--from takes a major version"],
  [
    "an API version that does not exist",
    [".", "--api-version", "2.6"],
    "--api-version takes one of",
  ],
])("%s is one line of an error, and exit code 2", async (_, args, message) => {
  const folder = folderWith({ "a.ts": program });
  const { code, stdout, stderr } = await codemod(
    [...args, ...(args.length > 0 ? ["--write", "--force"] : [])],
    folder,
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(stderr).toContain(message);
  expect(read(folder, "a.ts")).toBe(program);
});

test.each([
  [
    "the class of 7",
    'import { IntercomClient } from "intercom-client"; new IntercomClient({});',
    "latest",
    7,
  ],
  [
    "the class of 6",
    'import { IntercomClient } from "intercom-client"; new IntercomClient({});',
    "^6.4.0",
    6,
  ],
  [
    "the options of 5",
    'import { Client } from "intercom-client"; new Client({ tokenAuth: t });',
    "*",
    5,
  ],
  [
    "the options of 3",
    'import { Client } from "intercom-client"; new Client({ tokenAuth: t });',
    "~3.2",
    3,
  ],
  ["package.json alone", 'import { type Client } from "intercom-client";', "^4.0.0", 4],
])("the major version is found by %s", async (_, text, range, major) => {
  const folder = folderWith({ "a.ts": text, "package.json": manifest(range) });
  expect((await codemod(["a.ts"], folder)).stderr).toContain(`intercom-client ${major} to `);
});

test("a program for intercom-client 2 is refused", async () => {
  const text = 'import { Client } from "intercom-client"; new Client({ token: "secret" });';
  const folder = folderWith({ "a.ts": text, "package.json": manifest("^2.11.0") });
  const { code, stderr } = await codemod(["a.ts"], folder);
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: /^error: intercom-client 2 is too old/,
  });
});

test.each([
  [
    "an option",
    'new IntercomClient({ token: "a", version: "2.11" });',
    "2.11, which the programs name",
  ],
  ["a header", 'new IntercomClient({ headers: { "Intercom-Version": "2.9" } });', "2.9, which the"],
  ["Unstable", 'new IntercomClient({ version: "Unstable" });', "unstable, which the programs name"],
  [
    "a version without types",
    'new IntercomClient({ version: "2.4" });',
    "2.14, which intercom-client 7 sends by default; there is no module for 2.4",
  ],
])("the API version is that of %s", async (_, text, chosen) => {
  const folder = folderWith({
    "a.js": `import { IntercomClient } from "intercom-client";\n${text}`,
  });
  expect((await codemod(["a.js"], folder)).stderr).toContain(`@interkit/client/${chosen}`);
});

test.each([
  [7, "2.14, which intercom-client 7 sends by default"],
  [6, "2.11, which intercom-client 6 sends by default"],
])(
  "a program of %i that names no API version keeps the one that it sends",
  async (major, chosen) => {
    const folder = folderWith({ "a.ts": program });
    const { stderr } = await codemod(
      ["a.ts", "--from", String(major), "--write", "--force"],
      folder,
    );
    expect(stderr).toContain(`intercom-client ${major} to @interkit/client/${chosen}\n`);
    expect(read(folder, "a.ts")).toContain(`@interkit/client/${chosen.slice(0, 4)}"`);
  },
);

test.each([3, 4, 5])(
  "intercom-client %i sends no API version: the summary names the option",
  async (major) => {
    const text =
      'import { Client } from "intercom-client";\nnew Client({ tokenAuth: { token: "a" } });\n';
    const folder = folderWith({ "a.ts": text });
    const args = ["a.ts", "--from", String(major)];
    expect((await codemod(args, folder)).stderr).toContain(
      `@interkit/client/2.16, the newest stable version; intercom-client ${major} sends none: pass that of your app as --api-version\n`,
    );
    const given = await codemod([...args, "--api-version", "2.9"], folder);
    expect(given.stderr).toContain("@interkit/client/2.9, from --api-version\n");
  },
);

test("the help fits into 80 columns", async () => {
  const { code, stdout } = await codemod(["--help"], temporaryFolder());
  expect(code).toBe(0);
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("the README shows what the codemod does", async () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, "../README.md"), "utf8");
  const [before = "", after = ""] = Array.from(
    readme.matchAll(/```js\n([\s\S]*?)```/g),
    ([, block = ""]) => block,
  );
  const folder = folderWith({ "a.mjs": before });
  await codemod([".", "--write", "--force"], folder);
  expect(read(folder, "a.mjs")).toBe(after);
});
