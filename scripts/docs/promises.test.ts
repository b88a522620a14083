import { existsSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { documents, read, root } from "./blocks.ts";

interface Manifest {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const manifests = globSync(
  ["package.json", "{docs,openapi,packages/*,scripts/generator,examples}/package.json"],
  {
    cwd: root,
  },
).map((file) => JSON.parse(read(file)) as Manifest);

describe.each(documents())("%s", (file) => {
  test("links only to files that exist", () => {
    const missing = links(file).filter((target) => {
      return !existsSync(path.join(root, path.dirname(file), target));
    });
    expect(missing).toEqual([]);
  });

  test("names only npm scripts that exist", () => {
    const { scripts = {} } = JSON.parse(read("package.json")) as Manifest;
    const named = [...read(file).matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(
      ([, name = ""]) => name,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test("the README of a package links to no file that its tarball cannot have", () => {
  const readmes = documents().filter((file) => /^(openapi|packages\/\w+)\/README\.md$/.test(file));
  expect(readmes.length).toBeGreaterThan(1);
  const outside = readmes.flatMap((file) =>
    links(file).filter((target) => path.normalize(target).startsWith("..")),
  );
  expect(outside).toEqual([]);
});

test("CONTRIBUTING.md gives a reason for every dependency", () => {
  const used = manifests.flatMap((manifest) => [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.devDependencies ?? {}),
  ]);
  const given = [...read("CONTRIBUTING.md").matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const wanted = [...new Set(used)].filter((name) => !name.startsWith("@interkit/"));
  expect(wanted.filter((name) => !given.includes(name))).toEqual([]);
});

/** The files of this repository that a document links to. */
function links(file: string): string[] {
  const tokens = new MarkdownIt().parse(read(file), {}).flatMap(({ children }) => children ?? []);
  return tokens
    .filter(({ type }) => type === "link_open" || type === "image")
    .map((token) => String(token.attrGet("href") ?? token.attrGet("src")))
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ""));
}
