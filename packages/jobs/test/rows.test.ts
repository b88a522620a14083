import { writeFileSync } from "node:fs";
import { ConfigError } from "@interkit/client";
import {
  type Batch,
  fromCsv,
  fromJsonLines,
  fromRows,
  type Json,
  type Source,
} from "@interkit/jobs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryPath } from "./support/files.ts";

async function read<Item>(source: Source<Item>, mark?: Json): Promise<Batch<Item>[]> {
  const batches: Batch<Item>[] = [];
  const context = { mark, signal: new AbortController().signal, notice: () => undefined };
  for await (const batch of source.read(context)) batches.push(batch);
  return batches;
}

const itemsOf = <Item>(batches: readonly Batch<Item>[]) => batches.flatMap(({ items }) => items);

/** A file with a text, and its path. */
function fileWith(text: string | Uint8Array, name: string): string {
  const file = temporaryPath(name);
  writeFileSync(file, text);
  return file;
}

async function* asynchronous<Row>(rows: Iterable<Row>): AsyncGenerator<Row> {
  yield* rows;
}

describe("rows", () => {
  const rows = ["a", "b", "c", "d", "e"];

  test.each([
    ["a list", () => fromRows(rows, { batchSize: 2, total: 5 })],
    ["an async iterable", () => fromRows(asynchronous(rows), { batchSize: 2, total: 5 })],
    ["a function", () => fromRows(() => rows.values(), { batchSize: 2, total: 5 })],
    [
      "an async function",
      () => fromRows(async () => asynchronous(rows), { batchSize: 2, total: 5 }),
    ],
  ])("of %s come in batches, and a mark leads to the rest", async (_, sourceOf) => {
    const batches = await read(sourceOf());
    expect(batches.map(({ items }) => items)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(batches.every(({ total }) => total === 5)).toBe(true);
    for (const [index, { mark }] of batches.entries()) {
      const rest = await read(sourceOf(), JSON.parse(JSON.stringify(mark)));
      expect(rest.map(({ items }) => items)).toEqual(
        batches.slice(index + 1).map(({ items }) => items),
      );
    }
  });

  test.each([
    ["an added row", ["x", ...rows]],
    ["a removed row", rows.slice(1)],
    ["fewer rows", rows.slice(0, 2)],
  ])("with %s before the mark are refused", async (_, others) => {
    const [, second] = await read(fromRows(rows, { batchSize: 2 }));
    const refused = read(fromRows(others, { name: "people" }), second?.mark);
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(
      "people does not have the rows of the run that is continued",
    );
  });

  test("that were added behind the mark are read", async () => {
    const [, second] = await read(fromRows(rows, { batchSize: 2 }));
    expect(itemsOf(await read(fromRows([...rows, "f"]), second?.mark))).toEqual(["e", "f"]);
  });

  test("may have dates and large numbers", async () => {
    const values = [{ at: new Date(0) }, { big: 1n }];
    const [first] = await read(fromRows(values, { batchSize: 1 }));
    expect(itemsOf(await read(fromRows(values), first?.mark))).toEqual([{ big: 1n }]);
  });
});

describe("rows behind a position", () => {
  const table = Array.from({ length: 25 }, (_, index) => ({ id: index + 1 }));
  const behind = (after: number | undefined) => table.filter(({ id }) => id > (after ?? 0));
  const position = ({ id }: { id: number }) => id;

  test("are requested page by page until there are none, also in pages that fill a batch", async () => {
    const anySize = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(
        anySize,
        anySize,
        fc.integer({ min: 0, max: 25 }),
        async (page, batchSize, from) => {
          const opened: (number | undefined)[] = [];
          const source = fromRows(
            async (after: number | undefined) => {
              opened.push(after);
              return behind(after).slice(0, page);
            },
            { position, batchSize },
          );
          const batches = await read(source, from === 0 ? undefined : from);
          expect(itemsOf(batches)).toEqual(behind(from));
          expect(batches.every(({ items, mark }) => items.at(-1)?.id === mark)).toBe(true);
          expect(batches.every(({ items }) => items.length <= batchSize)).toBe(true);
          expect(opened).toHaveLength(Math.ceil((25 - from) / page) + 1);
        },
      ),
    );
  });

  test("may come all at once, as from a cursor of a database", async () => {
    const source = fromRows((after: number | undefined) => asynchronous(behind(after)), {
      position,
    });
    expect(itemsOf(await read(source, 20))).toEqual(table.slice(20));
  });

  test("that begin with the position are refused instead of read for ever", async () => {
    for (const batchSize of [1, 2, 100]) {
      const source = fromRows(
        (after: number | undefined) => table.filter(({ id }) => id >= (after ?? 25)),
        {
          position,
          batchSize,
        },
      );
      await expect(read(source)).rejects.toThrow("they must begin behind it, sorted by it");
    }
  });

  test.each([null, undefined])("whose position is %s are refused", async (position) => {
    const source = fromRows(() => [{ id: position }], { position: ({ id }) => id as never });
    await expect(read(source)).rejects.toThrow('"position" returned no value for a row');
  });

  test("may go on after a complete run", () => {
    expect(fromRows(behind, { position }).afterwards).toBe("restart");
    expect(fromRows(behind, { position, afterwards: "continue" }).afterwards).toBe("continue");
  });
});

describe("a CSV file", () => {
  test("has rows by the names of its header", async () => {
    const text =
      '\uFEFFexternal_id,name\r\n1,"Lovelace, Ada"\r\n\r\n2,"two\r\nlines ""quoted"""\r\n3,\r\n';
    const source = fromCsv(fileWith(text, "people.csv"), {
      columns: ["external_id"],
      batchSize: 2,
    });
    const batches = await read(source);
    expect(itemsOf(batches)).toEqual([
      { external_id: "1", name: "Lovelace, Ada" },
      { external_id: "2", name: 'two\r\nlines "quoted"' },
      { external_id: "3", name: "" },
    ]);
    expect(itemsOf(await read(source, batches[0]?.mark))).toEqual([{ external_id: "3", name: "" }]);
  });

  test("may have another delimiter", async () => {
    const file = fileWith("a;b\n1;2\n", "people.csv");
    expect(itemsOf(await read(fromCsv(file, { delimiter: ";" })))).toEqual([{ a: "1", b: "2" }]);
  });

  test.each([
    ["a repeated column", "id,id\n1,2\n", 'has the column "id" twice'],
    ["a missing column", "id,name\n1,2\n", 'has no column "email"; its header has id, name'],
    ["a short row", "email,name\n1\n", "Invalid Record Length"],
    ["a quote that is not closed", 'email\n"1\n', "Quote Not Closed"],
    ["no header", "", "is empty; its first line must have the columns"],
    ["text in Latin-1", Buffer.from("email\nM\xFCller\n", "latin1"), "is not a text in UTF-8"],
  ])("with %s is refused with its name", async (_, text, message) => {
    const file = fileWith(text, "people.csv");
    const error = await read(fromCsv(file, { columns: ["email"] })).catch((reason) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(message);
    expect(error.message).toContain(file);
  });

  test("ends at the row that is wrong, after the batches before it", async () => {
    const file = fileWith("id\n1\n2\n3,4\n", "people.csv");
    const seen: unknown[] = [];
    const reading = async () => {
      const context = {
        mark: undefined,
        signal: new AbortController().signal,
        notice: () => undefined,
      };
      for await (const { items } of fromCsv(file, { batchSize: 1 }).read(context))
        seen.push(...items);
    };
    await expect(reading()).rejects.toThrow(ConfigError);
    expect(seen).toEqual([{ id: "1" }, { id: "2" }]);
  });
});

describe("a file of JSON lines", () => {
  test("has a value on each line, whatever the chunks of the file are", async () => {
    const values = Array.from({ length: 3_000 }, (_, id) => ({
      id,
      text: `ä😀${"x".repeat(id % 90)}`,
    }));
    const text = values.map((value) => JSON.stringify(value)).join("\n");
    const source = fromJsonLines<{ id: number }>(fileWith(`\uFEFF${text}`, "people.jsonl"));
    const batches = await read(source);
    expect(itemsOf(batches)).toEqual(values);
    expect(itemsOf(await read(source, batches[28]?.mark))).toEqual(values.slice(2_900));
  });

  test("may have empty lines and line ends of Windows", async () => {
    expect(itemsOf(await read(fromJsonLines(fileWith("1\r\n\r\n2\r\n", "a.jsonl"))))).toEqual([
      1, 2,
    ]);
    expect(itemsOf(await read(fromJsonLines(fileWith("", "a.jsonl"))))).toEqual([]);
  });

  test.each([
    ["a line that is cut off", '1\n{"id":', "line 2 is not JSON"],
    ["other bytes than UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "is not a text in UTF-8"],
    ["a character that is cut off", new Uint8Array([0x31, 0xc3]), "is not a text in UTF-8"],
  ])("with %s is refused", async (_, text, message) => {
    const reading = read(fromJsonLines(fileWith(text, "a.jsonl")));
    await expect(reading).rejects.toThrow(ConfigError);
    await expect(reading).rejects.toThrow(message);
  });
});

describe.each([
  ["fromCsv", fromCsv],
  ["fromJsonLines", (path: string) => fromJsonLines(path)],
])("%s", (_, from) => {
  test("names a file that does not exist, and a folder", async () => {
    const missing = temporaryPath("missing");
    await expect(read<unknown>(from(missing))).rejects.toThrow(
      `The file ${missing} does not exist`,
    );
    const folder = missing.replace(/.missing$/, "");
    await expect(read<unknown>(from(folder))).rejects.toThrow(`The file ${folder} is a folder`);
  });
});
