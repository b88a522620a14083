import type { Intercom as Old } from "@interkit/client/2.7";
import type { Intercom } from "@interkit/client/2.16";
import type { DataExports } from "@interkit/client/2.16/dataExports";
import { contentExport, type ReceiptRow } from "@interkit/client/helpers/content-export";
import type { Intercom as Preview } from "@interkit/client/preview";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const eleventh: import("@interkit/client/2.11").Intercom;
declare const intercom: Intercom;
declare const preview: Preview;
declare const dataExports: DataExports;

const period = { created_at_after: new Date(), created_at_before: 1_767_225_600 };

test("a content export takes the client of every version, and one resource of it", () => {
  contentExport(old, period);
  contentExport(eleventh, period);
  contentExport(intercom, period);
  contentExport(preview, period, { whenBusy: "wait", cancelOnAbort: true });
  contentExport({ dataExports }, period, { resume: undefined, priority: "bulk" });
});

test("its rows are text, by column, documented or not", async () => {
  for await (const row of contentExport(intercom, period).rows()) {
    expectTypeOf(row).toEqualTypeOf<ReceiptRow>();
    expectTypeOf(row.email).toEqualTypeOf<string | undefined>();
    expectTypeOf(row["device"]).toEqualTypeOf<string | undefined>();
  }
  for await (const file of contentExport(intercom, period).files()) {
    expectTypeOf(file.rows()).toEqualTypeOf<AsyncIterable<Record<string, string>>>();
  }
});

test("another period or option does not compile", () => {
  // @ts-expect-error without an end
  contentExport(intercom, { created_at_after: 1 });
  // @ts-expect-error text is no time
  contentExport(intercom, { ...period, created_at_after: "2026-01-01" });
  // @ts-expect-error a typo
  contentExport(intercom, period, { whenBusy: "retry" });
});
