import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readCsv } from "../support/csv.ts";
import { listening } from "../support/listening.ts";
import { readParquet } from "../support/parquet.ts";

type Value = string | number | bigint | boolean | Date | object | null;

/** A value of Parquet as CSV has it. */
function textOf(value: Value): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

test("Parquet has the rows of CSV, with a type for each column", async () => {
  const { run, cwd } = await listening({ seed: { name: "acme", contacts: 60 } });
  for (const kind of ["contacts", "companies", "tickets", "conversations"]) {
    for (const format of ["csv", "parquet"]) await run("export", kind, "--to", `${kind}.${format}`);
    const { rows, types } = await readParquet(path.join(cwd, `${kind}.parquet`));
    const csv = await readCsv(path.join(cwd, `${kind}.csv`));
    expect(rows.length).toBeGreaterThan(5);
    expect(Object.keys(types)).toEqual(Object.keys(csv[0] ?? {}));
    const texts = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])),
    );
    // An apostrophe is against formulas, which only spreadsheets run.
    const values = csv.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value.replace(/^'(?=[=@+-])/, "")]),
      ),
    );
    expect(sorted(texts)).toEqual(sorted(values));
  }
});

test("Parquet has the types of times, whole numbers and attributes", async () => {
  const { run, cwd, sandbox, url } = await listening();
  for (const [name, data_type] of [
    ...[["seats", "integer"] as const, ["rate", "float"] as const],
    ...[["paid", "boolean"] as const, ["renews_at", "date"] as const],
  ]) {
    await fetch(`${url}/data_attributes`, {
      method: "POST",
      headers: { Authorization: "Bearer test", "Content-Type": "application/json" },
      body: JSON.stringify({ name, data_type, model: "contact" }),
    });
  }
  const custom_attributes = { seats: 3, rate: 0.5, paid: true, renews_at: 1_764_000_000 };
  sandbox.seed.contact({ email: "ada@example.com", created_at: 1_764_000_000, custom_attributes });
  const attributes = ["seats", "rate", "paid", "renews_at"].map(
    (name) => `custom_attributes.${name}`,
  );
  await run(
    ...["export", "contacts", "--columns", ["created_at", ...attributes].join(",")],
    ...["--to", "out.parquet"],
  );
  const { rows, types } = await readParquet(path.join(cwd, "out.parquet"));
  const at = new Date("2025-11-24T16:00:00Z");
  expect(Object.values(rows[0] ?? {})).toEqual([at, 3n, 0.5, true, at]);
  expect(Object.values(types)).toEqual([
    ...["TIMESTAMP_MILLIS", "INT64", "DOUBLE", "BOOLEAN", "TIMESTAMP_MILLIS"],
  ]);
});

test("an export without records is a file of its format", async () => {
  const { run, cwd } = await listening();
  for (const format of ["csv", "jsonl", "parquet"]) {
    await run("export", "tickets", "--to", `none.${format}`);
  }
  expect(readFileSync(path.join(cwd, "none.csv"), "utf8")).toMatch(/^id,.*\n$/);
  expect(statSync(path.join(cwd, "none.jsonl")).size).toBe(0);
  const { rows, types } = await readParquet(path.join(cwd, "none.parquet"));
  expect({ rows: rows.length, created_at: types["created_at"] }).toEqual({
    ...{ rows: 0, created_at: "TIMESTAMP_MILLIS" },
  });
});

test("Parquet is written in groups of rows, so that memory has one of them", async () => {
  const { run, cwd, sandbox } = await listening();
  for (let number = 0; number < 5_001; number += 1)
    sandbox.seed.contact({ external_id: `${number}` });
  await run("export", "contacts", "--columns", "external_id", "--to", "out.parquet");
  const { rows, rowGroups } = await readParquet(path.join(cwd, "out.parquet"));
  expect({ rows: new Set(rows.map(({ external_id }) => external_id)).size, rowGroups }).toEqual({
    ...{ rows: 5_001, rowGroups: 2 },
  });
});
