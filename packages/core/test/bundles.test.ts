import { expect, test } from "vitest";
import { modulesOf } from "./support/bundle.ts";

test.each([
  ["browser", []],
  ["neutral", ["strict-gzip"]],
  ["node", ["dispatch-transport", "strict-gzip"]],
] as const)(
  "a bundle for the platform %s has the transport of no other one",
  async (platform, expected) => {
    const modules = await modulesOf(
      `import { createRequester } from "@interkit/core";
    createRequester("2.16", { token: "token" }).request("GET /me");`,
      platform,
    );
    const found = modules.filter((name) => ["dispatch-transport", "strict-gzip"].includes(name));
    expect(found.sort()).toEqual(expected);
  },
);

test("a requester with facts of its own is bundled without the table of operations", async () => {
  const program = (create: string) => `import { ${create} } from "@interkit/core";
    ${create}("2.16", { token: "token" }, () => undefined).request("GET /me");`;
  expect(await modulesOf(program("createRequester"))).toContain("operation-table");
  expect(await modulesOf(program("createRequesterWithFacts"))).not.toContain("operation-table");
});
