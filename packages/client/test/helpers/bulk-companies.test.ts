import {
  bulkDeleteCompanies,
  bulkUpdateCompanies,
  bulkUpsertCompanies,
} from "@interkit/client/helpers/bulk-companies";
import { createIntercom } from "@interkit/client/preview";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collectAll } from "../support/collect.ts";
import { passTime } from "../support/pass-time.ts";

afterEach(() => void vi.useRealTimers());

let { sandbox, intercom } = start();

function start() {
  const sandbox = createSandbox({ clock: () => Date.now() });
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  return { sandbox, intercom };
}

beforeEach(async () => {
  ({ sandbox, intercom } = start());
  // The first call reads files, which the virtual clock cannot await.
  await intercom.companies.list().collect({ limit: 1 });
  vi.useFakeTimers();
});

const all = () => passTime(intercom.companies.scroll().collect({ limit: 1_000 }));

test("companies are created and updated by their company_id", async () => {
  const { id } = sandbox.seed.company({ company_id: "c-1", name: "One" });
  const given = Array.from({ length: 120 }, (_, index) => ({ company_id: `c-${index}`, size: 5 }));
  const results = await collectAll(bulkUpsertCompanies(intercom, given));
  expect(results.map(({ input, outcome }) => ({ input, outcome }))).toEqual(
    given.map((input) => ({ input, outcome: "upserted" })),
  );
  expect(await all()).toHaveLength(120);
  expect(await passTime(intercom.companies.get(id))).toMatchObject({ name: "One", size: 5 });
});

test("after a lost response, companies with a company_id are submitted again", async () => {
  const fault = { kind: "reset", applied: true } as const;
  sandbox.faults.add({ route: "POST /companies/bulk", times: 1, fault });
  const given = [{ company_id: "c-1" }, { name: "Engines" }];
  expect(await collectAll(bulkUpsertCompanies(intercom, given))).toMatchObject([
    { outcome: "upserted" },
    { outcome: "unknown", reason: "unconfirmed", error: { kind: "connection" } },
  ]);
  expect(await all()).toHaveLength(2);
});

test("of a job with errors, each company is looked up", async () => {
  const { id } = sandbox.seed.company({ company_id: "c-2" });
  sandbox.clock.advance(60_000);
  const invalid = { custom_attributes: { undefined_attribute: 1 } };
  const given = [
    { company_id: "c-1" },
    { company_id: "c-2", ...invalid },
    { company_id: "c-3", ...invalid },
    invalid,
  ];
  expect(await collectAll(bulkUpsertCompanies(intercom, given))).toMatchObject([
    { outcome: "upserted", id: expect.any(String) },
    { outcome: "unknown", reason: "unconfirmed", id },
    { outcome: "failed", reason: "refused" },
    { outcome: "unknown", reason: "unconfirmed" },
  ]);
});

test("companies are changed and deleted by Intercom's ids; unknown ids fail, or are gone already", async () => {
  const ids = [sandbox.seed.company({ company_id: "c-1" }).id, "6630f4e7c4b7d80012ab3501"];
  const changes = ids.map((id) => ({ id, size: 7 }));
  expect(await collectAll(bulkUpdateCompanies(intercom, changes))).toMatchObject([
    { id: ids[0], outcome: "updated" },
    { id: ids[1], outcome: "failed", reason: "missing" },
  ]);
  expect(await all()).toMatchObject([{ size: 7 }]);
  expect(await collectAll(bulkDeleteCompanies(intercom, ids))).toMatchObject([
    { id: ids[0], outcome: "deleted" },
    { id: ids[1], outcome: "deleted" },
  ]);
  expect(await all()).toEqual([]);
});
