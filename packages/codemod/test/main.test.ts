import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, inject, test } from "vitest";
import { temporaryFolder } from "./support/fixtures.ts";

test("interkit-codemod ends with the exit code of its command line", () => {
  const main = path.join(inject("programs"), "main.mjs");
  const start = (...args: readonly string[]) =>
    spawnSync(process.execPath, [main, ...args], {
      cwd: temporaryFolder(),
      encoding: "utf8",
    });
  expect(start("--help")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Usage: interkit-codemod [options] <paths...>"),
    stderr: "",
  });
  expect(start("nowhere")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("error: nowhere has no programs"),
  });
});
