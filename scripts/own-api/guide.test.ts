import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { copied } from "./copied.ts";
import { blocksOf, readGuide } from "./guide.ts";
import { scriptOf } from "./linked.ts";

const root = path.resolve(import.meta.dirname, "../..");
const example = path.join(root, "examples/own-api");
const guide = readGuide(root);
const blocks = blocksOf(guide);

const files = globSync("**/*.{ts,yaml}", { cwd: example });
const texts = files.map((file) => readFileSync(path.join(example, file), "utf8"));

test("the guide lists everything that is copied, with its reason", () => {
  const rows = copied.map(({ from, why }) => `| \`${from}\` | ${why} |`);
  const table = guide.split("## What is copied")[1]?.split("## What you write")[0] ?? "";
  expect(table.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});

test("every file that the guide names as yours is in the example", () => {
  const section = guide.split("## What you write")[1]?.split("### The configuration")[0] ?? "";
  const named = [...section.matchAll(/`([\w./-]+\/[\w./-]*)`/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(8);
  const missing = named.filter((file) => globSync(`${file}**`, { cwd: example }).length === 0);
  expect(missing).toEqual([]);
});

// The code of another API does not compile in this repository, so it is marked as `cts`: shown only.
test.each(blocks.filter(({ language }) => /^(cts|yaml)$/.test(language)))(
  "a block of $language is a part of the example",
  ({ text }) => {
    expect(
      texts.some((whole) => whole.includes(text.trimEnd())),
      text,
    ).toBe(true);
  },
);

test("the commands of the guide are scripts of this repository and of the new one", () => {
  const lines = blocks.flatMap(({ language, text }) =>
    language === "sh" ? text.trimEnd().split("\n") : [],
  );
  const [copy, enter, install, generate, typecheck, start, ...others] = lines;
  expect([copy, enter, install, others]).toEqual([
    "npm run own-api -- ../pedal",
    "cd ../pedal",
    "npm install",
    [],
  ]);
  const ours = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  expect(ours.scripts["own-api"]).toBe("tsx scripts/own-api/run.ts");
  for (const line of [generate, typecheck, start]) {
    const name = line?.replace(/^npm (run )?/, "") ?? "";
    expect(scriptOf(example, name).length, line).toBeGreaterThan(1);
  }
});

test("every place with a rule of Intercom in the guide is copied", () => {
  const section = guide.split("## What stays behind")[1]?.split("## What can go wrong")[0] ?? "";
  const places = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, place = ""]) => place);
  expect(places.length).toBeGreaterThan(5);
  for (const place of places) {
    expect(readFileSync(path.join(root, place), "utf8"), place).not.toBe("");
    expect(
      copied.some(({ from }) => place.startsWith(from)),
      place,
    ).toBe(true);
  }
});
