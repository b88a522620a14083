import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import {
  callbackTarget,
  fileTarget,
  type MirrorRecord,
  type MirrorTarget,
  memoryTarget,
  type SqlQuery,
  sqlTarget,
} from "@interkit/jobs/sync";
import fc from "fast-check";
import Libsql from "libsql";
import { describe, expect, test } from "vitest";

/** A database in memory, as SQLite or PostgreSQL is queried. */
function database(parameters: "?" | "$1" = "?") {
  const db = new Libsql(":memory:");
  const statements: string[] = [];
  const query: SqlQuery = (text, params) => {
    statements.push(text);
    // PostgreSQL numbers parameters from 1, each of which is used once here.
    const given = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
    if (parameters === "$1") expect(given).toEqual(params.map((_, index) => index + 1));
    const statement = db.prepare(text.replace(/\$\d+/g, "?"));
    return statement.reader ? statement.all(params) : void statement.run(params);
  };
  return { query, statements };
}

const folder = () => mkdtemp(path.join(tmpdir(), "interkit-mirror-"));

const targets: Readonly<Record<string, () => Promise<MirrorTarget>>> = {
  memoryTarget: async () => memoryTarget(),
  fileTarget: async () => fileTarget(await folder()),
  "sqlTarget with ?": async () => sqlTarget(database().query),
  "sqlTarget with $1": async () => {
    return sqlTarget(database("$1").query, { parameters: "$1", prefix: "main.copy_" });
  },
  callbackTarget: async () => callbackTarget(memoryTarget(), {}),
};

const record = (id: string, updatedAt: number, readAt: number, name = ""): MirrorRecord => ({
  ...{ id, updatedAt, readAt, data: { id, name, nested: { list: [1, null] } } },
});

describe.each(Object.entries(targets))("%s", (_, open) => {
  test("writes a record unless it has a newer one", async () => {
    const target = await open();
    const read = async () => (await target.get("contacts", ["a"]))[0]?.data["name"];
    await target.put("contacts", [record("a", 5, 100, "first")]);
    await target.put("contacts", [record("a", 4, 200, "changed earlier")]);
    expect(await read()).toBe("first");
    await target.put("contacts", [record("a", 5, 99, "read earlier")]);
    expect(await read()).toBe("first");
    await target.put("contacts", [record("a", 5, 100, "same")]);
    expect(await read()).toBe("same");
    await target.put("contacts", [record("a", 6, 50, "second"), record("a", 5, 300, "older")]);
    expect(await read()).toBe("second");
    expect(await target.get("contacts", ["a"])).toEqual([record("a", 6, 50, "second")]);
  });

  test("has the newest of records that are written at once, in any order", async () => {
    const versions = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(versions, async (some) => {
        const target = await open();
        const records = some.map(([updated, read]) => record("a", updated, read));
        await Promise.all(records.map((one) => target.put("tickets", [one])));
        const newest = Math.max(...some.map(([updated, read]) => updated * 10 + read));
        const [kept] = await target.get("tickets", ["a"]);
        expect((kept?.updatedAt ?? 0) * 10 + (kept?.readAt ?? 0)).toBe(newest);
      }),
      { numRuns: 10 },
    );
  });

  test("removes records, and ignores what it does not have", async () => {
    const target = await open();
    await target.put("contacts", [record("a", 1, 1), record("b", 1, 1)]);
    await target.put("companies", [record("a", 1, 1)]);
    await target.remove("contacts", ["a", "missing"]);
    await target.remove("contacts", ["a"]);
    await target.remove("tickets", []);
    expect(await target.get("contacts", ["a", "b"])).toEqual([record("b", 1, 1)]);
    expect(await target.get("companies", ["a"])).toHaveLength(1);
    expect(await target.get("companies", [])).toEqual([]);
  });

  test("lists its ids page by page", async () => {
    const target = await open();
    const ids = Array.from({ length: 400 }, (_, index) => String(index * 7));
    await target.put(
      "contacts",
      ids.map((id) => record(id, 1, 1)),
    );
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await target.ids("contacts", { after, limit: 90 });
      found.push(...page);
      if (page.length < 90) break;
      after = page.at(-1);
      // Removing what was listed leaves out nothing.
      await target.remove("contacts", page.slice(0, 10));
    }
    expect(found.sort()).toEqual(ids.sort());
    expect(await target.ids("companies", { limit: 10 })).toEqual([]);
    expect(await target.get("contacts", ids)).toHaveLength(360);
  });

  test("keeps any text", async () => {
    const target = await open();
    const name = "a\0b ' \" \\ \ud800 😀";
    await target.put("contacts", [record("../a b", 1, 1, name)]);
    expect((await target.get("contacts", ["../a b"]))[0]?.data["name"]).toBe(name);
    expect(await target.ids("contacts", { limit: 5 })).toEqual(["../a b"]);
  });

  test("stores aliases again", async () => {
    const target = await open();
    await target.alias("contacts", "a", "b");
    await target.alias("contacts", "a", "c");
  });
});

test("a folder has a readable file for each record and alias, and none after a removal", async () => {
  const to = await folder();
  const target = fileTarget(to);
  await target.put("contacts", [record("a", 1, 2, "Ada")]);
  await target.alias("contacts", "b", "a");
  expect(JSON.parse(await readFile(path.join(to, "contacts/a.json"), "utf8"))).toEqual(
    record("a", 1, 2, "Ada"),
  );
  const alias = await readFile(path.join(to, "aliases/contacts/b.json"), "utf8");
  expect(JSON.parse(alias)).toEqual({ id: "b", target: "a" });
  await target.remove("contacts", ["a"]);
  expect(await readdir(path.join(to, "contacts"))).toEqual([]);
});

test("a file that a kill left unfinished is no record, and is replaced", async () => {
  const to = await folder();
  const target = fileTarget(to);
  await target.put("contacts", [record("a", 1, 1)]);
  await writeFile(path.join(to, "contacts/a.json.new"), '{ "id": "a", "upd');
  expect(await target.ids("contacts", { limit: 5 })).toEqual(["a"]);
  await target.put("contacts", [record("a", 2, 1)]);
  expect(await readdir(path.join(to, "contacts"))).toEqual(["a.json"]);
});

test("a file that a loss of power left empty is no record, and is replaced", async () => {
  const to = await folder();
  const target = fileTarget(to);
  await target.put("contacts", [record("a", 2, 1), record("b", 1, 1)]);
  await writeFile(path.join(to, "contacts/a.json"), "");
  expect((await target.get("contacts", ["a", "b"])).map(({ id }) => id)).toEqual(["b"]);
  await target.put("contacts", [record("a", 1, 1)]);
  expect(await target.get("contacts", ["a"])).toEqual([record("a", 1, 1)]);
});

test("a folder that a process opens twice has the newest record of both", async () => {
  const to = await folder();
  const targets = [fileTarget(to), fileTarget(path.relative(".", to))];
  const put = (at: number) => targets[at % 2]?.put("contacts", [record("a", at, 1)]);
  await Promise.all(Array.from({ length: 40 }, (_, at) => put((at * 7) % 40)));
  expect(await targets[0]?.get("contacts", ["a"])).toEqual([record("a", 39, 1)]);
});

test("a database has a row for each object, and a table of aliases", async () => {
  const { query, statements } = database();
  const target = sqlTarget(query);
  await target.put("contacts", [record("a", 1, 2, "Ada")]);
  await target.alias("contacts", "b", "a");
  const rows = await query(
    "select stream, id, updated_at, read_at, json_extract(data, '$.name') as name from intercom_objects",
    [],
  );
  expect(rows).toEqual([{ stream: "contacts", id: "a", updated_at: 1, read_at: 2, name: "Ada" }]);
  expect(await query("select * from intercom_aliases", [])).toEqual([
    { stream: "contacts", id: "b", target: "a" },
  ]);
  expect(statements.filter((text) => text.startsWith("create"))).toHaveLength(2);
});

test("a database that was away when its tables were created is used later", async () => {
  const { query } = database();
  let isAway = true;
  const target = sqlTarget(async (text, params) => {
    if (isAway) throw new Error("The database is away");
    return query(text, params);
  });
  await expect(target.put("contacts", [record("a", 1, 1)])).rejects.toThrow("is away");
  isAway = false;
  await target.put("contacts", [record("a", 1, 1)]);
  expect(await target.ids("contacts", { limit: 5 })).toEqual(["a"]);
});

test("callbacks get what differs, with what was there before, and a write follows", async () => {
  const calls: unknown[] = [];
  const inner = memoryTarget();
  let isFailing = false;
  const target = callbackTarget(inner, {
    put: (stream, changes) => {
      if (isFailing) throw new Error("The queue is full");
      calls.push([stream, changes.map(({ id, before }) => [id, before?.data["name"]])]);
    },
    remove: (stream, ids) => calls.push([stream, ids]),
    alias: (...args) => calls.push(args),
  });
  await target.put("contacts", [record("a", 1, 1, "Ada"), record("b", 1, 1, "Bob")]);
  await target.put("contacts", [record("a", 1, 2, "Ada"), record("b", 2, 2, "Ben")]);
  await target.put("contacts", [record("b", 1, 3, "older")]);
  await target.alias("contacts", "a", "b");
  await target.remove("contacts", ["a", "missing"]);
  await target.remove("contacts", ["a"]);
  expect(calls).toEqual([
    [
      "contacts",
      [
        ["a", undefined],
        ["b", undefined],
      ],
    ],
    ["contacts", [["b", "Bob"]]],
    ["contacts", "a", "b"],
    ["contacts", ["a"]],
  ]);
  isFailing = true;
  await expect(target.put("contacts", [record("c", 1, 1)])).rejects.toThrow("full");
  expect(inner.records("contacts").has("c")).toBe(false);
});

test("wrong arguments of targets are refused with the mistake", () => {
  const { query } = database();
  const wrong = [
    [() => sqlTarget(undefined as never), "takes a function"],
    [() => sqlTarget(query, { parameter: "?" } as never), '"parameter"'],
    [() => sqlTarget(query, { parameters: ":1" as never }), '"parameters" must be'],
    [() => sqlTarget(query, { prefix: "a; drop table b" }), '"prefix" must be'],
    [() => fileTarget(""), "path of a folder"],
    [() => callbackTarget({ put: () => undefined } as never, {}), 'no "remove"'],
    [() => callbackTarget(memoryTarget(), { puts: () => 1 } as never), '"puts"'],
    [() => callbackTarget(memoryTarget(), { put: 1 } as never), '"put" must be a function'],
  ] as const;
  for (const [call, message] of wrong) {
    expect(call).toThrow(ConfigError);
    expect(call).toThrow(message);
  }
});
