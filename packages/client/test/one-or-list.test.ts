import type { FetchInit } from "@interkit/client";
import { createIntercom as createOldIntercom } from "@interkit/client/2.15";
import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

/** Options of a client whose requests all get this body, and the requests that were sent. */
function respondWith(body: unknown) {
  const requests: string[] = [];
  const fetch = async (target: string, { method }: FetchInit) => {
    const url = new URL(target);
    requests.push(`${method} ${url.pathname}${url.search}`);
    return Response.json(body);
  };
  return { requests, options: { token: "test", fetch } };
}

test("a route that returns one object in older versions is a call there", async () => {
  const { requests, options } = respondWith({ id: "7", type: "Order", external_id: "o-7" });
  const instance = await createOldIntercom(options).customObjectInstances.findByExternalId(
    "Order",
    {
      external_id: "o-7",
    },
  );
  expect(instance.id).toBe("7");
  expect(requests).toEqual(["GET /custom_object_instances/Order?external_id=o-7"]);
});

test("the same route is a list in newer versions", async () => {
  const { options } = respondWith({ type: "list", data: [{ id: "7" }], total_count: 1 });
  const list = createIntercom(options).customObjectInstances.list("Order");
  expect(await list.collect({ limit: 10 })).toMatchObject([{ id: "7" }]);
});

test("find returns the company with a company_id or a name", async () => {
  const intercom = createIntercom({ token: "test", fetch: createSandbox().fetch });
  const { id } = await intercom.companies.createOrUpdate({ company_id: "c1", name: "Engines" });
  expect(await intercom.companies.find({ company_id: "c1" })).toMatchObject({
    id,
    type: "company",
  });
  expect((await intercom.companies.find({ name: "Engines" })).company_id).toBe("c1");
  const none = intercom.companies.find({ company_id: "c2" });
  await expect(none).rejects.toMatchObject({ kind: "api", status: 404 });
  expect(await intercom.companies.list().collect({ limit: 10 })).toEqual([]);
  const contact = await intercom.contacts.create({ role: "user", external_id: "1" });
  await intercom.contacts.companies.attach(contact.id, { id });
  expect(await intercom.companies.list().collect({ limit: 10 })).toMatchObject([{ id }]);
});

test("find returns a company in older versions too", async () => {
  const { requests, options } = respondWith({ type: "company", id: "7", company_id: "c1" });
  const company = await createOldIntercom(options).companies.find({ company_id: "c1" });
  expect(company.id).toBe("7");
  expect(requests).toEqual(["GET /companies?company_id=c1"]);
});

test("events are listed over all pages, or counted by name", async () => {
  const at = Date.UTC(2026, 5, 1) / 1000;
  const { fetch } = createSandbox({ clock: () => (at + 60) * 1000 });
  const { contacts, dataEvents } = createIntercom({ token: "test", fetch });
  await contacts.create({ role: "user", external_id: "u1" });
  for (const step of [1, 2, 3]) {
    const event = { event_name: "renewed-plan", created_at: at + step, metadata: { step } };
    await dataEvents.create({ ...event, user_id: "u1" });
  }
  const whose = { filter: { user_id: "u1" }, type: "user" };
  const listed = await dataEvents.list({ ...whose, per_page: 2 }).collect({ limit: 10 });
  expect(listed.map(({ metadata }) => metadata)).toEqual([{ step: 3 }, { step: 2 }, { step: 1 }]);
  const summary = await dataEvents.summarize({ ...whose, summary: true });
  expect(summary).toMatchObject({ type: "event.summary", user_id: "u1" });
  expect(summary.events).toMatchObject([{ name: "renewed-plan", count: 3 }]);
});
