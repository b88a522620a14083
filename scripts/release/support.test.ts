import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readManifest } from "./manifests.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const policy = read("SUPPORT.md");

/** The first column of the table of Node's lines: `20, from 20.19`, `22` and so on. */
const lines = [...policy.matchAll(/^\| (\d+)(?:, from ([\d.]+))? \|/gm)].map(
  ([, line = "", from]) => ({ line, from }),
);

test("the oldest Node of the policy is that of the manifests", () => {
  expect(`>=${lines[0]?.from}`).toBe(readManifest(root, ".").engines?.node);
});

test("CI tests every line of Node that the policy has", () => {
  const { jobs } = parse(read(".github/workflows/ci.yml"));
  expect(jobs.test.strategy.matrix.node).toEqual(lines.map(({ line, from }) => from ?? line));
});

test("the policy names the API versions of the description", () => {
  const versions: string[] = parse(read("openapi/intercom.yaml"))["x-api-versions"];
  const numbered = versions.filter((version) => version !== "Preview");
  expect(policy).toContain(`versions ${numbered[0]} to ${numbered.at(-1)} and Preview`);
});

test("the policy has the day on which it was written", () => {
  expect(policy).toMatch(/^As of \d{4}-\d\d-\d\d\.$/m);
});
