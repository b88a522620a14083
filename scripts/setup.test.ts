import { expect, test } from "vitest";
import { isInstalled } from "./setup.mjs";

const lock = (packages: Record<string, object>) => ({ packages: { "": {}, ...packages } });
const hono = { version: "4.0.0", integrity: "sha512-a" };

test("assumes that nothing is installed if npm left no record", () => {
  expect(isInstalled(lock({}), undefined)).toBe(false);
});

test("accepts the packages of the lock file", () => {
  expect(
    isInstalled(lock({ "node_modules/hono": hono }), lock({ "node_modules/hono": hono })),
  ).toBe(true);
});

test("refuses another version, or another checksum of the same version", () => {
  const wanted = lock({ "node_modules/hono": hono });
  const other = (change: object) => lock({ "node_modules/hono": { ...hono, ...change } });
  expect(isInstalled(wanted, other({ version: "4.0.1" }))).toBe(false);
  expect(isInstalled(wanted, other({ integrity: "sha512-b" }))).toBe(false);
});

test("accepts a missing package only if it is optional, such as another platform's binary", () => {
  expect(isInstalled(lock({ "node_modules/hono": hono }), lock({}))).toBe(false);
  expect(isInstalled(lock({ "node_modules/hono": { ...hono, optional: true } }), lock({}))).toBe(
    true,
  );
});
