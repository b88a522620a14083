import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const run = (program: string, ...args: string[]) =>
  execFileSync(process.execPath, [path.join(root, "node_modules", program), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

// It declares the enum of a property twice where a discriminator names it and its schema has one of its own.
test("a bundle compiles as openapi-typescript writes it with --enum", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-enums-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const types = path.join(folder, "types.ts");
  const bundle = path.join(root, "openapi/dist", "2.16.json");
  run("openapi-typescript/bin/cli.js", bundle, "--enum", "--output", types);
  const settings = ["--ignoreConfig", "--noEmit", "--strict", "--types", ""];
  expect(run("typescript-7/bin/tsc", ...settings, types)).toBe("");
});
