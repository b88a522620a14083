import { createSandbox, type Snapshot } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomRequests, readsOf, sendAll } from "./support/random-requests.ts";
import { readState, sendRequest, stateFile } from "./support/state.ts";

test("after any requests, a sandbox restored from JSON answers the same", async () => {
  await fc.assert(
    fc.asyncProperty(randomRequests, async (requests) => {
      const clock = () => 1_717_401_600_000;
      const file = stateFile();
      const sandbox = createSandbox({ clock, file });
      await sandbox.ready;
      const made = await sendAll(sandbox, requests);
      const snapshot = sandbox.snapshot();
      const text = JSON.stringify(snapshot);
      // The snapshot is plain JSON.
      expect(JSON.parse(text)).toStrictEqual(snapshot);
      // Every change was recorded in the journal, which the file depends on.
      expect((await readState(file)).collections).toStrictEqual(snapshot.collections);
      const other = createSandbox({ clock });
      other.restore(JSON.parse(text) as Snapshot);
      expect(other.snapshot()).toStrictEqual(snapshot);
      for (const read of readsOf(made)) {
        const response = await sendRequest(other, ...read);
        expect([read, response]).toEqual([read, await sendRequest(sandbox, ...read)]);
      }
      await sandbox.close();
    }),
    { numRuns: 20 },
  );
}, 240_000);
