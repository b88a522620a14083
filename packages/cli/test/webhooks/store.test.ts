import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";

test.each([
  ["listen", "--port", "0"],
  ["replay", "--to", "http://127.0.0.1:9"],
])("%s leaves a file alone that has no notifications", async (...args) => {
  const cwd = temporaryFolder();
  const file = path.join(cwd, "package.json");
  const content = '{\n  "name": "app"\n}\n';
  writeFileSync(file, content);
  const env = { INTERCOM_CLIENT_SECRET: "secret" };
  const ended = await interkit(["webhooks", ...args, "--store", "package.json"], {
    ...{ env, cwd },
    signal: AbortSignal.timeout(100_000),
  });
  expect(ended.stderr).toBe(
    "error: --store: package.json has no notifications; give a file of them, or a new one\n",
  );
  expect(ended.code).toBe(2);
  expect(readFileSync(file, "utf8")).toBe(content);
});
