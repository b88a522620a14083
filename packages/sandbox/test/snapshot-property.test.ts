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

test("whatever is written after a snapshot, it has the state of its time, and is restored as such", async () => {
  const atMost = fc.nat(60);
  await fc.assert(
    fc.asyncProperty(randomRequests, atMost, fc.boolean(), async (requests, at, isRead) => {
      const sandbox = createSandbox({ clock: () => 1_717_401_600_000 });
      let snapshot = sandbox.snapshot();
      let text = JSON.stringify(sandbox.snapshot());
      await sendAll(sandbox, requests, async (_, count) => {
        if (count !== at) return;
        snapshot = sandbox.snapshot();
        text = JSON.stringify(sandbox.snapshot());
      });
      // A snapshot copies a collection when it is read.
      if (isRead) expect(JSON.stringify(snapshot)).toBe(text);
      sandbox.restore(snapshot);
      expect(JSON.stringify(sandbox.snapshot())).toBe(text);
      await sendAll(sandbox, requests);
      expect(JSON.stringify(snapshot)).toBe(text);
    }),
    { numRuns: 20 },
  );
}, 240_000);
