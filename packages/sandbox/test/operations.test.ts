import { beforeAll, expect, test } from "vitest";
import { versions } from "../src/description/versions.ts";
import { handlers } from "../src/resources/index.ts";
import { everyOperation } from "./support/described.ts";
import { faultsOf } from "./support/judge.ts";
import { type Asked, ask } from "./support/requests/ask.ts";
import { examplesOf, withMore } from "./support/requests/example.ts";
import { makeWorld, type World } from "./support/requests/world.ts";

/** Every operation of every version, by its id. */
const operations = everyOperation(versions);
const ids = [...operations.keys()];

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

test("has a handler for each operation, and none besides", () => {
  expect(Object.keys(handlers).sort()).toEqual(ids);
});

test.each(ids)("answers the examples of %s as it is described, in all versions", async (id) => {
  const faults: string[] = [];
  for (const operation of operations.get(id) ?? []) {
    const names = world.names(id);
    const [first, ...forms] = examplesOf(operation, names);
    for (const asked of first ? [first, ...forms, ...withMore(first, names)] : []) {
      world.sandbox.restore(world.snapshot);
      const fault = await faultIn(asked);
      if (fault) faults.push(`${operation.version}: ${fault}, ${show(asked)}`);
    }
  }
  expect(faults).toEqual([]);
});

async function faultIn(asked: Asked): Promise<string | undefined> {
  const { status, headers, body } = await ask(world.sandbox, asked);
  if (status >= 400) return `${status} ${JSON.stringify(body)}`;
  if (!headers.get("X-Request-Id")) return "no X-Request-Id";
  const version = headers.get("Intercom-Version");
  if (version !== asked.operation.version) return `Intercom-Version: ${version}`;
  return faultsOf(asked.operation, status, body);
}

function show({ query, body }: Asked): string {
  return `asked with ${JSON.stringify({ query, body })}`;
}
