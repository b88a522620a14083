import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { folderWith, temporaryFolder, textsIn } from "./support/fixtures.ts";

const program = `import { IntercomClient } from "intercom-client";

const client = new IntercomClient({ token: "secret" });
await client.contacts.find({ contact_id: "1" });
`;

const read = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), "utf8");

function git(folder: string, ...args: readonly string[]): void {
  const { status } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
    cwd: folder,
  });
  expect(status).toBe(0);
}

function commit(folder: string): void {
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "before");
}

test("--write refuses uncommitted changes, unless --force is given", async () => {
  const folder = folderWith({ "a.ts": program });
  git(folder, "init", "--quiet");
  const refused = await codemod([".", "--write"], folder);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    "error: git has uncommitted changes, such as a.ts: commit them first, or pass --force\n",
  );
  expect(read(folder, "a.ts")).toBe(program);
  commit(folder);
  expect((await codemod([".", "--write"], folder)).code).toBe(0);
  expect(read(folder, "a.ts")).toContain("createIntercom");
  writeFileSync(path.join(folder, "a.ts"), program);
  expect((await codemod([".", "--write", "--force"], folder)).code).toBe(0);
});

test("the repository of the files is looked at, and not that of the current folder", async () => {
  const here = folderWith({ "a.ts": program });
  commit(here);
  const there = folderWith({ "src/b.ts": program });
  commit(there);
  writeFileSync(path.join(there, "notes.md"), "not committed");
  const refused = await codemod([path.join(there, "src"), "a.ts", "--write"], here);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^error: git has uncommitted changes, such as .*notes\.md: /m);
  expect([read(here, "a.ts"), read(there, "src/b.ts")]).toEqual([program, program]);
  expect((await codemod([path.join(here, "a.ts"), "--write"], there)).code).toBe(0);
});

test("--write refuses files outside of git, unless --force is given", async () => {
  const folder = folderWith({ "a.ts": program });
  const refused = await codemod(["a.ts", "--write"], folder);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("error: a.ts is in no git repository");
  expect(read(folder, "a.ts")).toBe(program);
  expect((await codemod(["a.ts", "--write", "--force"], folder)).code).toBe(0);
});

test("a git that fails is no clean repository", async () => {
  const folder = folderWith({ "a.ts": program });
  commit(folder);
  writeFileSync(path.join(folder, ".git/config"), "[core");
  const refused = await codemod(["a.ts", "--write"], folder);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^error: git cannot state whether .* pass --force$/m);
  expect(read(folder, "a.ts")).toBe(program);
});

test("a file that is read-only is named, and no file is written", async () => {
  const files = { "a.ts": program, "b.ts": program };
  const folder = folderWith(files);
  chmodSync(path.join(folder, "b.ts"), 0o444);
  const { code, stderr } = await codemod([".", "--write", "--force"], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: b\.ts cannot be written \(.*\): nothing was changed; /m);
  expect(textsIn(folder)).toEqual(files);
});

test("a file in a read-only folder is named, and no file is written", async () => {
  const files = { "a.ts": program, "lib/b.ts": program };
  const folder = folderWith(files);
  chmodSync(path.join(folder, "lib"), 0o555);
  onTestFinished(() => chmodSync(path.join(folder, "lib"), 0o755));
  const { code, stderr } = await codemod([".", "--write", "--force"], folder);
  expect(code).toBe(2);
  expect(stderr).toContain("error: lib/b.ts cannot be written (");
  expect(textsIn(folder)).toEqual(files);
});

test("when a file fails while it is written, those before it get their text back", async () => {
  // Its name leaves no place for that of the new file which replaces it.
  const long = `b${"b".repeat(248)}.ts`;
  const files = { "a.ts": program, [long]: program };
  const folder = folderWith(files);
  const { code, stderr } = await codemod([".", "--write", "--force"], folder);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: ${long} cannot be written (`);
  expect(textsIn(folder)).toEqual(files);
});

test("a folder with nothing to change needs no git", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "a.ts"), "export {};\n");
  expect((await codemod(["a.ts", "--write"], folder)).code).toBe(0);
});
