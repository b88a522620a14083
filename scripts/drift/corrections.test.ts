import { readFileSync } from "node:fs";
import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { versionsInRange } from "interkit-generator/description/ranges";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Description } from "../differences/description.ts";
import { readCorrections } from "./corrections.ts";
import { Coverage, placeOf } from "./coverage.ts";

const folder = path.resolve(import.meta.dirname, "../../openapi");
const corrections = readCorrections(path.join(folder, "corrections.yaml"));
const bundles = bundleAll(folder);
const versions = bundles.map(({ version }) => version);
const covered = new Coverage(folder, versions).corrections;

describe("every correction", () => {
  test("has an id of its own", () => {
    const ids = corrections.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test("has the shape that the author's guide shows", () => {
    const guide = readFileSync(path.join(folder, "README.md"), "utf8");
    const [, text = ""] =
      /### Add a correction\n[\s\S]*?```yaml\n([\s\S]*?)\n```/.exec(guide) ?? [];
    const [example] = parse(text);
    for (const correction of corrections) {
      expect(Object.keys(correction).sort()).toEqual(Object.keys(example).sort());
    }
  });

  test.each(corrections)("$id states what differs, why, and its source", (correction) => {
    const { what, why, evidence, facts, examples = [], ...rest } = correction;
    expect(Object.keys(rest)).toEqual(["id", "versions"]);
    for (const text of [what, why, evidence]) expect(text).toMatch(/\S/);
    expect(what).toMatch(/^[A-Z`].*\.$/s);
    expect(why).toMatch(/^[A-Z`].*\.$/s);
    expect(facts.length).toBeGreaterThan(0);
    expect(new Set(facts).size).toBe(facts.length);
    for (const fact of facts) expect(fact).toMatch(/^[+-] \S.* \| \S.* \| \S/);
    for (const example of examples) expect(example).toMatch(/^[A-Z]+ \/\S* \d{3} \S/);
  });

  test.each(corrections)("$id is for versions that exist", ({ versions: range }) => {
    expect(versionsInRange(range, versions).size).toBeGreaterThan(0);
  });

  // This needs none of Intercom's files: it was accepted for something.
  test.each(corrections)("$id covers something in this description", ({ id }) => {
    expect(covered.get(id) ?? []).not.toEqual([]);
  });

  test("names a route, a place or a fact: none covers everything", () => {
    const facts = corrections.flatMap((correction) => correction.facts);
    expect(facts.filter((fact) => /^[+-] [* |]*$/.test(fact))).toEqual([]);
    // A fact that only the official files state may be new, so a rule for them names at least the fact.
    expect(facts.filter((fact) => /^- \* \| .* \| \*$/.test(fact))).toEqual([]);
  });
});

describe("corrections.lock.json", () => {
  test("names no correction that is not there", () => {
    const ids = new Set(corrections.map(({ id }) => id));
    expect([...covered.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });

  test("names nothing of this description that is not there", () => {
    const places = new Set(
      bundles.flatMap(({ document }) => {
        const { operations, webhooks, schemas } = new Description(document);
        return [...[...operations, ...webhooks].map(({ route }) => route), ...Object.keys(schemas)];
      }),
    );
    const own = [...covered.values()].flat().filter((fact) => fact.startsWith("+"));
    const [first] = [/^[A-Z]+ \/\S*|^webhook \S+ \S+|^[^ .[{]+/];
    expect(own.filter((fact) => !places.has(first.exec(placeOf(fact))?.[0] ?? ""))).toEqual([]);
  });
});
