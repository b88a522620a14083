import { createIntercom } from "@interkit/client/2.16";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, expect, test } from "vitest";
import { loadCatalog, type Operation } from "../../src/catalog/catalog.ts";
import { inputs } from "../../src/generated/inputs.ts";
import { callOperation, type OperationInput } from "../../src/operations/call.ts";

const sandbox = createSandbox();
const options = { token: "test", fetch: sandbox.fetch };
const clients = { "2.16": createIntercom(options), preview: createPreview(options) };
afterEach(() => sandbox.reset());

function find(id: string, version = "2.16"): Operation {
  const found = loadCatalog(version).operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`There is no operation ${id}`);
  return found;
}

function start(id: string, input?: OperationInput) {
  return callOperation({ intercom: clients["2.16"] }, find(id), input);
}

async function call(id: string, input?: OperationInput): Promise<Record<string, unknown>> {
  const result = start(id, input);
  if (result.kind !== "call") throw new Error(`${id} is a ${result.kind}`);
  return (await result.call) as Record<string, unknown>;
}

test.each(["2.16", "preview"] as const)("every operation of %s has its method", (version) => {
  for (const { id } of loadCatalog(version).operations) {
    let place: unknown = clients[version];
    for (const step of id.split(".")) place = (place as Record<string, unknown>)[step];
    expect(typeof place, id).toBe("function");
    expect(inputs[id], id).toBeDefined();
  }
});

test("calls get their path, query and body", async () => {
  const created = await call("contacts.create", { body: { email: "ada@example.com" } });
  const id = String(created["id"]);
  const updated = await call("contacts.update", {
    path: [id],
    query: { include_merge_history: true },
    body: { name: "Ada" },
  });
  expect(updated).toMatchObject({ id, name: "Ada", email: "ada@example.com" });
  expect(await call("contacts.get", { path: [id] })).toMatchObject({ name: "Ada" });
  expect(await call("contacts.get", { path: [id], query: {} })).toMatchObject({ name: "Ada" });
  expect(await call("admins.identify")).toMatchObject({ type: "admin" });
  expect(await call("contacts.delete", { path: [id] })).toMatchObject({ id, deleted: true });
});

test("a list is read page by page", async () => {
  for (const email of ["ada@example.com", "bob@example.com", "cat@example.com"]) {
    await call("contacts.create", { body: { email } });
  }
  const result = start("contacts.list", { query: { per_page: 2 } });
  expect(result.kind === "list" && (await result.list.collect({ limit: 10 }))).toHaveLength(3);
});

test("one object of a list's route is a method of its own", async () => {
  await call("companies.createOrUpdate", { body: { company_id: "7", name: "Engines" } });
  expect(find("companies.find").selectedBy).toEqual(["company_id", "name"]);
  expect(await call("companies.find", { query: { company_id: "7" } })).toMatchObject({
    type: "company",
    name: "Engines",
  });
});

test("a signal aborts the call", async () => {
  const aborted = call("contacts.create", {
    body: { email: "ada@example.com" },
    options: { signal: AbortSignal.abort() },
  });
  await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
});

test("text in the place of a file is uploaded as a file", async () => {
  const connector = sandbox.seed.ecommerceConnector();
  const upload = find("ecommerceConnectors.uploadCatalog", "preview");
  const catalog = JSON.stringify([{ id: "1", title: "Engine", url: "https://example.com/1" }]);
  const input = { path: [connector.id], body: { catalog, finalize: "false" } };
  const result = callOperation({ intercom: clients.preview }, upload, input);
  expect(result.kind === "call" && (await result.call)).toMatchObject({ next_part_number: 2 });
});
