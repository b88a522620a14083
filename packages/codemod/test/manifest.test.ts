import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { folderWith } from "./support/fixtures.ts";

const program = `import { IntercomClient } from "intercom-client";

export const client = new IntercomClient({ token: "secret" });
`;

const { dependencies } = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../package.json"), "utf8"),
) as { readonly dependencies: Readonly<Record<string, string>> };
const ours = `"@interkit/client": "${dependencies["@interkit/client"]}"`;

/** What becomes of package.json when a.ts is rewritten, and the summary. */
async function rewritten(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly text: string; readonly stderr: string }> {
  const folder = folderWith({ "a.ts": program, "package.json": text, ...files });
  const { code, stderr } = await codemod(["a.ts", "--write", "--force"], folder);
  expect(code).toBe(0);
  return { text: readFileSync(path.join(folder, "package.json"), "utf8"), stderr };
}

const manifest = `{
    "name": "app",   "files": ["dist", "src"],
\t"dependencies": {
    "express":"^5.0.0",
    "intercom-client": "^7.0.0",
    "zod": "^4.0.0"
  }
}`;

test("package.json gets the client and loses intercom-client, and its other lines stay as written", async () => {
  const { text, stderr } = await rewritten(manifest);
  expect(stderr).toContain("package.json changed: install its packages.\n");
  expect(text).toBe(
    manifest
      .replace('    "intercom-client": "^7.0.0",\n', "")
      .replace('    "express"', `    ${ours},\n    "express"`),
  );
});

test.each([
  ["an import", "b.ts", program],
  ["an import in declarations", "b.d.ts", program],
  ["an import in a component", "b.vue", `<script>\n${program}</script>\n`],
  ["a place that was left", "b.ts", "// TODO(interkit): a reason\n"],
  ["a place that this run leaves", "a.ts", `${program}export const all = client.contacts.list;\n`],
])("intercom-client stays in package.json while there is %s", async (_, file, source) => {
  const { text } = await rewritten(manifest, { [file]: source });
  expect(text).toBe(manifest.replace('    "express"', `    ${ours},\n    "express"`));
});

test.each([
  ["dependencies", '{"dependencies":{"intercom-client":"^7.0.0"}}\r\n'],
  ["devDependencies", '{ "devDependencies": { "intercom-client": "^7.0.0" } }'],
  ["peerDependencies", '{\n\t"peerDependencies": {\n\t\t"intercom-client": "^7.0.0"\n\t}\n}\n'],
  ["optionalDependencies", '{ "optionalDependencies": { "intercom-client": "^7.0.0" } }\n'],
])("the client takes the line of intercom-client in %s", async (_, text) => {
  const expected = text.replace(/"intercom-client": ?"\^7\.0\.0"/, ours);
  expect((await rewritten(text)).text).toBe(expected);
});

test("a range of the client that is there stays", async () => {
  const text = '{ "dependencies": { "@interkit/client": "1.2.3", "intercom-client": "7" } }\n';
  const expected = '{ "dependencies": { "@interkit/client": "1.2.3" } }\n';
  expect((await rewritten(text)).text).toBe(expected);
});
