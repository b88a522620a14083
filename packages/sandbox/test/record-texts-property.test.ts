import { createSandbox, type Sandbox, type Snapshot } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomRequests, readsOf, sendAll } from "./support/random-requests.ts";
import { sendRequest } from "./support/state.ts";

const clock = () => 1_717_401_600_000;
/** The oldest version, and one whose contacts have other properties. */
const versions = ["2.7", "Preview"];

type Read = readonly [method: string, path: string, body: unknown, version: string];

/** The responses to reads of all records, without the ids of the requests. */
async function responsesOf(sandbox: Sandbox, reads: readonly Read[]) {
  const responses = new Map<string, string>();
  for (const [method, path, body, version] of reads) {
    const { status, text, requestId } = await sendRequest(sandbox, method, path, body, version);
    const key = JSON.stringify([version, path, body]);
    responses.set(key, `${status} ${text.replace(requestId ?? "", "")}`);
  }
  return responses;
}

/** Compares the responses with those of a sandbox that keeps no JSON yet. */
async function compare(sandbox: Sandbox, made: Parameters<typeof readsOf>[0]): Promise<void> {
  const other = createSandbox({ clock });
  other.restore(JSON.parse(JSON.stringify(sandbox.snapshot())) as Snapshot);
  const reads = versions.flatMap((version) =>
    readsOf(made).map(([method, path, body]): Read => [method, path, body, version]),
  );
  // In the opposite order, so that a record is first read by a different operation.
  const computed = await responsesOf(other, reads.toReversed());
  expect(await responsesOf(sandbox, reads)).toEqual(computed);
}

test("after any requests, a response from kept JSON is the same as a computed one", async () => {
  await fc.assert(
    fc.asyncProperty(randomRequests, async (requests) => {
      const sandbox = createSandbox({ clock });
      const made = await sendAll(sandbox, requests, async (soFar, count) => {
        // The JSON of most contacts is kept when the next request changes one of them.
        for (const version of versions) {
          await sendRequest(sandbox, "GET", "/contacts?per_page=50", undefined, version);
        }
        if (count % 20 === 0) await compare(sandbox, soFar);
      });
      await compare(sandbox, made);
    }),
    { numRuns: 10 },
  );
}, 240_000);
