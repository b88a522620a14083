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

/** A file of an operation that sends and receives schemas. */
function fileOf(name: string, sent: object, received: object, schemas: object): string {
  const content = (schema: object) => ({ content: { "application/json": { schema } } });
  const responses = { "200": { description: "The boat.", ...content(received) } };
  const put = { operationId: "boat.update", requestBody: content(sent), responses };
  const file = path.join(folder, name);
  const info = { title: "Boats", version: "1" };
  const document = { openapi: "3.1.0", info, paths: { "/boat": { put } }, components: { schemas } };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

async function validated(base: string, head: string) {
  const { stdout } = await runPlan("--base", base, "--head", head, "--compiler", "--json");
  const { changes } = JSON.parse(stdout) as { changes: PlannedChange[] };
  return changes.map(({ place, rule, compiler }) => [place, rule, compiler?.slice(0, 27)]);
}

test("a finding says nothing about a property of the same name in another type", async () => {
  const of = (name: string, maximum: number, states: readonly string[]) => {
    const BoatChange = { type: "object", properties: { state: { type: "integer", maximum } } };
    const Boat = { type: "object", properties: { state: { type: "string", enum: states } } };
    const use = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });
    return fileOf(name, use("BoatChange"), use("Boat"), { BoatChange, Boat });
  };
  const [base, head] = [
    of("a.json", 9, ["afloat", "sunk"]),
    of("b.json", 5, ["afloat", "sunk", "lost"]),
  ];
  expect(await validated(base, head)).toEqual([
    ["BoatChange.state", "limit-tightened", "the compiler finds nothing "],
    ["Boat.state", "value-added", "the compiler: Type '\"afloat"],
  ]);
});

test("a property is found in a schema that has another name, and in a type of its own", async () => {
  const text = { type: "string" };
  const of = (name: string, type: string, person: object) => {
    const Boat = {
      type: "object",
      properties: { owner: { $ref: `#/components/schemas/${type}` } },
    };
    const received = { $ref: "#/components/schemas/Boat" };
    return fileOf(name, {}, received, { Boat, [type]: { type: "object", properties: person } });
  };
  const base = of("a.json", "Person", { id: text, name: text });
  const head = of("b.json", "Human", { id: text });
  expect(await validated(base, head)).toEqual([
    ["Person", "type-renamed", undefined],
    ["Person.name", "property-removed", undefined],
  ]);
});

test("the compiler does not check other files", async () => {
  const base = fileWith("base.json", ["afloat", "aground"], 50);
  const head = fileWith("head.json", ["afloat"], 50);
  const { stdout } = await runPlan("--base", base, "--head", head, "--json");
  expect(JSON.parse(stdout).changes[0]).not.toHaveProperty("compiler");
});
