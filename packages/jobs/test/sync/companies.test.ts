import { companies } from "@interkit/jobs/sync";
import { expect, test } from "vitest";
import { attribute, declared, listed, refusal, rowsSetup } from "../support/rows.ts";

async function setup() {
  const world = rowsSetup();
  const collection = companies(world.intercom);
  const opened = await world.open(collection);
  const wanted = (...rows: object[]) => declared(collection, opened, rows);
  return { ...world, collection, opened, wanted };
}

test("a company is found by its company_id, and a row without one is refused", async () => {
  const { collection, opened } = await setup();
  const row = { company_id: 7, name: "Analytical Engines", size: 85 };
  expect(collection.toObject(row)).toEqual({
    key: "7",
    title: "Analytical Engines",
    fields: { name: "Analytical Engines", size: 85 },
  });
  const message = refusal(() => collection.toObject({ name: "Analytical Engines" }));
  expect(message).toContain('a row has no company_id, the one with the name "Analytical Engines"');
  expect(opened.id).toMatch(/^\w+ companies$/);
});

test("the fields of a flat row are converted, and come back as they were sent", async () => {
  const { opened, wanted, intercom, open, collection } = await setup();
  await intercom.dataAttributes.create({ name: "seats", model: "company", data_type: "integer" });
  const fresh = await open(collection);
  const row = {
    company_id: "c1",
    name: "Analytical Engines",
    plan: "Pro",
    size: "85",
    monthly_spend: "250",
    remote_created_at: "2026-11-28",
    website: "https://www.example.com",
    ...attribute("seats", "12"),
  };
  const [object] = declared(collection, fresh, [row]);
  if (object === undefined) throw new Error("no object");
  expect(await fresh.check([object])).toEqual([]);
  const { id, fields } = await fresh.create(object);
  expect(fields).toMatchObject({ ...object.fields, remote_created_at: 1795824000 });
  expect((await fresh.read(id))?.fields).toEqual(fields);
  expect(await opened.check(wanted({ company_id: "c1", ...attribute("seets", "1") }))).toEqual([
    expect.stringContaining('"custom_attributes.seets" is no attribute of a company'),
  ]);
});

test("a company without contacts is found, which no list has", async () => {
  const { opened, sandbox, sent } = await setup();
  for (let n = 1; n <= 250; n++) sandbox.seed.company({ company_id: `c${n}` });
  expect([...(await listed(opened, ["c1", "c250", "c999"])).keys()]).toEqual(["c1", "c250"]);
  expect(sent("GET", "/companies")).toHaveLength(3);
});

test("more than 50 companies are read by a scroll", async () => {
  const { opened, sandbox, sent } = await setup();
  for (let n = 1; n <= 250; n++) sandbox.seed.company({ company_id: `c${n}` });
  const keys = Array.from({ length: 240 }, (_, index) => `c${index + 11}`);
  expect([...(await listed(opened, [...keys, "c999"])).keys()].sort()).toEqual(keys.sort());
  expect(sent("GET", "/companies/scroll").length).toBeLessThan(5);
  expect(sent("GET", "/companies")).toEqual(sent("GET", "/companies/scroll"));
});

test("a company that is there is updated, and keeps what its row does not have", async () => {
  const { opened, wanted, sandbox, intercom } = await setup();
  const seeded = { company_id: "c1", name: "Old", size: 3 };
  const { id } = sandbox.seed.company(seeded);
  const [object] = wanted({ company_id: "c1", name: "New" });
  if (object === undefined) throw new Error("no object");
  expect((await opened.create(object)).id).toBe(id);
  expect((await opened.update(id, object)).id).toBe(id);
  expect(await intercom.companies.get(id)).toMatchObject({ name: "New", size: 3 });
});

test("a company that is gone is read as none, and created again by an update", async () => {
  const { opened, wanted, intercom } = await setup();
  const [object] = wanted({ company_id: "c1", name: "New" });
  if (object === undefined) throw new Error("no object");
  const { id } = await opened.create(object);
  await intercom.companies.delete(id);
  expect(await opened.read(id)).toBeUndefined();
  expect((await opened.update(id, object)).id).not.toBe(id);
});

test("only attributes are cleared", async () => {
  const { intercom } = await setup();
  const collection = companies(intercom, { empty: "clear" });
  const row = { company_id: "c1", name: "", size: null, ...attribute("region", "") };
  expect(collection.toObject(row).fields).toEqual({ custom_attributes: { region: null } });
});

test("a company is never removed, and never made active", async () => {
  const { opened, collection, sent } = await setup();
  expect(collection.removal).toBe("never");
  await expect(opened.remove("1")).rejects.toThrow("a company is never removed");
  const active = { company_id: "c1", update_last_request_at: true };
  expect(refusal(() => collection.toObject(active))).toContain("it would make each company");
  expect(sent("DELETE")).toEqual([]);
});

test("wrong options are refused", () => {
  const { intercom } = rowsSetup();
  expect(refusal(() => companies(intercom, { removal: "delete" } as object))).toContain("removal");
  expect(refusal(() => companies(intercom, { map: { Id: "companyid" } }))).toContain(
    'did you mean "company_id"?',
  );
  expect(refusal(() => companies(undefined as never))).toContain("takes a client");
});
