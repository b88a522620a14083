import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import { type Operation, operationsOf } from "../support/described.ts";
import { distinctOperations } from "../support/distinct.ts";
import { misfits } from "../support/forms.ts";
import { readsOf } from "../support/reads.ts";
import { examplesOf, withMore } from "../support/requests/example.ts";
import {
  createExampleWorkspace,
  type ExampleWorkspace,
} from "../support/requests/example-workspace.ts";
import { sendRequest } from "../support/requests/send-request.ts";
import { disagreements } from "../support/siblings.ts";
import { valuesIn, wordsOf } from "../support/values.ts";
import { versions } from "../support/versions.ts";
import { workspace } from "../support/workspace.ts";

const operations = distinctOperations(versions);

let sample: ExampleWorkspace;
beforeAll(async () => {
  sample = await createExampleWorkspace();
});

/** Values that Intercom sends although they are not documented. */
const ledger = createRequire(import.meta.url)("@interkit/openapi/evidence.json") as readonly {
  readonly schema?: string;
  readonly source: string;
  readonly versions: readonly string[];
  readonly words?: Readonly<Record<string, readonly string[]>>;
}[];

function wasSeen(version: string, place: string, word: string): boolean {
  const [schema, name = ""] = [place.replace(/\.\w+$/, ""), place.split(".").at(-1)];
  return ledger.some(
    (entry) =>
      entry.schema === schema &&
      /recorded|stated/.test(entry.source) &&
      entry.versions.includes(version) &&
      entry.words?.[name]?.includes(word),
  );
}

/** The violations of documented rules in a response that its schema does not check, as text. */
function* faultsIn({ version, id, answers }: Operation, status: number, body: unknown) {
  const schema = answers.get(status)?.schema;
  if (!schema || body === undefined) return;
  for (const found of valuesIn(version, schema, body, id)) {
    const { place, words, schema: own, value } = found;
    const known = wordsOf(own);
    const isNew = known && typeof value === "string" && !known.includes(value);
    if (isNew && !wasSeen(version, place, value)) {
      yield `${place}: ${value} is none of ${known.join(", ")}`;
    }
    for (const misfit of misfits(words, value)) yield `${place}: ${misfit}`;
    for (const other of disagreements(version, found)) yield `${place}: ${other}`;
  }
}

test("the responses to all examples match the documented rules", async () => {
  const faults = new Set<string>();
  for (const [id, all] of operations) {
    const names = sample.names(id);
    for (const operation of all) {
      const [first, ...forms] = examplesOf(operation, names);
      for (const request of first ? [first, ...forms, ...withMore(first, names)] : []) {
        sample.sandbox.restore(sample.snapshot);
        const { status, body } = await sendRequest(sample.sandbox, request);
        for (const fault of faultsIn(operation, status, body)) {
          faults.add(`${operation.version}: ${fault}`);
        }
      }
    }
  }
  expect([...faults]).toEqual([]);
});

test.each(versions)(
  "everything in workspaces with data matches the documented rules, in %s",
  async (version) => {
    const faults = new Set<string>();
    const described = new Map(operationsOf(version).map((operation) => [operation.id, operation]));
    for (const seed of ["acme", "globex"]) {
      const { sandbox, send } = await workspace(version, { seed });
      for (const { id, method, path, body: sent } of readsOf(version, sandbox.snapshot())) {
        const { status, body } = await send(method, path, sent);
        for (const fault of faultsIn(described.get(id) as Operation, status, body)) {
          faults.add(`${seed}: ${fault}`);
        }
      }
    }
    expect([...faults]).toEqual([]);
  },
);
