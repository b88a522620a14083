import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { surface } from "../../src/table/index.ts";
import { classicSurface, currentSurface } from "../../src/table/surface-options.ts";
import { classicTypes, renamedTypes, sameTypes } from "../../src/table/surface-types.ts";
import { releases } from "../../src/table/vendor/releases.ts";

const majors = [3, 4, 5, 6, 7] as const;

/** The names that the modules of `@interkit/client` export, of all versions together. */
const exported = new Set(
  ["2.7", "2.11", "2.14", "2.16", "preview"].flatMap((version) =>
    ["client", "core"].flatMap((name) => {
      const file = `../../../${name}/src/generated/${version}.ts`;
      const text = readFileSync(path.join(import.meta.dirname, file), "utf8");
      return Array.from(text.matchAll(/^export (?:type|interface) (\w+)/gm), ([, one]) => one);
    }),
  ),
);

describe.each(majors)("intercom-client %i", (major) => {
  const lines = surface(major);
  const written = new Set(lines.map(({ vendor }) => vendor));

  test("every option of the constructor and of a request has a row", () => {
    const { options, requestOptions } = releases[major];
    const has = (kind: string) => lines.filter((one) => one.kind === kind).map((one) => one.vendor);
    expect(has("option").sort()).toEqual([...options].sort());
    expect(has("request option").sort()).toEqual([...requestOptions].sort());
  });

  test("every export has a row: a class as an error or a helper, each member of an enum", () => {
    const missing = releases[major].exports.flatMap(({ name, kind, members = {} }) => {
      if (kind === "enum") return Object.keys(members).map((key) => `${name}.${key}`);
      return kind === "class" && /^(Intercom)?Client$/.test(name) ? [] : [name];
    });
    const known = [...written];
    const isIn = (name: string) => known.some((one) => one === name || one.startsWith(`${name}.`));
    expect(missing.filter((name) => !isIn(name))).toEqual([]);
  });

  test("a type that replaces another is exported by the client", () => {
    const types = lines.filter(({ kind, interkit }) => kind === "type" && interkit !== undefined);
    expect(types.filter(({ interkit }) => !exported.has(interkit as string))).toEqual([]);
  });

  test("what a person has to write has a reason, and nothing has two rows", () => {
    for (const { vendor, mechanical } of lines) {
      if (mechanical !== true)
        expect([vendor, mechanical.reason.length > 10]).toEqual([vendor, true]);
    }
    const keys = lines.map(({ kind, vendor }) => `${kind} ${vendor}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

test("no line is without use", () => {
  const used = new Set(majors.flatMap((major) => surface(major).map(({ vendor }) => vendor)));
  const lines = [...classicSurface, ...currentSurface].map(({ vendor }) => vendor);
  expect(lines.filter((vendor) => !used.has(vendor))).toEqual([]);
  const types = [...Object.keys(renamedTypes), ...sameTypes].map((name) => `Intercom.${name}`);
  const all = [...Object.keys(classicTypes), ...types];
  expect(all.filter((name) => !used.has(name))).toEqual([]);
});
