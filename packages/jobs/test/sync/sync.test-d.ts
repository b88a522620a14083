import { createIntercom } from "@interkit/client/2.16";
import { type CsvRow, fromCsv, fromRows, type Source } from "@interkit/jobs";
import {
  type Collection,
  type ContentPage,
  contentPages,
  createSync,
  type Sync,
  type SyncPlan,
  type SyncReport,
} from "@interkit/jobs/sync";
import { expectTypeOf, test } from "vitest";

const intercom = createIntercom({ token: "test" });
const to = contentPages(intercom, { source: "https://docs.example.com" });

test("a sync takes a source of what its collection declares", () => {
  const pages: ContentPage[] = [];
  expectTypeOf(createSync({ from: fromRows(pages), to })).toEqualTypeOf<Sync>();
  // @ts-expect-error: a page needs its html.
  createSync({ from: fromRows([{ external_id: "a", title: "A" }]), to });
  const own = {} as Collection<{ email: string }>;
  createSync({ from: fromCsv("people.csv", { columns: ["email", "name"] }), to: own });
  const wrong = {} as Source<CsvRow<"name">>;
  // @ts-expect-error: the rows have no email.
  createSync({ from: wrong, to: own });
});

test("options are those that exist", () => {
  const from = fromRows<ContentPage>([]);
  // @ts-expect-error: it is called maxRemovals.
  createSync({ from, to, maxRemoval: 3 });
  // @ts-expect-error: one of two words.
  createSync({ from, to, unknown: "delete" });
});

test("a plan and a report have what a program needs", () => {
  expectTypeOf<Sync["plan"]>().returns.resolves.toEqualTypeOf<SyncPlan>();
  expectTypeOf<Sync["apply"]>().returns.resolves.toEqualTypeOf<SyncReport>();
  expectTypeOf<SyncPlan["approval"]>().toEqualTypeOf<string>();
  expectTypeOf<SyncReport["outcome"]>().toEqualTypeOf<"complete" | "held" | "stopped" | "failed">();
});
