import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { bundle } from "./support/bundle.ts";
import { temporaryFolder } from "./support/state.ts";

const source = new URL("../src/", import.meta.url);

test("only files for Node import from Node, so that the rest runs in browsers and workers", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => !file.startsWith("node/") && !["cli.ts", "command.ts"].includes(file));
  const bound = files.filter((file) =>
    /^import (?!type).*"(node:|@hono\/node-server|commander|write-file-atomic)/m.test(
      readFileSync(new URL(file, source), "utf8"),
    ),
  );
  expect(files.length).toBeGreaterThan(40);
  expect(bound).toEqual([]);
});

test("bundled for another platform than Node, listening and files are refused, with an alternative", async () => {
  const folder = temporaryFolder();
  const files = await bundle('export { createSandbox } from "@interkit/sandbox";');
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const index = pathToFileURL(join(folder, "index.js")).href;
  const { createSandbox }: typeof import("@interkit/sandbox") = await import(index);
  await expect(createSandbox().listen()).rejects.toThrow("call sandbox.fetch instead");
  await expect(createSandbox({ file: "state.jsonl" }).ready).rejects.toThrow(
    "keep what sandbox.snapshot() returns",
  );
});
