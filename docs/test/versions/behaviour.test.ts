import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Api, readApi } from "../../generate/reference/model/api.ts";
import { Behaviour } from "../../generate/versions/behaviour.ts";
import { UpgradePages } from "../../generate/versions/page.ts";
import { readUpgrades } from "../../generate/versions/pairs.ts";
import { upgradePage, withBehaviour } from "../../generate/versions/upgrade.ts";

const api: Api = readApi();
const versions: readonly string[] = api.versions.map(({ name }) => name);
const { changes } = new Behaviour(versions);

const methodsIn = (version: string) =>
  api.versions.find(({ name }) => name === version)?.methods.map(({ id }) => id) ?? [];

describe.each(changes)("the change of $what", (change) => {
  const { methods, since, lastBefore, except = [], evidence } = change;
  const before = lastBefore ?? versions[versions.indexOf(since) - 1] ?? "";

  it("has methods that the versions before and after it have", () => {
    expect(methods.length).toBeGreaterThan(0);
    for (const version of [before, since, ...except]) {
      expect(methodsIn(version)).toEqual(expect.arrayContaining([...methods]));
    }
  });

  it("has evidence of the repository, with the version that behaves so first", () => {
    expect(evidence.length).toBeGreaterThan(0);
    const table = new Behaviour(versions, [change]).tableOfAll();
    const [, source = ""] = /\| ([^|]+) \|$/.exec(table) ?? [];
    expect(source).toMatch(/\b20\d\d(-\d\d)? (in|for) \S/);
    expect(source).toContain(since);
  });
});

it("refuses evidence that the repository does not have", () => {
  const [first] = changes;
  if (first === undefined) throw new Error("There is no change of behaviour.");
  const evidence = [{ schema: "ConversationListItem", source: "recorded", seen: "2025-12" }];
  expect(() => new Behaviour(versions, [{ ...first, evidence }]).tableOfAll()).toThrow(
    "The evidence has no entry ConversationListItem, recorded 2025-12",
  );
});

it("has every change in the page about upgrades, as `npm run behaviour` writes it", () => {
  const page = readFileSync(upgradePage, "utf8");
  expect(page).toBe(withBehaviour(page));
  expect(changes.filter(({ what }) => !page.includes(`| ${what} |`))).toEqual([]);
});

describe("the page of two versions", () => {
  let all: UpgradePages;
  beforeAll(() => {
    all = new UpgradePages(readUpgrades());
  }, 240_000);
  const rowsOf = (from: string, to: string) => {
    const [, section = ""] = all.page(from, to).body.split("## What behaves differently\n");
    const lines = section.split("\n## ")[0]?.split("\n") ?? [];
    return lines.filter((line) => line.startsWith("| ") && !line.startsWith("| ---")).slice(1);
  };

  it("shows the changes between the two, with the behaviour of each and its source", () => {
    const rows = rowsOf("2.16", "2.17");
    expect(rows).toHaveLength(changes.filter(({ since }) => since === "2.17").length);
    expect(rows).toContainEqual(
      expect.stringMatching(
        /`updated_at` \| compared by the day, .* \| compared to the second, .* \| .* 2026-08 for versions up to 2\.16; .* 2\.17 /,
      ),
    );
  });

  it("shows no change that both versions have, and no method that one of them lacks", () => {
    expect(rowsOf("2.12", "2.13")).toEqual([]);
    expect(rowsOf("2.11", "2.17")).not.toContainEqual(expect.stringContaining("external page"));
    expect(rowsOf("2.12", "2.17")).toContainEqual(expect.stringContaining("external page"));
  });

  it("shows a change backwards where the later version behaves as before", () => {
    expect(rowsOf("2.17", "Preview")).toContainEqual(
      expect.stringMatching(
        /^\| `teammate` .* \| its `type` is `workflow`.* \| an admin or a team/,
      ),
    );
    expect(rowsOf("2.16", "Preview")).not.toContainEqual(expect.stringContaining("`teammate`"));
  });

  it("names both behaviours for a version between those that were seen", () => {
    const row = (from: string, to: string) =>
      rowsOf(from, to).find((line) => line.includes("`admin_assignee_id`"));
    expect(row("2.11", "2.12")).toContain("| `null` | `null`, or `0`: not known |");
    expect(row("2.15", "2.16")).toContain("| `null`, or `0`: not known | `0` |");
    expect(row("2.11", "2.16")).toContain("| `null` | `0` |");
  });
});
