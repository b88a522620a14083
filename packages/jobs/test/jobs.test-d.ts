import type { SearchList } from "@interkit/client";
import { createIntercom as create211 } from "@interkit/client/2.11";
import { type Contact, createIntercom } from "@interkit/client/2.16";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { createIntercom as createPreview } from "@interkit/client/preview";
import {
  defineJob,
  type FailedItem,
  failedItems,
  fromChanges,
  fromCsv,
  fromJsonLines,
  fromList,
  fromRows,
  fromSearch,
  type JobSummary,
  type Json,
  run,
  type Source,
  type StepContext,
  toCsv,
} from "@interkit/jobs";
import { describe, expectTypeOf, test } from "vitest";

const intercom = createIntercom({ token: "test-token" });
const name = "job";

describe("the item of a source is the item of the step", () => {
  test("of rows", () => {
    const people = [{ id: 1, email: "ada@example.com" }];
    defineJob({
      name,
      source: fromRows(people),
      key: (person) => {
        expectTypeOf(person).toEqualTypeOf<{ id: number; email: string }>();
        return person.email;
      },
      step: (person, context) => {
        expectTypeOf(person).toEqualTypeOf<{ id: number; email: string }>();
        expectTypeOf(context).toEqualTypeOf<StepContext>();
      },
      plan: (person) => expectTypeOf(person).toEqualTypeOf<{ id: number; email: string }>(),
    });
    const query = async (_after: number | undefined) => people;
    const rows = fromRows(query, { position: ({ id }) => id });
    expectTypeOf(rows).toEqualTypeOf<Source<{ id: number; email: string }>>();
    expectTypeOf(fromRows(new Set(["a"]))).toEqualTypeOf<Source<string>>();
  });

  test("of lists and searches of every version", () => {
    const query = { field: "role", operator: "=", value: "user" } as const;
    expectTypeOf(fromList(intercom.contacts.list())).toEqualTypeOf<Source<Contact>>();
    expectTypeOf(fromList((options) => intercom.contacts.list({}, options))).toEqualTypeOf<
      Source<Contact>
    >();
    expectTypeOf(fromSearch(intercom.contacts.search({ query }))).toEqualTypeOf<Source<Contact>>();
    expectTypeOf(fromChanges(intercom.contacts.search({ query }))).toEqualTypeOf<Source<Contact>>();
    const old = create211({ token: "test-token" });
    const preview = createPreview({ token: "test-token" });
    for (const source of [fromList(old.contacts.list()), fromList(preview.contacts.list())]) {
      expectTypeOf(source).not.toBeAny();
    }
    defineJob({
      name,
      source: fromList((options) => old.companies.list({ per_page: 60 }, options)),
      step: (company) => {
        expectTypeOf(company).not.toBeAny();
        expectTypeOf(company.id).toEqualTypeOf<string>();
      },
    });
  });

  test("of files", () => {
    const csv = fromCsv("people.csv", { columns: ["external_id", "email"] });
    defineJob({
      name,
      source: csv,
      step: (person, { call }) => {
        expectTypeOf(person).toEqualTypeOf<{
          readonly external_id: string;
          readonly email: string;
        }>();
        return upsertContact(intercom, person, call).then(({ outcome }) => outcome);
      },
    });
    // Without columns, any may be missing.
    defineJob({
      name,
      source: fromCsv("people.csv"),
      step: (row) => expectTypeOf(row["email"]).toEqualTypeOf<string | undefined>(),
    });
    expectTypeOf(fromJsonLines<{ id: string }>("a.jsonl")).toEqualTypeOf<Source<{ id: string }>>();
    expectTypeOf(fromJsonLines("a.jsonl")).toEqualTypeOf<Source<Json>>();
  });
});

describe("the options of a call", () => {
  test("fit the methods and helpers of a client", () => {
    defineJob({
      name,
      source: fromList(intercom.contacts.list()),
      step: ({ id }, { call }) => intercom.contacts.update(id, { name: "Ada" }, call),
    });
  });
});

describe("what a step returns is what the output takes", () => {
  test("each result, a list of them, or none", () => {
    const output = toCsv("out.csv", ["id", "email"]);
    const source = fromList(intercom.contacts.list());
    defineJob({ name, source, output, step: ({ id, email }) => ({ id, email }) });
    defineJob({ name, source, output, step: async ({ id }) => [{ id }, { id }] });
    defineJob({ name, source, output, step: () => "gone" });
    defineJob({ name, source, output, step: () => undefined });
    // @ts-expect-error a number has no columns
    defineJob({ name, source, output, step: () => 5 });
  });
});

describe("the results of runs", () => {
  test("have their types", () => {
    const job = defineJob({ name, source: fromRows([1]), step: () => undefined });
    expectTypeOf(run(job)).toEqualTypeOf<Promise<JobSummary>>();
    expectTypeOf(failedItems(job)).toEqualTypeOf<AsyncIterable<FailedItem>>();
    expectTypeOf<JobSummary["stoppedBy"]>().toEqualTypeOf<
      "signal" | "budget" | "failures" | undefined
    >();
  });
});

describe("what does not compile", () => {
  const source = fromRows([{ id: "1" }]);

  test("a step of other items", () => {
    // @ts-expect-error the items have no email
    defineJob({ name, source, step: ({ email }) => email });
    // @ts-expect-error the items are no numbers
    defineJob({ name, source, step: (item: number) => item });
    // @ts-expect-error the items have no email
    defineJob({ name, source, step: () => undefined, key: ({ email }) => email });
  });

  test("a definition without a name, a source or a step", () => {
    // @ts-expect-error it has no name
    defineJob({ source, step: () => undefined });
    // @ts-expect-error it has no source
    defineJob({ name, step: () => undefined });
    // @ts-expect-error it has no step
    defineJob({ name, source });
    // @ts-expect-error a list is no source
    defineJob({ name, source: intercom.contacts.list(), step: () => undefined });
  });

  test("options that do not exist", () => {
    const job = defineJob({ name, source, step: () => undefined });
    // @ts-expect-error it is budgetMs
    run(job, { budget: 5 });
    // @ts-expect-error a list has no ranges
    fromSearch(intercom.contacts.list());
    // @ts-expect-error the changes of a list are unknown
    fromChanges(intercom.contacts.list());
    // @ts-expect-error tags have no time of their last change
    fromChanges({} as SearchList<{ id: string }>);
    // @ts-expect-error a position needs a function that opens the rows behind it
    fromRows([{ id: 1 }], { position: ({ id }: { id: number }) => id });
    // @ts-expect-error a row without a position cannot go on
    fromRows([1], { afterwards: "continue" });
  });
});
