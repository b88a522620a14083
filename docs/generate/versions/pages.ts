import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "../page.ts";
import { addressOfPair, UpgradePages } from "./page.ts";
import { readUpgrades, type Upgrades } from "./pairs.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** A page for each two API versions, and a table of all of them. */
export function pages(upgrades: Upgrades = readUpgrades()): Page[] {
  const { versions } = upgrades;
  const all = new UpgradePages(upgrades);
  const pairs = versions.flatMap((from, index) =>
    versions.slice(index + 1).map((to) => all.page(from, to)),
  );
  return [matrix(versions, all), policy(), ...pairs];
}

/** The policy as the repository states it, so that it is written once. */
function policy(): Page {
  const body = readFileSync(path.join(root, "SUPPORT.md"), "utf8").replace(/^# .*\n/, "");
  return {
    path: "versions/policy",
    title: "What is supported",
    description:
      "Which API versions, versions of Node and releases of Interkit are supported, and for how long.",
    body,
    frontmatter: { sidebar: { order: 3 } },
  };
}

function matrix(versions: readonly string[], all: UpgradePages): Page {
  const targets = versions.slice(1);
  const rows = versions.slice(0, -1).map((from, index) => {
    const cells = targets.map((to, at) => {
      if (at < index) return "";
      const { breaking, added } = all.counts(from, to);
      // Numbers that break in two lines would be read as four.
      return `[${breaking}\u00a0/\u00a0${added}](${addressOfPair(from, to)})`;
    });
    return `| **${from}** | ${cells.join(" | ")} |`;
  });
  return {
    path: "versions",
    title: "Differences of API versions",
    description:
      "What changes for a program between any two API versions: a table with a page for each pair.",
    body: `Each cell leads to the page of two versions: from the one of its row to the one of its column. The first
number counts the changes that can break a program, the second what is new.

Most of the former are fields of responses that may be missing in the later version. A field is required where
recordings or checks of that version always had it. Many recordings are of 2.11, so that its types promise more than
those of 2.12: [what is known](/background/what-is-known/) has the counts.

| from, to | ${targets.join(" | ")} |
|---|${targets.map(() => "---|").join("")}
${rows.join("\n")}

[How to upgrade](/versions/upgrade/) goes from one version to the next, and [what is supported](/versions/policy/) has
the dates.`,
    frontmatter: { sidebar: { order: 1 }, tableOfContents: false },
  };
}
