import { expect, test } from "vitest";
import { versions } from "../src/description/versions.ts";
import { everyOperation } from "./support/described.ts";
import { ask } from "./support/requests/ask.ts";
import { examplesOf } from "./support/requests/example.ts";
import { makeWorld, now } from "./support/requests/world.ts";
import { found, open, stateFile } from "./support/state.ts";

test("whatever an operation keeps is plain JSON, and is in the file before the answer", async () => {
  const sample = await makeWorld();
  const file = stateFile();
  const sandbox = await open(file, {
    clock: () => now * 1000,
    rateLimit: { perMinute: Number.MAX_SAFE_INTEGER },
  });
  let changing = 0;
  for (const [id, inVersions] of everyOperation(versions)) {
    const newest = inVersions.at(-1);
    for (const request of newest ? examplesOf(newest, sample.names(id)) : []) {
      sandbox.restore(sample.snapshot);
      const { status } = await ask(sandbox, request);
      expect(status, id).toBeLessThan(400);
      const { collections } = sandbox.snapshot();
      expect(JSON.parse(JSON.stringify(collections)), id).toStrictEqual(collections);
      expect((await found(file)).collections, id).toStrictEqual(collections);
      if (JSON.stringify(collections) !== JSON.stringify(sample.snapshot.collections))
        changing += 1;
    }
  }
  expect(changing).toBeGreaterThan(100);
}, 240_000);
