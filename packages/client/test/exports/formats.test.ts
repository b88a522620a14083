import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ExportError, type ExportedFile } from "@interkit/client/helpers/content-export";
import { ConfigError } from "@interkit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { archiveFormats, fileFormats, zip } from "../support/archives.ts";
import { createFolder } from "../support/downloads.ts";
import { collect, serveExport } from "../support/exports.ts";

/** Quotes, commas, line breaks, characters of several bytes, and what begins a descriptor of zip archives. */
const names = Array.from({ length: 200 }, (_, index) =>
  index === 150 ? "PK\x07\x08PK\x07\x08PK\x03\x04" : `said "hi",\r\nthen — ${index} 😀`,
);
const csv = [
  "receipt_id,name",
  ...names.map((name, index) => `${index},"${name.replaceAll('"', '""')}"`),
  "",
].join("\r\n");
const rows = names.map((name, index) => ({ receipt_id: String(index), name }));

describe.each(Object.entries(fileFormats))("a download as %s", (_, format) => {
  test("has its rows, and is saved as CSV", async () => {
    const { start } = await serveExport(format(csv));
    expect(await collect(start().rows())).toEqual(rows);
    const file = path.join(await createFolder(), "receipts.csv");
    expect(await start().saveTo(file)).toBe(Buffer.byteLength(csv));
    expect(await readFile(file, "utf8")).toBe(csv);
  });

  test("is read the same in whichever chunks it arrives", async () => {
    const bytes = format(csv);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), async (size) => {
        const { start } = await serveExport((_, response) => {
          for (let at = 0; at < bytes.length; at += size) {
            response.write(bytes.subarray(at, at + size));
          }
          response.end();
        });
        expect(await collect(start().rows())).toEqual(rows);
      }),
      { numRuns: 10, examples: [[1], [27], [511]] },
    );
  });

  test("is an error when it is cut off anywhere, and no file is written", async () => {
    const bytes = format(csv);
    const folder = await createFolder();
    // The last bytes of a tar archive are a second empty block, which says nothing more.
    const isTar = bytes.subarray(-1024).every((byte) => byte === 0);
    const last = isTar ? bytes.length - 1024 + 511 : bytes.length - 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: last }), async (size) => {
        const { start } = await serveExport(bytes.subarray(0, size));
        const error = await collect(start().rows()).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(ExportError);
        expect(error).toMatchObject({ reason: "unreadable", jobIdentifier: "job1" });
        const file = path.join(folder, "receipts.csv");
        await expect(start().saveTo(file)).rejects.toMatchObject({ reason: "unreadable" });
        expect(await readdir(folder)).toEqual([]);
      }),
      { numRuns: 20, examples: [[last], [last - 30], [300], [10], [3], [2]] },
    );
  });
});

describe.each(Object.entries(archiveFormats))("an archive as %s", (_, format) => {
  const files = {
    "click_20260201-120000.csv": "receipt_id,clicked_at\n1,1764000000\n1,1764000001\n",
    [`exports/${"of a long name/".repeat(10)}receipt_20260201-120000.csv`]: csv,
    "open_20260201-120000.csv": "receipt_id,opened_at\n",
  };

  test("has the rows of its receipts, wherever they are", async () => {
    const { start } = await serveExport(format(files));
    expect(await collect(start().rows())).toEqual(rows);
  });

  test("has its files one after another, and skips what is not read", async () => {
    const { start } = await serveExport(format(files));
    const found: [string, unknown][] = [];
    for await (const file of start().files()) {
      if (file.name.startsWith("click")) {
        found.push([file.name, await collect(file.rows())]);
        continue;
      }
      for await (const row of file.rows()) {
        found.push([file.name, row]);
        break;
      }
    }
    const [click, receipt] = Object.keys(files);
    expect(found).toEqual([
      [
        click,
        [
          { receipt_id: "1", clicked_at: "1764000000" },
          { receipt_id: "1", clicked_at: "1764000001" },
        ],
      ],
      [receipt, rows[0]],
    ]);
  });

  test("without receipts is an error that names its files", async () => {
    const { "click_20260201-120000.csv": click } = files;
    const { start } = await serveExport(format({ "clicks/click_1.csv": click ?? "" }));
    await expect(collect(start().rows())).rejects.toThrow(/no file receipts.csv.*clicks\/click_1/);
  });
});

test("a file is read before the next one is taken, and once", async () => {
  const { start } = await serveExport(zip({ "a.csv": "x\n1\n", "b.csv": "y\n2\n" }));
  const [first] = await collect(start().files());
  const late = collect((first as ExportedFile).rows());
  await expect(late).rejects.toThrow(ConfigError);
  for await (const file of start().files()) {
    await collect(file.rows());
    await expect(file.saveTo("unused.csv")).rejects.toThrow(/can be read once/);
  }
});

test("several files of receipts are read in turn, and not saved to one path", async () => {
  const { start } = await serveExport(
    zip({ "receipt_1.csv": "id\n1\n", "receipt_2.csv": "id\n2\n" }),
  );
  expect(await collect(start().rows())).toEqual([{ id: "1" }, { id: "2" }]);
  const folder = await createFolder();
  await expect(start().saveTo(path.join(folder, "all.csv"))).rejects.toThrow(/several files/);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["a repeated column", "id,name,id\n1,2,3\n", /column "id" more than once/],
  ["a short row", "id,name\n1,secret\n2\n", /at line 3 \(CSV_/],
  ["a quote in a value", 'id,name\n1,se"cret"\n', /at line 2 \(/],
  ["a quote that does not end", 'id,name\n1,"secret\n', /cut off or damaged/],
])("%s is an error that does not quote the file", async (_, text, message) => {
  const { start } = await serveExport(Buffer.from(text));
  const error = await collect(start().rows()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ reason: "unreadable", message: expect.stringMatching(message) });
  expect(JSON.stringify([error, (error as Error).message, (error as Error).cause])).not.toContain(
    "secret",
  );
});

test("a byte order mark and empty lines are left out", async () => {
  const { start } = await serveExport(Buffer.from("\uFEFFid,name\r\n\r\n1,Ada\r\n\r\n"));
  expect(await collect(start().rows())).toEqual([{ id: "1", name: "Ada" }]);
});

test("an empty download has no rows", async () => {
  const { start } = await serveExport(Buffer.alloc(0));
  expect(await collect(start().rows())).toEqual([]);
});

test("a changed byte of a zip archive is an error", async () => {
  const bytes = zip({ "receipt_1.csv": csv }, 0);
  const changed = Buffer.from(bytes);
  changed[bytes.indexOf("then")] = 0x21;
  const { start } = await serveExport(changed);
  await expect(collect(start().rows())).rejects.toThrow(/damaged/);
});
