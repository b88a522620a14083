import { expect, test } from "vitest";
import { excessOf, limitsOf } from "./compare.ts";

const limit = { bytes: 1_000, modules: { "a.ts": 500, "b.ts": 400, "c.ts": 100 } };

test("a bundle within its limit is accepted, however its modules changed", () => {
  expect(excessOf("one", { bytes: 1_000, modules: { "a.ts": 900 } }, limit)).toBeUndefined();
});

test("a bundle above its limit is refused with the modules that grew, the most grown first", () => {
  const modules = { "a.ts": 510, "b.ts": 300, "c.ts": 300, "d.ts": 50 };
  expect(excessOf("one", { bytes: 1_001, modules }, limit)?.split("\n")).toEqual([
    expect.stringContaining("one: 1001 bytes, and 1000 is the limit"),
    "  c.ts: 100 → 300 bytes",
    "  d.ts: new, 50 bytes",
    "  a.ts: 500 → 510 bytes",
  ]);
});

test("a bundle without a limit is refused", () => {
  expect(excessOf("two", { bytes: 1, modules: {} }, undefined)).toContain("two: has no limit");
});

test("a new limit is at most three percent above the size", () => {
  const sizes = [{ bytes: 1_010, modules: { "a.ts": 4_000 } }];
  expect(limitsOf([{ name: "one", text: "" }], sizes)).toEqual({
    one: { bytes: 1_040, modules: { "a.ts": 4_000 } },
  });
});
