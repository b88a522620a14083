import {
  bulkCreateContacts,
  bulkDeleteContacts,
  bulkUpdateContacts,
} from "@interkit/client/helpers/bulk-contacts";
import { createIntercom } from "@interkit/client/preview";
import { ConnectionError } from "@interkit/core";
import { createSandbox, type Fault } from "@interkit/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collectAll } from "../support/collect.ts";
import { passTime } from "../support/pass-time.ts";

afterEach(() => void vi.useRealTimers());

let { sandbox, intercom } = start();

function start() {
  const sandbox = createSandbox({ clock: () => Date.now() });
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch, rateLimit: false });
  return { sandbox, intercom };
}

beforeEach(async () => {
  ({ sandbox, intercom } = start());
  // The first call reads files, which the virtual clock cannot await.
  await intercom.contacts.list().collect({ limit: 1 });
  sandbox.requests.clear();
  vi.useFakeTimers();
});

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    external_id: `user-${index}`,
    name: `Person ${index}`,
  }));

const all = () => passTime(intercom.contacts.list({ per_page: 150 }).collect({ limit: 10_000 }));
const requests = (operation: "contacts.bulk.create" | "contacts.bulk.get") =>
  sandbox.requests.list({ operation });
type BulkRoute = "POST /contacts/bulk" | "POST /contacts/bulk/delete";
const lose = (route: BulkRoute, times: number, fault: Fault = { kind: "reset", applied: true }) =>
  sandbox.faults.add({ route, times, fault });

test("contacts are created in jobs of 100, with a result for each in its order", async () => {
  const given = people(250);
  const results = await collectAll(bulkCreateContacts(intercom, given));
  expect(results.map(({ input }) => input)).toEqual(given);
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["created"]));
  expect(new Set(results.map(({ jobId }) => jobId)).size).toBe(3);
  expect(requests("contacts.bulk.create")).toHaveLength(3);
  expect(await all()).toHaveLength(250);
});

test("a contact that exists is failed, and the others of its job are created", async () => {
  const taken = sandbox.seed.contact({ external_id: "user-1" });
  sandbox.clock.advance(60_000);
  const results = await collectAll(bulkCreateContacts(intercom, people(3)));
  expect(results).toMatchObject([
    { outcome: "created", id: expect.any(String) },
    { outcome: "failed", reason: "exists", id: taken.id },
    { outcome: "created", id: expect.any(String) },
  ]);
});

test("users are looked up by their email, and what has no identifier is unknown", async () => {
  const taken = sandbox.seed.contact({ email: "ada@example.com" });
  sandbox.clock.advance(60_000);
  const given = [
    { role: "user" as const, email: "Ada@example.com" },
    { role: "user" as const, email: "grace@example.com" },
    { role: "lead" as const, name: "Somebody" },
  ];
  expect(await collectAll(bulkCreateContacts(intercom, given))).toMatchObject([
    { outcome: "failed", reason: "exists", id: taken.id },
    { outcome: "created" },
    { outcome: "unknown", reason: "unconfirmed" },
  ]);
});

test("after lost responses, contacts that Intercom creates once are submitted again", async () => {
  lose("POST /contacts/bulk", 2);
  const given = [
    ...people(2),
    { role: "user" as const, email: "ada@example.com" },
    { role: "lead" as const, email: "ada@example.com" },
  ];
  const results = await collectAll(bulkCreateContacts(intercom, given));
  expect(results).toMatchObject([
    { outcome: "created", input: given[0] },
    { outcome: "created", input: given[1] },
    { outcome: "created", input: given[2] },
    { outcome: "unknown", reason: "unconfirmed", error: expect.any(ConnectionError) },
  ]);
  expect(await all()).toHaveLength(4);
});

test("where every response is lost, contacts are unknown after three attempts", async () => {
  lose("POST /contacts/bulk", 9);
  const results = await collectAll(bulkCreateContacts(intercom, people(2)));
  expect(results.map(({ outcome }) => outcome)).toEqual(["unknown", "unknown"]);
  expect(requests("contacts.bulk.create")).toHaveLength(3);
  expect(await all()).toHaveLength(2);
});

test("an invalid contact is refused alone, and those beside it are created", async () => {
  const given: object[] = people(100);
  given[41] = "no contact" as unknown as object;
  const results = await collectAll(bulkCreateContacts(intercom, given));
  expect(results.map(({ outcome }) => outcome).filter((one) => one !== "created")).toEqual([
    "failed",
  ]);
  expect(results[41]).toMatchObject({ reason: "refused", error: { status: 422 } });
  expect(await all()).toHaveLength(99);
});

test("contacts are changed and deleted by their ids; unknown ids fail, or are gone already", async () => {
  const ids = [sandbox.seed.contact({}).id, "5ba682d23d7cf92bef87bfd4"];
  const changes = ids.map((id) => ({ id, name: "Ada" }));
  expect(await collectAll(bulkUpdateContacts(intercom, changes))).toMatchObject([
    { id: ids[0], outcome: "updated" },
    { id: ids[1], outcome: "failed", reason: "missing" },
  ]);
  expect(await all()).toMatchObject([{ name: "Ada" }]);
  lose("POST /contacts/bulk/delete", 1);
  expect(await collectAll(bulkDeleteContacts(intercom, ids))).toMatchObject([
    { id: ids[0], outcome: "deleted" },
    { id: ids[1], outcome: "deleted" },
  ]);
  expect(await all()).toEqual([]);
});

test("a change that Intercom rejects is unknown, since no response reports it", async () => {
  sandbox.seed.contact({ external_id: "taken" });
  const { id } = sandbox.seed.contact({});
  sandbox.clock.advance(60_000);
  const changes = [{ id, external_id: "taken" }];
  expect(await collectAll(bulkUpdateContacts(intercom, changes))).toMatchObject([
    { id, outcome: "unknown", reason: "unconfirmed" },
  ]);
});

test("a job that does not end in time leaves its contacts unknown", async () => {
  const options = { timeoutMs: 300 };
  const results = await collectAll(bulkCreateContacts(intercom, people(1), options));
  expect(results).toMatchObject([{ outcome: "unknown", error: { kind: "timeout" } }]);
});

test("an error that concerns no single contact ends the iteration", async () => {
  lose("POST /contacts/bulk", 9, { status: 403, code: "api_plan_restricted" });
  const results = collectAll(bulkCreateContacts(intercom, people(250)));
  await expect(results).rejects.toMatchObject({ status: 403 });
});
