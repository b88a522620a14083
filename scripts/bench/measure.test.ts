import { expect, test } from "vitest";
import { summarise } from "./measure.ts";
import { pageOf } from "./page.ts";
import type { AreaResults, Results } from "./results.ts";

const samples = [
  [10, 20, 40],
  [20, 30, 120],
  [20, 60, 340],
];

test("a ratio is the median of the quotients of each round", () => {
  expect(summarise({ arms: ["fetch", "other"], over: "fetch" }, samples)).toEqual({
    fetch: { median: 20, quartiles: [15, 30] },
    other: { median: 30, quartiles: [25, 75], ratio: 2 },
  });
});

test("what all arms cost is subtracted within each round, also before their ratios", () => {
  const area = { arms: ["nothing", "vendor", "other"], minus: "nothing", over: "vendor" };
  expect(summarise(area, samples)).toEqual({
    vendor: { median: 10, quartiles: [10, 45] },
    other: { median: 40, quartiles: [25, 170], ratio: 3.75 },
  });
});

function resultsWith(node: string, factor: number): Results {
  const own = [10 * factor, 12 * factor, 10 * factor];
  const arms = summarise({ arms: ["fetch", "@interkit/client"], over: "fetch" }, [
    [20, 20, 20],
    own,
  ]);
  const machine = "a machine";
  const get = { date: "2026-11-28", machine, load: 0.25, rounds: 3, checksum: "0", arms };
  return { node, areas: { get } };
}

test("the page has one table of an area, with a column for each Node", () => {
  const page = pageOf([resultsWith("20.20.2", 1), resultsWith("24.1.0", 2)]);
  expect(page).toContain(`## CPU of a GET, 50 in flight

| µs | Node 20 | Node 24 |
| --- | ---: | ---: |
| \`fetch\` | 20.0 (20.0–20.0) | 20.0 (20.0–20.0) |
| \`@interkit/client\` | 10.0 (10.0–11.0), 0.50 × | 20.0 (20.0–22.0), 1.00 × |
`);
});

test("the page names the machine of each result, which may not be the same", () => {
  const [first, second] = [resultsWith("20.20.2", 1), resultsWith("24.1.0", 2)];
  const get = { ...second?.areas["get"], machine: "another machine" } as AreaResults;
  const page = pageOf([first, { ...second, areas: { get } }]);
  expect(page).toContain(
    "Node 20: 2026-11-28, a machine, 3 rounds, load 0.3; Node 24: 2026-11-28, another machine, 3 rounds",
  );
});

test("the page shows which targets were missed, with which Node", () => {
  const page = pageOf([resultsWith("20.20.2", 1), resultsWith("24.1.0", 2)]);
  const link = "[CPU of a GET, 50 in flight](#cpu-of-a-get-50-in-flight)";
  expect(page).toContain(`| ${link}, \`@interkit/client\` | ≤ 0.5 × \`fetch\` | 0.50 | **1.00** |`);
});

test("the page has no targets of areas that were not measured, to whose sections they would link", () => {
  const page = pageOf([resultsWith("20.20.2", 1)]);
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(new Set(links)).toEqual(new Set(["cpu-of-a-get-50-in-flight"]));
});
