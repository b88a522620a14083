import { createIntercom } from "@interkit/client/2.16";
import { upsertCompany } from "@interkit/client/helpers/upsert-company";
import { ConfigError, ConnectionError, type Layer } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, expect, test, vi } from "vitest";
import { passTime } from "../support/pass-time.ts";

afterEach(() => void vi.useRealTimers());

function start(layers: readonly Layer[] = []) {
  const sandbox = createSandbox({ clock: () => Date.now() });
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch, layers });
  const all = () => intercom.companies.scroll().collect({ limit: 100 });
  return { sandbox, intercom, all };
}

const engines = { company_id: "engines", name: "Engines" };

test("a company is created, then updated, with one request each", async () => {
  const { intercom, sandbox, all } = start();
  const created = await upsertCompany(intercom, engines);
  expect(created).toMatchObject({ outcome: "created", company: engines });
  sandbox.clock.advance(1_000);
  const updated = await upsertCompany(intercom, { company_id: "engines", size: 85 });
  expect(updated.outcome).toBe("updated");
  expect(updated.company).toMatchObject({ ...engines, id: created.company.id, size: 85 });
  expect(sandbox.requests.list()).toHaveLength(2);
  expect(await all()).toHaveLength(1);
});

test("a company that did not change since it was created is reported as updated", async () => {
  const { intercom, sandbox } = start();
  sandbox.seed.company(engines);
  sandbox.clock.advance(3_600_000);
  expect((await upsertCompany(intercom, engines)).outcome).toBe("updated");
});

test("several at once make one company", async () => {
  const { intercom, all } = start();
  const names = ["a", "b", "c", "d"];
  await Promise.all(names.map((name) => upsertCompany(intercom, { ...engines, name })));
  expect(await all()).toHaveLength(1);
});

test("the clock of this machine does not matter", async () => {
  const { intercom, sandbox } = start();
  sandbox.clock.set(Date.parse("2024-01-01"));
  expect((await upsertCompany(intercom, engines)).outcome).toBe("created");
  sandbox.clock.advance(86_400_000);
  expect((await upsertCompany(intercom, engines)).outcome).toBe("updated");
});

test("a company without contacts is found by its company_id", async () => {
  const { intercom } = start();
  const { company } = await upsertCompany(intercom, engines);
  expect(await intercom.companies.list().collect({ limit: 10 })).toEqual([]);
  const found = await intercom.companies.find({ company_id: "engines" });
  expect(found.id).toBe(company.id);
});

test("after a lost response the request is sent again, and one company is created", async () => {
  const { intercom, sandbox, all } = start();
  await all();
  vi.useFakeTimers();
  sandbox.faults.add({
    route: "POST /companies",
    times: 2,
    fault: { kind: "reset", applied: true },
  });
  const { outcome } = await passTime(upsertCompany(intercom, engines));
  expect(outcome).toBe("created");
  vi.useRealTimers();
  expect(await all()).toHaveLength(1);
});

test("the request is sent three times at most, and once with retry: false", async () => {
  const { intercom, sandbox } = start();
  sandbox.faults.add({ route: "POST /companies", fault: { kind: "reset" } });
  const posts = () => sandbox.requests.list({ operation: "companies.createOrUpdate" }).length;
  await expect(upsertCompany(intercom, engines, { retry: false })).rejects.toThrow(ConnectionError);
  expect(posts()).toBe(1);
  vi.useFakeTimers();
  await expect(passTime(upsertCompany(intercom, engines))).rejects.toThrow(ConnectionError);
  expect(posts()).toBe(4);
});

test("a refused company is not sent again", async () => {
  const { intercom, sandbox } = start();
  const refused = upsertCompany(intercom, { ...engines, custom_attributes: { unknown: 1 } });
  await expect(refused).rejects.toMatchObject({ status: 400 });
  expect(sandbox.requests.list()).toHaveLength(1);
});

test("an abort during the delay before the next attempt is the AbortError", async () => {
  const { intercom, sandbox } = start();
  sandbox.faults.add({ route: "POST /companies", fault: { status: 503 } });
  const controller = new AbortController();
  const upsert = upsertCompany(intercom, engines, { signal: controller.signal });
  await vi.waitFor(() => expect(sandbox.requests.list()).toHaveLength(1), { timeout: 60_000 });
  controller.abort();
  await expect(upsert).rejects.toMatchObject({ name: "AbortError" });
});

test("without a company_id, and with an unknown option, nothing is sent", async () => {
  const { intercom, sandbox } = start();
  const upsert = (fields: object, options = {}) =>
    upsertCompany(intercom, fields as typeof engines, options);
  await expect(upsert({ name: "Engines" })).rejects.toThrow(ConfigError);
  await expect(upsert(null as never)).rejects.toThrow(/needs a company_id/);
  await expect(upsert({ company_id: " " })).rejects.toThrow(/needs a company_id/);
  await expect(upsert(engines, { first: "create" })).rejects.toThrow(/no option "first"/);
  expect(sandbox.requests.list()).toEqual([]);
});
