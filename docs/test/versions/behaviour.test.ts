import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Api, readApi } from "../../generate/reference/model/api.ts";
import { Behaviour } from "../../generate/versions/behaviour.ts";
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
