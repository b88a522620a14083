import { createSandbox, type Snapshot } from "@interkit/sandbox";
import { beforeAll, expect, test } from "vitest";
import { everyOperation } from "./support/described.ts";
import {
  holdersOf,
  type Row,
  removedBetween,
  rowsOf,
  withReferencesTo,
} from "./support/references.ts";
import { examplesOf } from "./support/requests/example.ts";
import {
  createExampleWorkspace,
  type ExampleWorkspace,
} from "./support/requests/example-workspace.ts";
import { type OperationRequest, sendRequest } from "./support/requests/send-request.ts";
import { versions } from "./support/versions.ts";

/** Properties that keep the id of a deleted record, with the reason. */
const kept: Readonly<Record<string, string>> = {
  "contacts in conversations.contact_ids[]":
    "a conversation stays, and knows its contact by the id",
  "contacts in conversations.source.author.id": "a conversation stays, and so does who began it",
  "contacts in tickets.contact_ids[]": "a ticket stays, and knows its contact by the id",
  "contacts in calls.contact_id": "a phone call stays, and knows its contact by the id",
  "contacts in receipts.contact_id": "a receipt is what an export lists of the past",
  "contacts in deletedContacts.id": "it records that a contact was deleted",
  "contacts in mergedContacts.id": "it records the target of a merge",
  "contacts in contactActivities.contact_id": "a log, which records the deletion itself",
  "contacts in contactActivities.merge_source_id": "a log, which records the merge itself",
  "contacts in contactActivities.merge_target_id": "a log, which records the merge itself",
  "mergedContacts in contactActivities.contact_id": "a log, which records the merge itself",
  "mergedContacts in contactActivities.merge_source_id": "a log, which records the merge itself",
  "conversations in deletedConversations.id": "it records that a conversation was deleted",
  "conversations in connectorRuns.conversation_id": "a log of what ran",
  "contentImportSources in connectorRuns.source_id":
    "another kind of source, which is never deleted",
};

let sample: ExampleWorkspace;
let filled: Snapshot;
beforeAll(async () => {
  // Ids start far apart, so that records of different kinds have different ids.
  const { ids } = (await createExampleWorkspace()).snapshot;
  const kinds = Object.keys(ids.numbers).sort();
  const numbers = Object.fromEntries(kinds.map((kind, index) => [kind, (index + 71) * 100_000]));
  sample = await createExampleWorkspace({ ...ids, numbers });
  const sandbox = createSandbox({ seed: "acme" });
  await sandbox.ready;
  filled = sandbox.snapshot();
});

/** The records that a request deletes, and the state after it. */
async function removedBy(
  request: OperationRequest,
  from: Snapshot,
): Promise<{ gone: Row[]; after: Snapshot }> {
  sample.sandbox.restore(from);
  const { status } = await sendRequest(sample.sandbox, request);
  const after = sample.sandbox.snapshot();
  return { gone: status < 400 ? removedBetween(from, after) : [], after };
}

/** The same request for another record of the collection. */
function aboutEach(request: OperationRequest, { collection, row }: Row): [Row, OperationRequest][] {
  const all = rowsOf(sample.snapshot).filter((one) => one.collection === collection);
  return all.map((one) => {
    const values = Object.entries(request.path).map(([name, value]) => [
      name,
      value === row.id ? one.row.id : value,
    ]);
    return [one, { ...request, path: Object.fromEntries(values) }];
  });
}

test("no record refers to a deleted record, whatever was deleted and by which operation", async () => {
  const left = new Set<string>();
  const deleting = new Set<string>();
  for (const [id, all] of everyOperation(versions)) {
    const operation = all.at(-1);
    if (!operation || operation.method === "GET") continue;
    for (const request of examplesOf(operation, sample.names(id))) {
      const { gone } = await removedBy(request, sample.snapshot);
      const named = gone.filter(({ row }) => Object.values(request.path).includes(row.id));
      const [main = gone[0]] = named;
      if (main === undefined) continue;
      const about = named.length > 0 ? aboutEach(request, main) : [[main, request] as const];
      for (const [row, one] of about) {
        // A record that cannot be deleted while it is referenced is deleted without references.
        for (const state of [sample.snapshot, withReferencesTo(row, sample.snapshot, filled)]) {
          const { gone: all, after } = await removedBy(one, state);
          if (all.length > 0) deleting.add(id);
          for (const { collection, row } of all) {
            for (const place of holdersOf(row.id, after)) left.add(`${collection} in ${place}`);
          }
        }
      }
    }
  }
  const deletes = [...everyOperation(versions).keys()].filter((id) => /\.delete\w*$/.test(id));
  expect(deletes.filter((id) => !deleting.has(id))).toEqual([]);
  expect([...left].sort()).toEqual(Object.keys(kept).sort());
}, 300_000);
