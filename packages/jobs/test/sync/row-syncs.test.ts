import { writeFileSync } from "node:fs";
import { fromCsv, fromJsonLines, fromRows, memoryState } from "@interkit/jobs";
import {
  type ContactsOptions,
  companies,
  contacts,
  createSync,
  type SyncOptions,
} from "@interkit/jobs/sync";
import type { SandboxOptions } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { temporaryPath } from "../support/files.ts";
import { rowsSetup } from "../support/rows.ts";

const header = "external_id,email,name,signed_up_at,custom_attributes.seats,custom_attributes.vip";

function csvRow(n: number, name = `Person ${n}`): string {
  return `u${n},P${n}@example.com,${name},2026-11-28T09:30:00Z,${n},${n % 2 === 0}`;
}

/** A workspace with two attributes, and a sync of contacts from a file. */
async function setup(options: ContactsOptions = {}, sandboxOptions: SandboxOptions = {}) {
  const world = rowsSetup(sandboxOptions);
  const { intercom, sandbox } = world;
  await intercom.dataAttributes.create({ name: "seats", model: "contact", data_type: "integer" });
  await intercom.dataAttributes.create({ name: "vip", model: "contact", data_type: "boolean" });
  const file = temporaryPath("people.csv");
  const write = (lines: readonly string[], names = header) =>
    writeFileSync(file, `${[names, ...lines].join("\n")}\n`);
  const state = memoryState();
  const sync = (more: Partial<SyncOptions<object>> = {}) =>
    createSync({ from: fromCsv(file), to: contacts(intercom, options), state, ...more });
  const apply = async (more?: Partial<SyncOptions<object>>) => {
    sandbox.requests.clear();
    return (await sync(more).apply({ stopOnSignals: false })).counts;
  };
  /** The writes since the last apply began. */
  const writes = () =>
    sandbox.requests
      .list()
      .filter(({ method, path }) => method !== "GET" && path !== "/contacts/search")
      .map(({ method, path }) => `${method} ${path}`);
  const all = () => intercom.contacts.list({ per_page: 150 }).collect({ limit: 5_000 });
  return { ...world, file, write, sync, apply, writes, all };
}

describe("a CSV file of contacts", () => {
  test("1,000 rows are created once, and a row that changes is one write", async () => {
    const { write, apply, writes, all } = await setup();
    const rows = Array.from({ length: 1_000 }, (_, index) => csvRow(index + 1));
    write(rows);
    expect(await apply()).toMatchObject({ created: 1_000, updated: 0, failed: 0 });
    expect(writes()).toHaveLength(1_000);
    expect(await apply()).toMatchObject({ created: 0, updated: 0, unchanged: 1_000 });
    expect(writes()).toEqual([]);
    write([...rows.slice(1), csvRow(1, "Ada Lovelace")]);
    expect(await apply()).toMatchObject({ created: 0, updated: 1, unchanged: 999 });
    expect(writes()).toHaveLength(1);
    const changed = (await all()).find(({ external_id }) => external_id === "u1");
    expect(changed).toMatchObject({
      name: "Ada Lovelace",
      signed_up_at: 1795858200,
      custom_attributes: { seats: 1, vip: false },
    });
  });

  test("without its state, what is there is taken over without a write", async () => {
    const { write, apply, writes } = await setup();
    write([csvRow(1), csvRow(2)]);
    await apply();
    expect(await apply({ state: memoryState() })).toMatchObject({ created: 0, unchanged: 2 });
    expect(writes()).toEqual([]);
  });

  test("contacts that the search does not have yet are not created again", async () => {
    const { write, apply, writes, all } = await setup({}, { searchLagMs: 3_600_000 });
    write([csvRow(1), csvRow(2), csvRow(3)]);
    await apply();
    expect(await apply()).toMatchObject({ created: 0, unchanged: 3 });
    expect(writes()).toEqual([]);
    await apply({ state: memoryState() });
    expect(await all()).toHaveLength(3);
  });

  test("leads that the search does not have yet are not created again", async () => {
    const options = { matchBy: "email", role: "lead" } as const;
    const { write, apply, all } = await setup(options, { searchLagMs: 3_600_000 });
    write(["ada@example.com,Ada", "grace@example.com,Grace"], "email,name");
    await apply();
    const counts = await apply({ state: memoryState() });
    expect(counts).toMatchObject({ created: 0, unchanged: 2 });
    expect(await all()).toHaveLength(2);
  });

  test("only a field that the rows have is drift when it changes at Intercom", async () => {
    const { write, apply, sync, intercom, all } = await setup();
    write([csvRow(1), csvRow(2)]);
    await apply();
    const [one] = await all();
    const id = one?.id ?? "";
    await intercom.dataAttributes.create({ name: "note", model: "contact", data_type: "string" });
    await intercom.contacts.update(id, {
      phone: "+441632960123",
      custom_attributes: { note: "x" },
    });
    expect((await sync().plan()).changes).toEqual([]);
    await intercom.contacts.update(id, { name: "Somebody", custom_attributes: { seats: 99 } });
    const [change] = (await sync().plan()).changes;
    expect(change).toMatchObject({ action: "update", reason: "drift", id });
    expect(change?.fields.map(({ name }) => name).sort()).toEqual([
      "custom_attributes.seats",
      "name",
    ]);
    await apply();
    const contact = await intercom.contacts.get(id);
    expect(contact).toMatchObject({ phone: "+441632960123", custom_attributes: { note: "x" } });
    expect(contact.name).toBe(one?.name);
  });

  test("mistakes in the attributes are one error, before anything is written", async () => {
    const { write, apply, writes } = await setup();
    const names = "external_id,custom_attributes.seats,custom_attributes.vpi";
    write(["u1,many,true", "u2,2,false"], names);
    await expect(apply()).rejects.toThrow(
      /contacts: 2 problems, and nothing was written\n- .*must be a whole number \("u1"\)\n- .*did you mean "custom_attributes.vip"/,
    );
    expect(writes()).toEqual([]);
  });

  test("a row without its key is named by its number", async () => {
    const { write, sync, file } = await setup();
    write([csvRow(1), csvRow(2).replace("u2", "")]);
    await expect(sync().plan()).rejects.toThrow(
      `Item 2 of ${file}: contacts: a row has no external_id, the one with the email "P2@example.com"`,
    );
  });

  test("two rows of one email are refused where contacts are matched by it", async () => {
    const { write, sync } = await setup({ matchBy: "email" });
    write(["Ada@example.com,Ada", "ada@Example.com,Countess"], "email,name");
    await expect(sync().plan()).rejects.toThrow('"ada@example.com"');
  });

  test("contacts stay when their rows are gone, unless they are to be archived", async () => {
    const world = await setup();
    const { write, apply, writes, intercom, all } = world;
    const rows = Array.from({ length: 30 }, (_, index) => csvRow(index + 1));
    write(rows);
    await apply();
    write(rows.slice(1));
    expect(await apply()).toMatchObject({ removed: 0, unchanged: 29 });
    expect(writes()).toEqual([]);
    const to = contacts(intercom, { removal: "archive" });
    expect(await apply({ to })).toMatchObject({ removed: 1, unchanged: 29 });
    expect(writes()).toEqual([expect.stringMatching(/^POST \/contacts\/\w+\/archive$/)]);
    write(rows);
    expect(await apply({ to })).toMatchObject({ created: 1, unchanged: 29 });
    expect(await all()).toHaveLength(30);
  });
});

test("a contact whose person has another external_id now is not archived", async () => {
  const { intercom } = rowsSetup();
  const state = memoryState();
  const to = contacts(intercom, { removal: "archive" });
  const sync = (...rows: object[]) => createSync({ from: fromRows(rows), to, state });
  const other = { external_id: "9", email: "grace@example.com" };
  await sync(other, { external_id: "1", email: "ada@example.com", name: "Ada" }).apply();
  const people = sync(other, { external_id: "2", email: "ADA@example.com", name: "Ada L." });
  for (const attempt of ["first", "second"]) {
    const { failures } = await people.apply();
    expect(failures, attempt).toMatchObject([
      { key: "2", reason: expect.stringContaining("409") },
      {
        key: "1",
        reason: expect.stringContaining('It stays, since it has the email of the row "2"'),
      },
    ]);
  }
  const [ada] = (await intercom.contacts.list().collect({ limit: 9 })).filter(
    ({ external_id }) => external_id === "1",
  );
  await intercom.contacts.update(ada?.id ?? "", { external_id: "2" });
  expect(await people.apply()).toMatchObject({
    outcome: "complete",
    counts: { created: 0, removed: 0 },
  });
});

test("the rows of a database and JSON lines declare the same contacts", async () => {
  const { file, apply, sync } = await setup();
  const rows = [
    { external_id: 1, signed_up_at: new Date("2026-11-28"), custom_attributes: { seats: "5" } },
    { external_id: 2, signed_up_at: null, custom_attributes: { seats: 7, vip: 1 } },
  ];
  await apply({ from: fromRows(rows) });
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  expect((await sync({ from: fromJsonLines<object>(file) }).plan()).counts).toMatchObject({
    create: 0,
    update: 0,
    unchanged: 2,
  });
});

test("companies are created once, by reads and by a scroll, and a change is one write", async () => {
  const { apply, writes, intercom } = await setup();
  const to = companies(intercom);
  const rows = (count: number, name = "Company") =>
    fromRows(
      Array.from({ length: count }, (_, index) => {
        const company_id = `c${index + 1}`;
        return { company_id, name: index === 0 ? name : company_id, plan: "Pro", size: "3" };
      }),
    );
  expect(await apply({ to, from: rows(20) })).toMatchObject({ created: 20 });
  expect(await apply({ to, from: rows(20) })).toMatchObject({ unchanged: 20, created: 0 });
  expect(await apply({ to, from: rows(120) })).toMatchObject({ unchanged: 20, created: 100 });
  expect(await apply({ to, from: rows(120, "New name") })).toMatchObject({ updated: 1 });
  expect(writes()).toEqual(["POST /companies"]);
  expect(await apply({ to, from: rows(1, "New name") })).toMatchObject({ removed: 0 });
});
