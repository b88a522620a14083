import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { timeouts } from "../../vitest.shared.ts";

const root = path.resolve(import.meta.dirname, "../..");

// A mutant that hangs is detected by the timeout of its tests, so that theirs is short on purpose.
const configs = globSync("**/vitest.config.ts", {
  cwd: root,
  ignore: ["**/node_modules/**", "scripts/mutation/**"],
});

test.each(configs.sort())("%s has the timeouts of all tests", async (file) => {
  const { default: config } = await import(path.join(root, file));
  expect(config.test).toMatchObject(timeouts);
});
