import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { glob, type Loader } from "astro/loaders";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { storedAtOnce } from "../src/content-cache.ts";

type Context = Parameters<Loader["load"]>[0];
interface Entry {
  readonly id: string;
  readonly filePath?: string;
  readonly digest?: string;
  readonly body?: string;
}

let folder: string;
let cache: Map<string, Entry>;
let warnings: string[];
/** How many pages are stored when one is rendered. */
let storedBefore: number[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "interkit-content-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cache = new Map();
  warnings = [];
  storedBefore = [];
});

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

/** One build: Astro's loader with the cache of the builds before. */
async function build(): Promise<void> {
  const generateId = ({ entry }: { readonly entry: string }) => entry.split(".")[0] ?? "";
  const loader = storedAtOnce(glob({ base: folder, pattern: "*.md", generateId }));
  const store = {
    get: (id: string) => cache.get(id),
    has: (id: string) => cache.has(id),
    set: (entry: Entry) => cache.set(entry.id, entry),
    delete: (id: string) => cache.delete(id),
    keys: () => [...cache.keys()],
    values: () => [...cache.values()],
  };
  const markdown = {
    getEntryInfo: async ({ contents }: { readonly contents: string }) => ({
      body: contents,
      data: {},
    }),
    getRenderFunction: async () => async () => {
      storedBefore.push(cache.size);
      return { html: "" };
    },
  };
  const root = pathToFileURL(`${folder}/`);
  await loader.load({
    config: { root, srcDir: new URL("src/", root), legacy: { collections: false } },
    logger: { warn: (text: string) => warnings.push(text) },
    store,
    parseData: async ({ data }: { readonly data: unknown }) => data,
    generateDigest: (text: string) => text,
    entryTypes: new Map([[".md", markdown]]),
  } as unknown as Context);
}

test("a build stores its pages when all are rendered", async () => {
  write("a.md", "A.");
  write("b.md", "B.");
  await build();
  expect(storedBefore).toEqual([0, 0]);
  expect([...cache.keys()].sort()).toEqual(["a", "b"]);
});

describe("a build with the cache of an earlier one", () => {
  test("takes a page that has changed from its file, without a warning", async () => {
    write("a.md", "Before.");
    await build();
    write("a.md", "After.");
    await build();
    expect(cache.get("a")?.body).toBe("After.");
    expect(warnings).toEqual([]);
  });

  test("keeps a page that has not changed, and has none whose file is gone", async () => {
    write("a.md", "A.");
    write("b.md", "B.");
    await build();
    const kept = cache.get("a");
    rmSync(path.join(folder, "b.md"));
    await build();
    expect([...cache.keys()]).toEqual(["a"]);
    expect(cache.get("a")).toBe(kept);
  });

  test("warns of two files with one address", async () => {
    write("a.md", "A.");
    write("a.other.md", "B.");
    await build();
    expect(warnings).toEqual([expect.stringMatching(/^Duplicate id "a" found in /)]);
  });
});
