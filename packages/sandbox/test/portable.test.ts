import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listen } from "../src/listen.unsupported.ts";

const source = new URL("../src/", import.meta.url);

test("only files for Node import from Node, so that the rest runs in browsers and workers", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => !file.startsWith("node/") && file !== "cli.ts");
  const bound = files.filter((file) =>
    /^import (?!type).*"(node:|@hono\/node-server|commander|write-file-atomic)/m.test(
      readFileSync(new URL(file, source), "utf8"),
    ),
  );
  expect(files.length).toBeGreaterThan(40);
  expect(bound).toEqual([]);
});

test("without Node, listening throws with an alternative", async () => {
  await expect(listen()).rejects.toThrow("call sandbox.fetch instead");
});
