import { expect, test } from "vitest";
import { isInstalled } from "./setup.mjs";

const lock = (packages: Record<string, object>) => ({ packages: { "": {}, ...packages } });
const hono = { version: "4.0.0", integrity: "sha512-a" };

test("nothing is installed when npm left no record", () => {
  expect(isInstalled(lock({}), undefined)).toBe(false);
});

test("what the lock file asks for is installed", () => {
  expect(
    isInstalled(lock({ "node_modules/hono": hono }), lock({ "node_modules/hono": hono })),
  ).toBe(true);
});

test("another version, or other bytes of the same version, is not what was asked for", () => {
  const wanted = lock({ "node_modules/hono": hono });
  const other = (change: object) => lock({ "node_modules/hono": { ...hono, ...change } });
  expect(isInstalled(wanted, other({ version: "4.0.1" }))).toBe(false);
  expect(isInstalled(wanted, other({ integrity: "sha512-b" }))).toBe(false);
});

test("a package may be missing only where it is optional, as another platform's binary is", () => {
  expect(isInstalled(lock({ "node_modules/hono": hono }), lock({}))).toBe(false);
  expect(isInstalled(lock({ "node_modules/hono": { ...hono, optional: true } }), lock({}))).toBe(
    true,
  );
});
