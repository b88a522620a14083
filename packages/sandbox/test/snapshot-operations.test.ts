import { expect, test } from "vitest";
import { everyOperation } from "./support/described.ts";
import { examplesOf } from "./support/requests/example.ts";
import { createExampleWorkspace, now } from "./support/requests/example-workspace.ts";
import { sendRequest } from "./support/requests/send-request.ts";
import { openSandbox, readState, stateFile } from "./support/state.ts";
import { versions } from "./support/versions.ts";

test("every operation stores plain JSON, and saves it before the response", async () => {
  const sample = await createExampleWorkspace();
  const file = stateFile();
  const sandbox = await openSandbox(file, {
    clock: () => now * 1000,
    rateLimit: { perMinute: Number.MAX_SAFE_INTEGER },
  });
  // Restored without a copy: an operation that changed a record in place would change the snapshot.
  sandbox.restore(sample.snapshot);
  const snapshot = sandbox.snapshot();
  let changing = 0;
  for (const [id, inVersions] of everyOperation(versions)) {
    const newest = inVersions.at(-1);
    for (const request of newest ? examplesOf(newest, sample.names(id)) : []) {
      sandbox.restore(snapshot);
      const { status } = await sendRequest(sandbox, request);
      expect(status, id).toBeLessThan(400);
      const { collections } = sandbox.snapshot();
      expect(JSON.parse(JSON.stringify(collections)), id).toStrictEqual(collections);
      expect((await readState(file)).collections, id).toStrictEqual(collections);
      if (JSON.stringify(collections) !== JSON.stringify(sample.snapshot.collections))
        changing += 1;
    }
  }
  expect(snapshot.collections).toStrictEqual(sample.snapshot.collections);
  expect(changing).toBeGreaterThan(100);
}, 240_000);
