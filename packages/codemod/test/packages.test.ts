import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { folderWith } from "./support/fixtures.ts";

const client =
  'import { IntercomClient } from "intercom-client";\nexport const crm = new IntercomClient({ token: "a" });\n';
const use = (from: string): string =>
  `import { crm } from "${from}";\nexport const load = (id) => crm.contacts.find({ contact_id: id });\n`;
const used = (from: string): string =>
  `import { crm } from "${from}";\nexport const load = (id) => crm.contacts.get(id);\n`;

async function rewrite(files: Readonly<Record<string, string>>, name: string): Promise<string> {
  const folder = folderWith(files);
  await codemod([".", "--write", "--force"], folder);
  const text = readFileSync(path.join(folder, name), "utf8");
  await codemod([".", "--write", "--force"], folder);
  expect(readFileSync(path.join(folder, name), "utf8")).toBe(text);
  return text;
}

const paths = (to: string): string =>
  JSON.stringify({ compilerOptions: { paths: { "@/*": [to] } } });

test.each([
  ["its own tsconfig.json", { "b/tsconfig.json": paths("./src/*") }],
  ["a jsconfig.json", { "b/jsconfig.json": paths("./src/*") }],
  [
    "a configuration that tsconfig.json refers to",
    {
      "b/tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      "b/tsconfig.app.json": paths("./src/*"),
    },
  ],
])(
  "a client is followed over paths of %s, for each package of a repository",
  async (_, configs) => {
    const files = { "a/tsconfig.json": paths("./lib/*"), "a/one.js": "export const one = 1;\n" };
    const text = await rewrite(
      { ...files, ...configs, "b/src/crm.js": client, "b/src/uses.js": use("@/crm") },
      "b/src/uses.js",
    );
    expect(text).toBe(used("@/crm"));
  },
);

test.each([
  ["its name", "@acme/shared", "src/index.ts"],
  ["a path in it", "@acme/shared/crm", "src/crm.ts"],
  ["its name, from its folder", "@acme/shared", "index.js"],
])("a client is followed from another package of the repository by %s", async (_, from, file) => {
  const text = await rewrite(
    {
      "shared/package.json":
        '{ "name": "@acme/shared", "exports": "./dist/index.js", "dependencies": { "intercom-client": "7" } }',
      [`shared/${file}`]: client,
      "web/package.json": '{ "name": "web", "dependencies": { "@acme/shared": "*" } }',
      "web/uses.js": use(from),
    },
    "web/uses.js",
  );
  expect(text).toBe(used(from));
});

test.each([
  ["its ids", "import { crm } from '@acme/crm';\ncrm.contacts.find({ contact_id: id });\n"],
  ["its name", "import { intercom } from '@acme/crm';\nintercom.tags.list();\n"],
])("a client of a package that is not in the repository gets a comment by %s", async (_, text) => {
  const after = await rewrite({ "a.ts": client, "uses.js": text }, "uses.js");
  expect(after).toContain("looks like a call of a client without a type");
});
