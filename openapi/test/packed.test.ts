import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { execute, jsonLines, recordedCall } from "./support.ts";

const root = path.resolve(import.meta.dirname, "..");
const shell = process.platform === "win32";

test("the command works in the installed package, without other packages", async () => {
  execFileSync(process.execPath, ["../build.shared.mjs", "dist/recorded"], { cwd: root });
  const folder = mkdtempSync(path.join(tmpdir(), "packed-"));
  const npm = (args: string[], cwd: string) =>
    execFileSync("npm", [...args, "--loglevel=error"], { cwd, encoding: "utf8", shell });
  const packed = npm(["pack", "--pack-destination", folder, "--ignore-scripts"], root);
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
  const tarball = `./${packed.trim().split("\n").at(-1)}`;
  npm(["install", tarball, "--offline", "--no-audit", "--no-fund"], folder);

  const command = path.join(folder, "node_modules/.bin/interkit-check-recorded");
  const tag = { type: "tag", id: 17, name: "Independent" };
  const file = jsonLines(
    recordedCall("GET /tags/17", tag),
    recordedCall("GET /tags/17", { ...tag, id: "17" }),
  );
  expect(await execute(command, [file], folder)).toMatchObject({
    code: 1,
    lines: [
      "TagBasic.id: string, but integer (1 response; 2.16)",
      "2 responses checked, 1 with contradictions",
    ],
    errors: [],
  });
});
