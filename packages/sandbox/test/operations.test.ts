import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { handlers } from "../src/resources/index.ts";
import type { Operation } from "./support/described.ts";
import { distinctOperations } from "./support/distinct.ts";
import { examplesOf, withMore } from "./support/requests/example.ts";
import {
  createExampleWorkspace,
  type ExampleWorkspace,
} from "./support/requests/example-workspace.ts";
import { type OperationRequest, sendRequest } from "./support/requests/send-request.ts";
import { operationResponseError } from "./support/response-error.ts";
import { versions } from "./support/versions.ts";
import type { Json } from "./support/workspace.ts";

const operations = distinctOperations(versions);
const ids = [...operations.keys()];

let sample: ExampleWorkspace;
beforeAll(async () => {
  sample = await createExampleWorkspace();
});

test("has a handler for each operation, and no other handlers", () => {
  expect(Object.keys(handlers).sort()).toEqual(ids);
});

test.each(ids)("answers the examples of %s as described, in each of its forms", async (id) => {
  const faults: string[] = [];
  for (const operation of operations.get(id) ?? []) {
    const names = sample.names(id);
    const [first, ...forms] = examplesOf(operation, names);
    for (const request of first ? [first, ...forms, ...withMore(first, names)] : []) {
      sample.sandbox.restore(sample.snapshot);
      const fault = await faultIn(request, request === first);
      if (fault) faults.push(`${operation.version}: ${fault}, ${show(request)}`);
    }
  }
  expect(faults).toEqual([]);
});

test("lists in the README the operations that do not depend on the state", async () => {
  const without: string[] = [];
  for (const [id, all] of operations) {
    const examples = all.flatMap((operation) => examplesOf(operation, sample.names(id)));
    if (!(await isSome(examples, usesState))) without.push(id);
  }
  console.info(`Answered without state: ${without.join(", ")}`);
  expect(without.length).toBeLessThan(10);
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, named = ""] = /\*\*Without state\.\*\*(.*?)\n\n/s.exec(readme) ?? [];
  expect([...named.matchAll(/`([\w.]+)`/g)].map(([, id]) => id).sort()).toEqual(without);
});

/** Whether a request changes the state, or has another response with an empty state. */
async function usesState(request: OperationRequest): Promise<boolean> {
  const { sandbox, snapshot } = sample;
  const states = [snapshot, { ...snapshot, collections: {} }];
  const seen: string[] = [];
  for (const state of states) {
    sandbox.restore(state);
    const { status, body } = await sendRequest(sandbox, request);
    if (!isDeepStrictEqual(sandbox.snapshot().collections, state.collections)) return true;
    seen.push(JSON.stringify({ status, body }));
  }
  return seen[0] !== seen[1];
}

async function isSome<T>(all: readonly T[], holds: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of all) if (await holds(one)) return true;
  return false;
}

async function faultIn(request: OperationRequest, isWhole: boolean): Promise<string | undefined> {
  const { status, headers, body } = await sendRequest(sample.sandbox, request);
  if (status >= 400) return `${status} ${JSON.stringify(body)}`;
  if (!headers.get("X-Request-Id")) return "no X-Request-Id";
  const version = headers.get("Intercom-Version");
  if (version !== request.operation.version) return `Intercom-Version: ${version}`;
  if (isWhole && isEmpty(request.operation, body)) return "an empty list";
  return operationResponseError(request.operation, status, body);
}

/** Whether a list is empty, so that it does not show the form of its items. */
function isEmpty({ items }: Operation, body: Json): boolean {
  if (!items) return false;
  const found = items.split(".").reduce((whole: Json, name) => whole?.[name], body);
  return !Array.isArray(found) || found.length === 0;
}

function show({ query, body }: OperationRequest): string {
  return `with ${JSON.stringify({ query, body })}`;
}
