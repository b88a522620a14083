import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codemod } from "./codemod.ts";
import { temporaryFolder } from "./fixtures.ts";

const headers: Readonly<Record<string, string>> = {
  5: 'import { Client } from "intercom-client";\n\nconst client = new Client({ tokenAuth: { token: "a" } });\n',
  7: 'import { IntercomClient } from "intercom-client";\n\nconst client = new IntercomClient({ token: "a" });\n',
};

const created = 'const client = createIntercom({ token: "a" });\n';

/** The rest of a program after its client is created, rewritten from a major version. */
export async function rewritten(major: 5 | 7, rest: string, extension = "ts"): Promise<string> {
  const folder = temporaryFolder();
  const file = path.join(folder, `program.${extension}`);
  writeFileSync(file, headers[major] + rest);
  await codemod([".", "--from", String(major), "--write", "--force"], folder);
  const text = readFileSync(file, "utf8");
  return text.slice(text.indexOf(created) + created.length);
}
