import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import { type Output, toCsv, toJsonLines } from "@interkit/jobs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "interkit-outputs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const fileNamed = (name: string) => path.join(folder, name);

/** Writes one batch after another as one complete run. */
async function writeAll<Result>(output: Output<Result>, ...batches: Result[][]): Promise<void> {
  const writer = await output.begin(undefined);
  for (const batch of batches) await writer.write(batch);
  await writer.finish();
  await writer.close();
}

describe("an output of lines of JSON", () => {
  test("has the name of the file when it is finished, and another one until then", async () => {
    const file = fileNamed("deep/out.jsonl");
    const writer = await toJsonLines(file).begin(undefined);
    await writer.write([{ id: "1" }]);
    expect(() => readFileSync(file)).toThrow("ENOENT");
    expect(readFileSync(`${file}.part`, "utf8")).toBe('{"id":"1"}\n');
    await writer.finish();
    await writer.close();
    expect(readFileSync(file, "utf8")).toBe('{"id":"1"}\n');
  });

  test("a complete file stays until the next run is complete", async () => {
    const file = fileNamed("out.jsonl");
    await writeAll(toJsonLines(file), [1], [2]);
    const writer = await toJsonLines(file).begin(undefined);
    await writer.write([3]);
    expect(readFileSync(file, "utf8")).toBe("1\n2\n");
    await writer.finish();
    await writer.close();
    expect(readFileSync(file, "utf8")).toBe("3\n");
  });

  test("a later run goes on behind a position, and removes what is behind it", async () => {
    const file = fileNamed("out.jsonl");
    const killed = await toJsonLines(file).begin(undefined);
    const position = await killed.write([1]);
    await killed.write([2, "more than what is written in its place"]);
    await killed.close();
    const writer = await toJsonLines(file).begin(position);
    await writer.write([3]);
    await writer.finish();
    await writer.close();
    expect(readFileSync(file, "utf8")).toBe("1\n3\n");
  });

  test("a run that was killed between its last write and its state goes on in the finished file", async () => {
    const file = fileNamed("out.jsonl");
    const killed = await toJsonLines(file).begin(undefined);
    const position = await killed.write([1]);
    await killed.finish();
    await killed.close();
    const writer = await toJsonLines(file).begin(position);
    await writer.write([2]);
    await writer.finish();
    await writer.close();
    expect(readFileSync(file, "utf8")).toBe("1\n2\n");
  });

  test.each([
    ["missing", undefined],
    ["shorter than it was", "1"],
  ])("a file that is %s is not continued", async (_, content) => {
    const file = fileNamed("out.jsonl");
    if (content !== undefined) writeFileSync(file, content);
    const error = await toJsonLines(file)
      .begin({ file: "out.jsonl", length: 20 })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain("restart: true");
    if (content !== undefined) expect(readFileSync(file, "utf8")).toBe(content);
  });
});

describe("an output of CSV", () => {
  test("has one header, and the columns in their order", async () => {
    const file = fileNamed("out.csv");
    const output = toCsv(file, ["id", "email", "tags"]);
    await writeAll(
      output,
      [{ email: "ada@example.com", id: "1", tags: ["VIP"] }],
      [{ id: "2", email: null }],
    );
    expect(readFileSync(file, "utf8")).toBe('id,email,tags\n1,ada@example.com,"[""VIP""]"\n2,,\n');
  });

  test("has a header when there are no rows", async () => {
    const file = fileNamed("out.csv");
    await writeAll(toCsv(file, ["id"]), []);
    expect(readFileSync(file, "utf8")).toBe("id\n");
  });

  test("has a header when there was no batch at all", async () => {
    const file = fileNamed("out.csv");
    await writeAll(toCsv(file, ["id"]));
    expect(readFileSync(file, "utf8")).toBe("id\n");
  });

  test.each([
    ['=HYPERLINK("x")', `'=HYPERLINK("x")`],
    ["@SUM(1)", "'@SUM(1)"],
    ["-cmd", "'-cmd"],
    ["+A1", "'+A1"],
    ["+49 (30) 123-4", "+49 (30) 123-4"],
    ["-5.5", "-5.5"],
    ["a=b", "a=b"],
  ])("the text %s is written as %s", async (text, written) => {
    const file = fileNamed("out.csv");
    await writeAll(toCsv(file, ["text"]), [{ text }]);
    expect(parse(readFileSync(file, "utf8"), { columns: true })).toEqual([{ text: written }]);
  });

  test("any other text is read back as it was", async () => {
    const file = fileNamed("out.csv");
    const text = fc.string({ unit: "grapheme", minLength: 1 }).map((any) => `x${any}`);
    const rows = fc.array(fc.record({ a: text, b: text }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        await writeAll(toCsv(file, ["a", "b"]), written);
        expect(parse(readFileSync(file, "utf8"), { columns: true })).toEqual(written);
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  ["a bigint", toJsonLines, 5n],
  ["a function", toJsonLines, () => 5],
  ["an invalid date", (file: string) => toCsv(file, ["at"]), { at: new Date(Number.NaN) }],
])("%s is refused with the name of the output", async (_, create, result) => {
  const file = fileNamed("out");
  const writer = await (create(file) as Output<unknown>).begin(undefined);
  const error = await writer.write([result]).catch((caught: unknown) => caught);
  await writer.close();
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain(`${file}: what a step returned cannot be written`);
});

test.each([
  () => toJsonLines(""),
  () => toJsonLines(undefined as unknown as string),
  () => toCsv("out.csv", []),
  () => toCsv("out.csv", undefined as unknown as []),
])("an output without a path or columns is refused (%#)", (create) => {
  expect(create).toThrow(ConfigError);
});
