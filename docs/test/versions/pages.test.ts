import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import type { Page } from "../../generate/page.ts";
import { Behaviour } from "../../generate/versions/behaviour.ts";
import { addressOfPair, UpgradePages } from "../../generate/versions/page.ts";
import { pages as generatePages } from "../../generate/versions/pages.ts";
import { readUpgrades, type Upgrades } from "../../generate/versions/pairs.ts";
import { rowsOf } from "../../generate/versions/rows.ts";

interface Schema {
  readonly properties?: Readonly<
    Record<string, { readonly type?: unknown; readonly readOnly?: boolean }>
  >;
}

interface Bundle {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly operationId?: string }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const require = createRequire(import.meta.url);
const bundle = (version: string) =>
  require(`@interkit/openapi/${version.toLowerCase()}.json`) as Bundle;

let upgrades: Upgrades;
let pages: readonly Page[];
beforeAll(() => {
  upgrades = readUpgrades();
  pages = generatePages(upgrades);
}, 240_000);

const textOf = (from: string, to: string): string => {
  const page = pages.find(({ path }) => `/${path}/` === addressOfPair(from, to));
  if (page === undefined) throw new Error(`There is no page from ${from} to ${to}.`);
  return page.body;
};

const operationsIn = (version: string) =>
  new Set(
    Object.values(bundle(version).paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
    ),
  );

it("has a page for every two versions, the older one first, and a table of them", () => {
  const { versions } = upgrades;
  expect(pages).toHaveLength((versions.length * (versions.length - 1)) / 2 + 2);
  for (const [index, from] of versions.entries()) {
    for (const to of versions.slice(index + 1)) {
      expect(textOf(from, to)).toContain(`@interkit/client/${to.toLowerCase()}`);
    }
  }
});

it("shows in the table the numbers of changes that a page names", () => {
  const [matrix] = pages;
  const all = new UpgradePages(upgrades);
  for (const [from, to] of [
    ["2.7", "2.16"],
    ["2.15", "2.16"],
    ["2.16", "Preview"],
  ] as const) {
    const { plan } = upgrades.of(from, to);
    const { breaking, added } = all.counts(from, to);
    expect(breaking).toBe(plan.changes.filter((change) => change.class === "major").length);
    expect(matrix?.body).toContain(
      `[${breaking}\u00a0/\u00a0${added}](${addressOfPair(from, to)})`,
    );
    expect(textOf(from, to)).toContain(`${breaking} changes can break`);
  }
});

describe.each([
  ["2.7", "2.16"],
  ["2.11", "2.12"],
  ["2.13", "2.14"],
  ["2.16", "Preview"],
])("the page from %s to %s", (from, to) => {
  it("names every method that is new, and links to it", () => {
    const before = operationsIn(from);
    const added = [...operationsIn(to)].filter((id) => !before.has(id));
    const text = textOf(from, to);
    expect(added.filter((id) => !text.includes(`- [\`${id}\`](/reference/`))).toEqual([]);
    expect(text.match(/^- \[`[\w.]+`\]\(/gm) ?? []).toHaveLength(added.length);
  });

  it("names every method that is gone", () => {
    const after = operationsIn(to);
    const gone = [...operationsIn(from)].filter((id) => !after.has(id));
    const text = textOf(from, to);
    expect(gone.filter((id) => !text.includes(`.${id}(`))).toEqual([]);
  });

  it("names every field of a kept object that is new, gone or of another type", () => {
    const [before, after] = [bundle(from), bundle(to)].map(({ components }) => components.schemas);
    const text = textOf(from, to);
    const missing: string[] = [];
    for (const [name, { properties = {} }] of Object.entries(after ?? {})) {
      const known = before?.[name]?.properties;
      if (known === undefined) continue;
      for (const field of Object.keys({ ...known, ...properties })) {
        const types = [known[field], properties[field]].map((one) => JSON.stringify(one?.type));
        const changes = (known[field] === undefined) !== (properties[field] === undefined);
        if (!changes && types[0] === types[1]) continue;
        // No program sends it, though the schema of a request shares it with a response.
        if (name.endsWith("Input") && properties[field]?.readOnly) continue;
        const isNamed = text
          .split("\n")
          .some((line) => line.includes(`\`${name}`) && line.includes(field));
        if (!isNamed) missing.push(`${name}.${field}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it("leaves out no change that the plan classes as breaking", () => {
    const { plan } = upgrades.of(from, to);
    const shown = rowsOf(plan).breaking.reduce((sum, { changes }) => sum + changes, 0);
    expect(shown).toBe(plan.changes.filter((change) => change.class === "major").length);
  });
});

it("imports a type that is renamed from the older version, then from the newer one", () => {
  expect(textOf("2.11", "2.12")).toContain(
    [
      "// before",
      '  import type { AttachedCompany } from "@interkit/client/2.11";',
      "  // after",
      '  import type { Company } from "@interkit/client/2.12";',
    ].join("\n"),
  );
});

it("has the policy of support with its date and without its title", () => {
  const policy = pages.find(({ path }) => path === "versions/policy")?.body.trim();
  expect(policy).toMatch(/^As of \d{4}-\d{2}-\d{2}\./);
  expect(policy).toContain("## API versions");
});

it("leads through the versions between, one step at a time", () => {
  const steps = textOf("2.11", "2.16").match(/^\| \[2\.\d+ to 2\.\d+\]/gm);
  expect(steps).toEqual(
    ["2.11 to 2.12", "2.12 to 2.13", "2.13 to 2.14", "2.14 to 2.15", "2.15 to 2.16"].map(
      (step) => `| [${step}]`,
    ),
  );
});

it("names what replaces removed values", () => {
  expect(textOf("2.16", "2.17")).toContain("It accepts `second` now.");
  expect(textOf("2.11", "2.16")).toContain(
    '- `Conversation.priority` is no longer `"not_priority"`, `"priority"`. It can be `"high"`,',
  );
});

describe("the changes of behaviour on the page of two versions", () => {
  const changesOn = (from: string, to: string) => {
    const [, section = ""] = textOf(from, to).split("## What behaves differently\n");
    const lines = section.split("\n## ")[0]?.split("\n") ?? [];
    return lines.filter((line) => line.startsWith("| ") && !line.startsWith("| ---")).slice(1);
  };

  it("shows the changes between the two, with the behaviour of each and its source", () => {
    const rows = changesOn("2.16", "2.17");
    const { changes } = new Behaviour(upgrades.versions);
    expect(rows).toHaveLength(changes.filter(({ since }) => since === "2.17").length);
    expect(rows).toContainEqual(
      expect.stringMatching(
        /`updated_at` \| compared by the day, .* \| compared to the second, .* \| .* 2026-08 for versions up to 2\.16; .* 2\.17 /,
      ),
    );
  });

  it("shows no change that both versions have, and no method that one of them lacks", () => {
    expect(changesOn("2.12", "2.13")).toEqual([]);
    expect(changesOn("2.11", "2.17")).not.toContainEqual(expect.stringContaining("external page"));
    expect(changesOn("2.12", "2.17")).toContainEqual(expect.stringContaining("external page"));
  });

  it("shows a change backwards where the later version behaves as before", () => {
    expect(changesOn("2.17", "Preview")).toContainEqual(
      expect.stringMatching(
        /^\| `teammate` .* \| its `type` is `workflow`.* \| an admin or a team/,
      ),
    );
    expect(changesOn("2.16", "Preview")).not.toContainEqual(expect.stringContaining("`teammate`"));
  });

  it("names both behaviours for a version between those that were seen", () => {
    const row = (from: string, to: string) =>
      changesOn(from, to).find((line) => line.includes("`admin_assignee_id`"));
    expect(row("2.11", "2.12")).toContain("| `null` | `null`, or `0`: not known |");
    expect(row("2.15", "2.16")).toContain("| `null`, or `0`: not known | `0` |");
    expect(row("2.11", "2.16")).toContain("| `null` | `0` |");
  });
});
