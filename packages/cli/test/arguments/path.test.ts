import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listening } from "../support/listening.ts";

test.each([
  ["export", "contacts", "--to", ""],
  ["export", "contacts", "--to", " ", "--format", "csv"],
  ["export", "contacts", "--to", "a.csv", "--state", ""],
  ["mirror", "--to", ""],
  ["verify", "--to", ""],
  ["import", "contacts", "", "--format", "csv"],
  ["backfill", "contacts", "", "--format", "csv"],
  ["sync", "articles", "", "--state", "a.db"],
  ["sync", "articles", "docs", "--state", ""],
  ["webhooks", "replay", "--to", "http://localhost:1", "--store", ""],
  ["webhooks", "sign", ""],
  ["data-exports", "download", "1", "--out", ""],
])("an empty path is refused before anything is written: %s %s %s %s", async (...args) => {
  const { run, cwd, requests, writes } = await listening();
  mkdirSync(path.join(cwd, "docs"));
  const { code, stderr } = await run(...args);
  expect(stderr).toMatch(/^error: [^\n]+ is empty; give a path\n$/);
  expect(code).toBe(2);
  expect(readdirSync(cwd)).toEqual(["docs"]);
  expect(writes()).toEqual([]);
  // A request that nothing waits for would come later.
  await new Promise((resolve) => setTimeout(resolve, 50));
  // The path of a state is needed after the workspace is known.
  expect(requests.filter((one) => !one.endsWith("/me"))).toEqual([]);
});

test("an export to a folder is refused at once, with --force too", async () => {
  const { run, cwd, requests } = await listening();
  mkdirSync(path.join(cwd, "out.csv"));
  const { code, stderr } = await run("export", "contacts", "--to", "out.csv", "--force");
  expect(stderr).toBe("error: out.csv is a folder; give the path of a file in it\n");
  expect(code).toBe(2);
  expect(requests).toEqual([]);
});

test.each(["mirror", "verify"])("%s refuses a file in place of its folder", async (command) => {
  const { run, cwd, requests } = await listening();
  writeFileSync(path.join(cwd, "copy"), "");
  const { code, stderr } = await run(command, "--to", "copy");
  expect(stderr).toBe("error: copy is no folder; give the path of a folder, which may be new\n");
  expect(code).toBe(2);
  expect(requests).toEqual([]);
});

test.skipIf(process.platform === "win32")("others cannot read the file of --state", async () => {
  const { run, cwd } = await listening();
  const { code } = await run("export", "contacts", "--to", "contacts.csv", "--state", "export.db");
  expect(code).toBe(0);
  expect(statSync(path.join(cwd, "export.db")).mode & 0o077).toBe(0);
});
