import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listening } from "../support/listening.ts";

const content = ["sync", "content", "docs"];

test.each([
  [["tags", "list", "--base-url", "here"], "The base URL must be a whole URL"],
  [[...content, "--source", "x", "--url", "here"], "--url must be the address of the site"],
  [[...content, "--source", "here", "--url", "https://a.example"], "--source must be the address"],
  [[...content, "--source", "7"], "--url is needed where --source is no address"],
  [["sync", "articles", "docs", "--state", "a.db", "--include", ""], "--include must be a list"],
  [["sync", "articles", "docs", "--state", "a.db", "--collection", "no"], "another --collection"],
  [["import", "contacts", "rows.csv", "--delimiter", ""], "--delimiter must be a text"],
  [["import", "contacts", "rows.csv"], '--map "Plan=custom_attributes.Plan"'],
  [["import", "contacts", "rows.csv"], '--ignore "Plan"'],
])("%j names the mistake as the command line does", async (args, text) => {
  const { run, cwd, writes } = await listening();
  mkdirSync(path.join(cwd, "docs"));
  writeFileSync(path.join(cwd, "docs/page.md"), "# Page\n");
  writeFileSync(path.join(cwd, "rows.csv"), "external_id,Plan\n1,pro\n");
  const { code, stderr } = await run(...args);
  expect(stderr).toMatch(/^error: [^\n]*\n(?: {2}- [^\n]*\n)*$/);
  expect(stderr).toContain(text);
  expect(code).toBe(2);
  expect(writes()).toEqual([]);
});
