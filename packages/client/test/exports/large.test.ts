import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import type { ExportNotice, ExportProgress } from "@interkit/client/helpers/content-export";
import { expect, test } from "vitest";
import { createFolder } from "../support/downloads.ts";
import { collect, serveExport } from "../support/exports.ts";

const mebibyte = 1024 * 1024;
const rowCount = 300_000;
const valueSize = 154;

/** 48 MiB of rows, which compress to half of that. */
const largeFile = compressRows();

function compressRows(): Buffer {
  const text = randomBytes((rowCount * valueSize) / 2).toString("hex");
  const rows = Array.from({ length: rowCount }, (_, index) => {
    const from = index * valueSize;
    return `${index},"${text.slice(from, from + valueSize)}"\n`;
  });
  return gzipSync(`receipt_id,name\n${rows.join("")}`, { level: 1 });
}

/** The bytes that are in use. */
function used(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

test("48 MiB of rows wait for the loop, and take little memory", async () => {
  const { start } = await serveExport(largeFile);
  const before = used();
  let [count, bytes, most] = [0, 0, 0];
  const onProgress = (progress: ExportProgress) => {
    ({ bytes } = progress);
  };
  for await (const row of start({ onProgress }).rows()) {
    if (count === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(bytes).toBeLessThan(mebibyte / 4);
    }
    if (row["receipt_id"] !== String(count)) break;
    count += 1;
    if (count % 30_000 === 0) most = Math.max(most, used() - before);
  }
  expect(count).toBe(rowCount);
  expect(bytes).toBe(largeFile.length);

  expect(most).toBeLessThan(16 * mebibyte);
});

/** As many rows as Intercom exports at most, less or more; few bytes when they are compressed. */
const rowsOf = (count: number) => gzipSync(`id\n${"1\n".repeat(count)}`);

test("as many rows as Intercom exports at most end with an error, or else a notice", async () => {
  const { start } = await serveExport(rowsOf(10_000_000));
  const file = path.join(await createFolder(), "receipts.csv");
  await expect(start().saveTo(file)).rejects.toMatchObject({
    reason: "row-limit",
    message: expect.stringContaining("10000000 rows"),
  });
  const notices: ExportNotice[] = [];
  const exported = start({ onNotice: (notice) => void notices.push(notice) });
  expect(await exported.saveTo(file)).toBe(20_000_003);
  expect(notices).toMatchObject([{ kind: "row-limit", jobIdentifier: "job1" }]);
});

test("one row less is no reason for one", async () => {
  const { start } = await serveExport(rowsOf(9_999_999));
  const file = path.join(await createFolder(), "receipts.csv");
  expect(await start().saveTo(file)).toBe(20_000_001);
});

test("a loop that ends early ends the download", async () => {
  let closed: Promise<unknown> | undefined;
  const { start } = await serveExport((_, response) => {
    closed = once(response, "close");
    response.end(largeFile);
  });
  for await (const _ of start().rows()) break;
  await closed;
});

test("an abort ends the loop", async () => {
  const controller = new AbortController();
  const { start } = await serveExport(largeFile);
  let count = 0;
  const read = async () => {
    for await (const _ of start({ signal: controller.signal }).rows()) {
      count += 1;
      if (count === 10) controller.abort();
    }
  };
  await expect(read()).rejects.toMatchObject({ name: "AbortError" });
  expect(count).toBeLessThan(rowCount);
});

test("a connection that is lost within the file is an error", async () => {
  const { start } = await serveExport((_, response) => {
    response.write(rowsOf(100).subarray(0, 30));
    setTimeout(() => response.destroy(), 20);
  });
  await expect(collect(start().rows())).rejects.toMatchObject({ problem: "cut-off" });
});
