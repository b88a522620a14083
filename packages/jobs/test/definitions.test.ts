import { ConfigError } from "@interkit/client";
import {
  defineJob,
  failedItems,
  fromChanges,
  fromCsv,
  fromJsonLines,
  fromList,
  fromRows,
  fromSearch,
  memoryState,
  replay,
  run,
} from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { setup } from "./support/setup.ts";

const good = { name: "job", source: fromRows([1]), step: () => undefined };

/** Calls a function as plain JavaScript does, which has no types. */
function call(untyped: unknown, ...args: unknown[]): unknown {
  return (untyped as (...args: unknown[]) => unknown)(...args);
}

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("a definition", () => {
  test("is returned as it is", () => {
    expect(defineJob(good)).toBe(good);
  });

  test.each([
    ["nothing", undefined, "defineJob takes an object with name, source"],
    ["an unknown property", { ...good, steps: 1 }, 'defineJob has no "steps"; it has name, source'],
    ["no name", { ...good, name: "" }, '"name" must be a text that is not empty'],
    [
      "a list as source",
      { ...good, source: [1] },
      '"source" must be a source, such as fromList(list)',
    ],
    ["a source without a name", { ...good, source: { ...good.source, name: 1 } }, '"source.name"'],
    [
      "a source that ends",
      { ...good, source: { ...good.source, afterwards: "end" } },
      '"restart" or "continue"',
    ],
    ["no step", { ...good, step: undefined }, 'The job "job": "step" must be a function'],
    ["a plan that is text", { ...good, plan: "x" }, '"plan" must be a function'],
    ["a key that is text", { ...good, key: "id" }, '"key" must be a function'],
    [
      "a path as output",
      { ...good, output: "out.csv" },
      '"output" must be an output, such as toCsv',
    ],
    [
      "no concurrency",
      { ...good, concurrency: 0 },
      '"concurrency" must be a whole number of 1 or more',
    ],
    [
      "half an attempt",
      { ...good, attempts: 0.5 },
      '"attempts" must be a whole number of 1 or more',
    ],
  ])("with %s is refused by defineJob and by run", async (_, definition, message) => {
    const error = errorOf(() => call(defineJob, definition));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(message);
    const options = { state: memoryState() };
    await expect(call(run, definition, options)).rejects.toThrow(message);
    await expect(call(replay, definition, options)).rejects.toThrow(message);
  });

  test("whose key is no text ends the run", async () => {
    const job = { ...good, key: () => 5 };
    await expect(call(run, job, { state: memoryState() })).rejects.toThrow(
      'The job "job": the key of an item must be a text or undefined',
    );
  });
});

describe("options", () => {
  const state = memoryState();
  test.each([
    ["an unknown name", { budget: 5 }, 'run has no "budget"; it has state, signal, budgetMs'],
    ["a number as state", { state: 5 }, '"state" must be the path of a file, or a store'],
    ["an empty path", { state: "" }, '"state" must be the path of a file, or a store'],
    ["a signal that is none", { signal: {} }, '"signal" must be an AbortSignal'],
    ["no budget", { budgetMs: 0 }, '"budgetMs" must be milliseconds from 1 to 2147483647'],
    [
      "an endless lease",
      { leaseMs: Infinity },
      '"leaseMs" must be milliseconds from 1 to 2147483647',
    ],
    ["a budget as text", { budgetMs: "5" }, '"budgetMs" must be milliseconds'],
    ["a text as progress", { onProgress: "x" }, '"onProgress" must be a function'],
    ["a text as switch", { dryRun: "yes" }, '"dryRun" must be true or false'],
    ["a number as switch", { stopOnSignals: 1 }, '"stopOnSignals" must be true or false'],
    [
      "no failures",
      { maxFailuresInARow: 0 },
      '"maxFailuresInARow" must be a whole number of 1 or more',
    ],
  ])("with %s are refused before anything is read", async (_, options, message) => {
    const read = () => expect.unreachable("The source was read");
    const job = { ...good, source: { ...good.source, read } };
    const error = await (call(run, job, { state, ...options }) as Promise<unknown>).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(message);
  });

  test.each(["dryRun", "restart"])("of replay do not have %s", async (name) => {
    await expect(call(replay, good, { state, [name]: true })).rejects.toThrow(
      `replay has no "${name}"`,
    );
  });

  test("of failedItems are refused at the call", () => {
    expect(() => call(failedItems, "job")).toThrow('failedItems: "name" must be a text');
    expect(() => call(failedItems, good, { path: "x" })).toThrow('failedItems has no "path"');
    expect(() => call(failedItems, good, { state: 1 })).toThrow(
      '"state" must be the path of a file',
    );
  });
});

describe("a source", () => {
  const { intercom } = setup();
  const sorted = { sort: { field: "name", order: "ascending" } };
  const search = { query: { field: "role", operator: "=", value: "user" } } as const;
  test.each<[string, () => unknown, string]>([
    ["rows that are no list", () => call(fromRows, 5), "must be a list or an iterable"],
    ["rows that are text", () => call(fromRows, "abc"), "must be a list or an iterable"],
    ["an unknown option", () => call(fromRows, [], { size: 1 }), 'fromRows has no "size"'],
    [
      "no batch size",
      () => call(fromRows, [], { batchSize: 0 }),
      '"batchSize" must be a whole number',
    ],
    [
      "a position of a list",
      () => call(fromRows, [], { position: () => 1 }),
      "needs a function of the position",
    ],
    [
      "a position that is text",
      () => call(fromRows, () => [], { position: "id" }),
      '"position" must be a function',
    ],
    [
      "rows that go on without a position",
      () => call(fromRows, [], { afterwards: "continue" }),
      'needs "position"',
    ],
    ["no path", () => call(fromCsv), '"path" must be a text'],
    [
      "a column",
      () => call(fromCsv, "a.csv", { columns: "email" }),
      '"columns" must be a list of names',
    ],
    ["an option of CSV", () => call(fromCsv, "a.csv", { header: true }), 'fromCsv has no "header"'],
    [
      "an option of JSON",
      () => call(fromJsonLines, "a.jsonl", { columns: [] }),
      'fromJsonLines has no "columns"',
    ],
    ["no list", () => call(fromList, []), "fromList needs a list"],
    ["a function of no list", () => call(fromList, () => undefined), "fromList needs a list"],
    [
      "a list as search",
      () => call(fromSearch, intercom.contacts.list()),
      "fromSearch needs a search",
    ],
    [
      "a range of another field",
      () => call(fromSearch, intercom.contacts.search(search), { by: "name" }),
      'by: "created_at"',
    ],
    [
      "a list as changes",
      () => call(fromChanges, intercom.contacts.list()),
      "since needs the list of a search",
    ],
    [
      "changes that have an order",
      () => call(fromChanges, call(intercom.contacts.search, { ...search, ...sorted })),
      'leave out "sort"',
    ],
    [
      "a state of changes",
      () => call(fromChanges, intercom.contacts.search(search), { state: null }),
      'fromChanges has no "state"',
    ],
  ])("with %s is refused when it is made", (_, make, message) => {
    const error = errorOf(make);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(message);
  });

  test("of rows whose function returns none ends the run with an error", async () => {
    const job = defineJob({ ...good, source: fromRows(() => 5 as never) });
    await expect(run(job, { state: memoryState() })).rejects.toThrow(
      "must be a list or an iterable",
    );
  });
});
