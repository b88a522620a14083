import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { policy } from "../../differences/policy.ts";
import { withPolicyTable } from "./policy-table.ts";

test("openapi/README.md has the policy as it is; npm run release:plan -- --policy writes it", () => {
  const file = path.resolve(import.meta.dirname, "../../../openapi/README.md");
  const text = readFileSync(file, "utf8");
  expect(text).toBe(withPolicyTable(text));
  for (const { what } of Object.values(policy)) expect(text).toContain(`| ${what} |`);
});
