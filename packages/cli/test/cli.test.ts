import { expect, test } from "vitest";
import { interkit } from "./support/interkit.ts";

test("the help fits into 80 columns", async () => {
  const { code, stdout } = await interkit(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("Usage: interkit");
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});
