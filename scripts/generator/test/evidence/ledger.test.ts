import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { contradictionsOf } from "interkit-generator/evidence/check";
import { readLedger } from "interkit-generator/evidence/ledger";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "../../../../openapi");
const bundles = bundleAll(folder);
const ledger = readLedger(folder);

test("the ledger has entries", () => {
  expect(ledger.length).toBeGreaterThan(0);
});

test("the description admits every observation of Intercom in its version", () => {
  expect(contradictionsOf(ledger, bundles)).toEqual([]);
});
