import { beforeAll, expect, test } from "vitest";
import { everyOperation } from "./support/described.ts";
import { examplesOf } from "./support/requests/example.ts";
import {
  createExampleWorkspace,
  type ExampleWorkspace,
} from "./support/requests/example-workspace.ts";
import { sendRequest } from "./support/requests/send-request.ts";
import { versions } from "./support/versions.ts";

/** The operations with an optional body, by id. */
const optional = [...everyOperation(versions)].flatMap(([id, all]) => {
  const without = all.filter(({ body }) => body && !body.required);
  return without.length > 0 ? [{ id, without }] : [];
});

let sample: ExampleWorkspace;
beforeAll(async () => {
  sample = await createExampleWorkspace();
});

test("some operations have an optional body", () => {
  expect(optional.length).toBeGreaterThan(20);
});

test.each(optional)("$id answers a missing body as an empty one", async (operation) => {
  for (const one of operation.without) {
    const [request] = examplesOf(one, sample.names(one.id));
    if (!request) throw new Error(`${one.id} has no example`);
    sample.sandbox.restore(sample.snapshot);
    const left = await sendRequest(sample.sandbox, { ...request, body: undefined });
    sample.sandbox.restore(sample.snapshot);
    expect(left.status, one.version).toBeLessThan(500);
    // A missing form has another error than a form without a file.
    if (one.body?.type === "multipart/form-data") continue;
    const empty = await sendRequest(sample.sandbox, { ...request, body: {} });
    expect(left.status, one.version).toBe(empty.status);
  }
});
