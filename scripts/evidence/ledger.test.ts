import path from "node:path";
import { expect, test } from "vitest";
import { bundleAll } from "../description/bundle.ts";
import { contradictionsOf } from "./check.ts";
import { readLedger } from "./ledger.ts";

const folder = path.resolve(import.meta.dirname, "../../openapi");
const bundles = bundleAll(folder);
const ledger = readLedger(folder);

test("the ledger has entries", () => {
  expect(ledger.length).toBeGreaterThan(0);
});

test("what was seen of Intercom is admitted by the description of its versions", () => {
  expect(contradictionsOf(ledger, bundles)).toEqual([]);
});
