import path from "node:path";
import { describe, expect, test } from "vitest";
import { releases as installed } from "../../scripts/extract/clients.ts";
import { readDeclarations } from "../../scripts/extract/declared.ts";
import { classic, current } from "../../src/table/hand.ts";
import { rows } from "../../src/table/index.ts";
import { releases } from "../../src/table/vendor/releases.ts";
import { methodOf } from "./calls.ts";

const majors = [3, 4, 5, 6, 7] as const;
const root = path.resolve(import.meta.dirname, "../../../..");

describe.each(majors)("intercom-client %i", (major) => {
  const methods = releases[major].methods;

  test("the list of methods is that of the newest release", () => {
    expect(releases[major].version).toBe(installed[major]);
  });

  test("every method has one row, with an equal or the reason why there is none", () => {
    expect(rows(major).map(({ vendor }) => vendor)).toEqual(methods.map(({ name }) => name));
    expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
    for (const { vendor, target, mechanical } of rows(major)) {
      if (target === undefined)
        expect([vendor, mechanical]).toEqual([vendor, { reason: expect.any(String) }]);
    }
  });

  test("the method of a row is in the client of each version that it names, and of no other", () => {
    const known = new Map<string, readonly string[]>();
    for (const { target } of rows(major)) {
      if (target === undefined || known.has(target.method)) continue;
      const having = versions.filter((one) => methodOf(target.method, one, "http://127.0.0.1:9"));
      known.set(target.method, target.versions);
      expect([target.method, having]).toEqual([target.method, target.versions]);
    }
    expect(known.size).toBeGreaterThan(70);
  });

  test("a key that is sent as another value, or decides what is sent, is for a person", () => {
    const all = rows(major);
    const open = methods.flatMap(({ name, alters = [], decides = [], drops = [] }) => {
      const row = all.find(({ vendor }) => vendor === name);
      const keys = row?.mechanical === true ? [...alters, ...decides, ...drops] : [];
      return keys.filter((key) => !(key in (row?.byHand ?? {}))).map((key) => `${name} ${key}`);
    });
    expect(open).toEqual([]);
  });
});

const versions = "2.7 2.8 2.9 2.10 2.11 2.12 2.13 2.14 2.15 2.16 2.17 preview".split(" ");

test("the list of release 7 has every method that the installed release declares", () => {
  const declared = readDeclarations(root).methods.map(({ name }) => name);
  expect(releases[7].methods.map(({ name }) => name).sort()).toEqual(declared.sort());
});

describe.each([
  ["classic", classic, [3, 4, 5]],
  ["current", current, [6, 7]],
] as const)("the entries by hand: %s", (_, hand, of) => {
  test("every entry is of a method that a release has", () => {
    const names = of.flatMap((major) => releases[major].methods.map(({ name }) => name));
    expect(Object.keys(hand).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("every key for a person is a key of the method", () => {
    const unknown = Object.entries(hand).flatMap(([name, { byHand = {} }]) => {
      const keys = of.flatMap((major) =>
        releases[major].methods.filter((one) => one.name === name),
      );
      const all = keys.flatMap((one) => one.keys);
      return Object.keys(byHand)
        .filter((key) => !all.includes(key))
        .map((key) => `${name} ${key}`);
    });
    expect(unknown).toEqual([]);
  });
});
