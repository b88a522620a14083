import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "../page.ts";
import { table } from "../table.ts";
import { fill } from "../template.ts";
import { coverageOf, unseenTopics } from "./coverage.ts";
import { type Description, type Evidence, readDescription } from "./read.ts";

/** The sources of evidence, the one that is believed most first. */
const sources: Readonly<Record<string, string>> = {
  recorded: "answers and webhooks of the real Intercom, recorded unchanged",
  stated: "statements of people who checked it at the real Intercom",
  "vendor-overrides": "Intercom's own corrections of its description, for its clients",
  "vendor-pages": "Intercom's documentation",
  "vendor-clients": "what Intercom's own clients and programs send and read",
  official: "Intercom's description",
  "official-examples": "the examples in it",
};

/** The same sources in the words of the reference, where each is one of a cell. */
const words: Readonly<Record<string, string>> = {
  recorded: "recorded",
  stated: "checked live",
  "vendor-overrides": "Intercom's corrections",
  "vendor-pages": "Intercom's documentation",
  "vendor-clients": "Intercom's clients",
  official: "Intercom's description",
  "official-examples": "an example of Intercom's",
};

/** What is known about Intercom, and what was observed of its behaviour. */
export function pages(): Page[] {
  const template = readFileSync(path.join(import.meta.dirname, "known.md"), "utf8");
  const description = readDescription();
  return [knownPage(template, description), behaviourPage(description)];
}

/** @throws {Error} for a template without one of the tables and counts. */
export function knownPage(template: string, description: Description): Page {
  const { evidence, bundles, latest, corrections } = description;
  const newest = bundles.get(latest);
  if (newest === undefined) throw new Error(`There is no description of version ${latest}.`);
  const topics = unseenTopics(newest, evidence);
  const values = new Map([
    ["sources", sourceTable(evidence)],
    ["versions", versionTable(description)],
    ["latest", latest],
    ["topics", `${topics.length} of ${Object.keys(newest.webhooks ?? {}).length}`],
    ["unseen topics", topics.map(code).join(", ")],
    ["corrections", String(corrections)],
  ]);
  return {
    path: "background/what-is-known",
    title: "What is known about Intercom",
    description:
      "How sure the types and the sandbox are: what was recorded, what was stated, what was read.",
    body: fill(template, values),
    frontmatter: { sidebar: { order: 3 } },
  };
}

function sourceTable(evidence: readonly Evidence[]): string {
  const rows = Object.entries(sources).map(([source, meaning]) => {
    const entries = evidence.filter((entry) => entry.source === source);
    const operations = entries.filter(({ operation }) => operation !== undefined);
    const samples = entries.reduce((sum, entry) => sum + (entry.samples ?? 0), 0);
    return [
      meaning,
      String(entries.length - operations.length),
      String(operations.length),
      samples === 0 ? "" : String(samples),
      entries
        .map(({ seen }) => seen)
        .sort()
        .at(-1) ?? "",
    ];
  });
  const headings = [
    "source",
    "entries about objects",
    "about operations",
    "objects seen",
    "latest",
  ];
  return table(headings, rows);
}

function versionTable({ evidence, bundles }: Description): string {
  const all = [...bundles.keys()];
  const rows = [...bundles].map(([version, bundle]) => {
    const coverage = coverageOf(bundle, version, evidence, all);
    const { operations, objects, seenHere, seenAnywhere } = coverage;
    return [version, ...[operations, objects, seenHere, seenAnywhere].map(String)];
  });
  const headings = [
    "version",
    "operations",
    "objects in answers",
    "seen in it",
    "seen in any version",
  ];
  return table(headings, rows);
}

/** What was seen of the behaviour of operations. */
export function behaviourPage({ evidence, bundles }: Description): Page {
  const versions = [...bundles.keys()];
  const rows = evidence
    .flatMap(({ operation, says, source, ...entry }) =>
      operation === undefined || says === undefined ? [] : [{ operation, says, source, ...entry }],
    )
    .sort((a, b) => (a.operation < b.operation ? -1 : a.operation > b.operation ? 1 : 0))
    .map(({ operation, says, source, seen, versions: held }) => {
      const text = says.trim().replace(/\s+/g, " ");
      return [
        code(operation),
        text,
        rangeOf(held, versions),
        `${words[source] ?? source}, ${seen}`,
      ];
    });
  return {
    path: "background/observed-behaviour",
    title: "Observed behaviour",
    description:
      "How operations of the real Intercom behave beyond their description, with the source of each.",
    body: `${behaviourHead}\n\n${table(["operation", "what it does", "versions", "source"], rows)}`,
    frontmatter: { sidebar: { order: 4 } },
  };
}

const behaviourHead = `What was recorded or checked at the real Intercom, or found in its documents, and what no type can
express. The sandbox follows most of it. The versions are those for which it is taken to hold; not each of them was tried.
[What is known](/background/what-is-known/) explains the sources.`;

const code = (text: string) => `\`${text}\``;

/** Versions in words: `2.11 to Preview`, `2.11, 2.16`. */
export function rangeOf(held: readonly string[], all: readonly string[]): string {
  const runs: string[][] = [];
  for (const version of all) {
    if (!held.includes(version)) continue;
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && all.indexOf(version) === all.indexOf(before) + 1) {
      runs.at(-1)?.push(version);
    } else {
      runs.push([version]);
    }
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]} to ${run.at(-1)}`)).join(", ");
}
