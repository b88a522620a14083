import { groupBy } from "../group.ts";
import type { Page } from "../page.ts";
import { type Api, readApi } from "../reference/model/api.ts";
import { addressOfMethod } from "../reference/model/resources.ts";
import { Behaviour, type BehaviourChange } from "./behaviour.ts";
import type { Upgrade, Upgrades } from "./pairs.ts";
import { type Row, type Rows, rowsOf } from "./rows.ts";

/** The address of the page of two versions. */
export const addressOfPair = (from: string, to: string): string =>
  `/versions/from-${from}-to-${to}/`.toLowerCase();

/** What the matrix and the steps show of a pair. */
export interface Counts {
  readonly breaking: number;
  /** The breaking changes by which fields of responses may be missing or null. */
  readonly absent: number;
  readonly added: number;
}

/** A method that only one of two versions has. */
interface NewMethod {
  readonly id: string;
  readonly link: string;
}

export class UpgradePages {
  readonly #api: Api = readApi();
  readonly #behaviour: Behaviour;
  readonly #upgrades: Upgrades;
  readonly #contents = new Map<string, { rows: Rows; methods: readonly NewMethod[] }>();

  constructor(upgrades: Upgrades) {
    this.#upgrades = upgrades;
    this.#behaviour = new Behaviour(upgrades.versions);
  }

  counts(from: string, to: string): Counts {
    const { rows, methods } = this.#contentOf(from, to);
    const sum = (some: readonly Row[]) => some.reduce((total, { changes }) => total + changes, 0);
    const absent = rows.breaking.filter(({ isAbsence }) => isAbsence);
    const added = sum(rows.added) + methods.length;
    return { breaking: sum(rows.breaking), absent: sum(absent), added };
  }

  page(from: string, to: string): Page {
    const { rows, methods } = this.#contentOf(from, to);
    const { breaking } = this.counts(from, to);
    const changes = this.#changesOfBehaviour(from, to);
    const body = [
      introduction(from, to, this.counts(from, to), changes.length),
      this.#steps(from, to),
      section(
        "What can break",
        "These changes concern a program that uses what they name.",
        rows.breaking,
        from,
      ),
      behaviourSection(this.#behaviour.tableOfPair(changes, from, to)),
      methodSection(methods),
      section("New fields, parameters and values", "", rows.added, from),
      section(
        "What else changes",
        "A program that compiles still works, unless it compares with a value that is no longer returned.",
        rows.other,
        from,
      ),
    ];
    return {
      path: addressOfPair(from, to).slice(1, -1),
      title: `From ${from} to ${to}`,
      description: `What changes for a program that moves from API version ${from} to ${to}: ${breaking} changes can break it.`,
      body: body.filter((part) => part !== "").join("\n\n"),
      frontmatter: { sidebar: { hidden: true } },
    };
  }

  #changesOfBehaviour(from: string, to: string): BehaviourChange[] {
    const [before, after] = [from, to].map((version) => this.#methodsIn(version));
    const isInBoth = (method: string) =>
      before?.has(method) === true && after?.has(method) === true;
    return this.#behaviour.between(from, to, isInBoth);
  }

  #methodsIn(version: string): Set<string> {
    const { methods = [] } = this.#api.versions.find(({ name }) => name === version) ?? {};
    return new Set(methods.map(({ id }) => id));
  }

  #contentOf(from: string, to: string) {
    const key = `${from} ${to}`;
    const known = this.#contents.get(key);
    if (known !== undefined) return known;
    const upgrade = this.#upgrades.of(from, to);
    const content = { rows: rowsOf(upgrade.plan), methods: this.#newMethods(upgrade) };
    this.#contents.set(key, content);
    return content;
  }

  #newMethods({ plan, to }: Upgrade): NewMethod[] {
    const version = this.#api.versions.find(({ name }) => name === to);
    if (version === undefined) throw new Error(`The reference has no version ${to}.`);
    const byRoute = new Map(version.methods.map(({ id, method }) => [method.route, id]));
    return plan.changes
      .filter(({ rule }) => rule === "operation-added")
      .flatMap(({ place }) => byRoute.get(place) ?? [])
      .map((id) => ({ id, link: addressOfMethod(this.#api, version, id) }))
      .toSorted((one, other) => one.id.localeCompare(other.id, "en"));
  }

  /** The versions between the two, one step after the other. */
  #steps(from: string, to: string): string {
    const { versions } = this.#upgrades;
    const between = versions.slice(versions.indexOf(from), versions.indexOf(to) + 1);
    if (between.length < 3) return "";
    const lines = between.slice(1).map((version, index) => {
      const before = between[index] as string;
      const { breaking, added } = this.counts(before, version);
      return `| [${before} to ${version}](${addressOfPair(before, version)}) | ${breaking} | ${added} |`;
    });
    return `## One step at a time

Each step is small enough to compile, test and release. [How to upgrade](/versions/upgrade/) describes one.

| step | can break | new |
|---|---|---|
${lines.join("\n")}`;
  }
}

function introduction(
  from: string,
  to: string,
  { breaking, absent, added }: Counts,
  changesOfBehaviour: number,
): string {
  const modules = [from, to].map((version) => `\`@interkit/client/${version.toLowerCase()}\``);
  const sentences = [
    `The import changes from ${modules.join(" to ")}, and the header \`Intercom-Version\` with it.`,
    breaking === 0
      ? "No change of a type breaks a program."
      : `${counted(breaking, "change")} can break a program that uses what is named below.`,
    absent > 0 &&
      `Of these, ${absent} are fields of responses that may be missing or null: the types of ${to} promise them no longer.`,
    added === 0 ? "Nothing is new." : `${counted(added, "addition")} can be used.`,
    changesOfBehaviour === 0
      ? "These are changes of types; no other change of behaviour is known."
      : `These are changes of types; ${changesOfBehaviour} known of behaviour [follow them](#what-behaves-differently).`,
  ];
  return sentences.filter(Boolean).join("\n");
}

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

function section(title: string, lead: string, rows: readonly Row[], from: string): string {
  if (rows.length === 0) return "";
  const byResource = groupBy(rows, ({ resource }) => resource);
  const parts = [...byResource].map(
    ([resource, own]) =>
      `### ${headingOf(resource, title)}\n\n${own.map((row) => item(row, from)).join("\n")}`,
  );
  return [`## ${title}`, lead, ...parts].filter((part) => part !== "").join("\n\n");
}

/** The same resource has a heading in several sections: each needs an id of its own. */
function headingOf(resource: string, title: string): string {
  const name = resource === "shared" ? "What several resources use" : `\`${resource}\``;
  return title === "What can break"
    ? name
    : `${name}: ${title === "What else changes" ? "other" : "new"}`;
}

function item({ text, migration }: Row, from: string): string {
  if (migration === undefined) return `- ${text}`;
  const { after } = migration;
  // The release plan compares what one import has before and after; here the import changes as well.
  const before = migration.before.replace(/(?<="@interkit\/client\/)[^"]+/, from.toLowerCase());
  const code = after.startsWith("//")
    ? `${before} ${after}`
    : `// before\n${before}\n// after\n${after}`;
  return `- ${text}\n\n${fence(code)}\n`;
}

const fence = (code: string): string =>
  ["```js", ...code.split("\n"), "```"].map((line) => `  ${line}`).join("\n");

function behaviourSection(table: string): string {
  if (table === "") return "";
  return `## What behaves differently

A program compiles in both versions, or is right in both types, and has to be changed nevertheless.
[How to upgrade](/versions/upgrade/#what-the-compiler-does-not-find) has such changes of all versions.

${table}`;
}

function methodSection(methods: readonly NewMethod[]): string {
  if (methods.length === 0) return "";
  const lines = methods.map(({ id, link }) => `- [\`${id}\`](${link})`);
  return `## New methods\n\n${lines.join("\n")}`;
}
