import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { PlannedChange } from "./plan.ts";
import { runPlan } from "./support/repository.ts";

const folder = mkdtempSync(path.join(tmpdir(), "second-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file in which a boat has some states, and a query parameter is limited. */
function fileWith(name: string, states: readonly string[], maximum: number): string {
  const boat = { type: "object", properties: { state: { type: "string", enum: states } } };
  const limit = { name: "limit", in: "query", schema: { type: "integer", maximum } };
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Boat" } } };
  const responses = { "200": { description: "The boat.", content } };
  const file = path.join(folder, name);
  const document = {
    openapi: "3.1.0",
    info: { title: "Boats", version: "1" },
    paths: { "/boat": { get: { operationId: "boat.get", parameters: [limit], responses } } },
    components: { schemas: { Boat: boat } },
  };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

test("where the policy and the compiler disagree, a change has both reasons", async () => {
  const base = fileWith("base.json", ["afloat", "aground"], 50);
  const head = fileWith("head.json", ["afloat", "aground", "lost"], 20);
  const { stdout } = await runPlan("--base", base, "--head", head, "--compiler", "--json");
  const { class: highest, changes } = JSON.parse(stdout) as {
    class: string;
    changes: PlannedChange[];
  };
  const says = changes.map((change) => [change.class, change.rule, change.compiler]);
  expect({ highest, says }).toEqual({
    highest: "major",
    says: [
      ["major", "limit-tightened", "the compiler finds nothing there"],
      ["minor", "value-added", expect.stringMatching(/^the compiler: Type .*"lost"/)],
    ],
  });
});

test("the compiler does not check other files", async () => {
  const base = fileWith("base.json", ["afloat", "aground"], 50);
  const head = fileWith("head.json", ["afloat"], 50);
  const { stdout } = await runPlan("--base", base, "--head", head, "--json");
  expect(JSON.parse(stdout).changes[0]).not.toHaveProperty("compiler");
});
