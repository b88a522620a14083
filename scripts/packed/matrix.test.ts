import { expect, test } from "vitest";
import { compilers, everyPair, factors, pairwise } from "./matrix.ts";

test("every two settings meet in some project, in few projects", () => {
  const rows = pairwise();
  expect(everyPair(rows)).toEqual(everyPair());
  expect(everyPair()).toContain("compiler=5.4.5 peers=all");
  expect(everyPair()).toContain("resolution=bundler exact=false");
  // Fewer are not possible: every compiler has to meet every resolution.
  const least = compilers.length * factors.resolution.length;
  expect(rows.length).toBeLessThanOrEqual(least + 4);
});

test("no browser has peers that are for Node", () => {
  expect(everyPair()).not.toContain("platform=browser peers=all");
});
