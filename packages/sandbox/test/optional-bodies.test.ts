import { beforeAll, expect, test } from "vitest";
import { versions } from "../src/description/versions.ts";
import { everyOperation } from "./support/described.ts";
import { ask } from "./support/requests/ask.ts";
import { examplesOf } from "./support/requests/example.ts";
import { makeWorld, type World } from "./support/requests/world.ts";

/** The operations that take a body and need none, by id. */
const optional = [...everyOperation(versions)].flatMap(([id, all]) => {
  const without = all.filter(({ body }) => body && !body.required);
  return without.length > 0 ? [{ id, without }] : [];
});

let sample: World;
beforeAll(async () => {
  sample = await makeWorld();
});

test("there are such operations", () => {
  expect(optional.length).toBeGreaterThan(20);
});

test.each(optional)("$id is answered without a body as with an empty one", async (operation) => {
  for (const one of operation.without) {
    const [request] = examplesOf(one, sample.names(one.id));
    if (!request) throw new Error(`${one.id} has no example`);
    sample.sandbox.restore(sample.snapshot);
    const left = await ask(sample.sandbox, { ...request, body: undefined });
    sample.sandbox.restore(sample.snapshot);
    expect(left.status, one.version).toBeLessThan(500);
    // Without a form there is no file, which is another mistake than a form without one.
    if (one.body?.type === "multipart/form-data") continue;
    const empty = await ask(sample.sandbox, { ...request, body: {} });
    expect(left.status, one.version).toBe(empty.status);
  }
});
