import { expect, test } from "vitest";
import { summarise } from "./measure.ts";
import { pageOf } from "./page.ts";

const samples = [
  [10, 20, 40],
  [20, 30, 120],
];

test("a ratio is the median of the quotients of each round", () => {
  expect(summarise(["fetch", "other"], samples, "ratio")).toEqual({
    fetch: { median: 20, quartiles: [15, 30] },
    other: { median: 30, quartiles: [25, 75], ratio: 2 },
  });
});

test("a difference is taken within each round", () => {
  expect(summarise(["nothing", "other"], samples, "difference")).toEqual({
    nothing: { median: 20, quartiles: [15, 30] },
    other: { median: 10, quartiles: [10, 45] },
  });
});

test("the page has a table of each area for each Node", () => {
  const arms = summarise(["fetch", "@interkit/client"], samples, "ratio");
  const get = { date: "2026-11-28", machine: "a machine", load: 0.25, rounds: 3, arms };
  const page = pageOf([
    { node: "20.20.2", areas: { get } },
    { node: "24.1.0", areas: { get } },
  ]);
  expect(page).toContain(
    "Node 24.1.0, a machine, 2026-11-28, 3 rounds, load 0.3:\n\n" +
      "|  | µs | ratio to fetch |\n" +
      "| --- | ---: | ---: |\n" +
      "| `fetch` | 20.0 (15.0–30.0) |  |\n" +
      "| `@interkit/client` | 30.0 (25.0–75.0) | 2.00 |\n",
  );
  expect(page.match(/^## /gm)).toHaveLength(1);
});
