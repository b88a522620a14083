import { expect, test } from "vitest";
import { read } from "../../../scripts/docs/blocks.ts";

const versions = read("openapi/intercom.yaml").match(/(?<=x-api-versions:\s*\[)[^\]]+/)?.[0] ?? "";
const inOrder = versions.split(",").map((version) => version.trim().replaceAll('"', ""));

test("the first version of each method on the page about versions is that of the description", () => {
  const page = read("docs/src/content/pages/start/choose-a-version.md");
  const rows = [...page.matchAll(/^\|[^|]+\|([^|]+)\| (2\.\d+|Preview) \|$/gm)];
  const written = rows.flatMap(([, methods = "", version = ""]) =>
    [...methods.matchAll(/`([\w.]+)`/g)].map(([, method = ""]) => [method, version] as const),
  );
  expect(written.length).toBeGreaterThan(15);
  expect(written.map(([method]) => [method, firstVersionOf(method)])).toEqual(written);
});

function firstVersionOf(method: string): string | undefined {
  return inOrder.find((version) => operationsOf(version).has(method));
}

function operationsOf(version: string): Set<string> {
  const ids = read(`openapi/dist/${version}.json`).matchAll(/"operationId":\s*"([^"]+)"/g);
  return new Set([...ids].map(([, id = ""]) => id));
}
