import type { PlannedChange } from "../../../scripts/release/plan/plan.ts";

/** How a change becomes a part of a row that it shares with others. */
export interface Fold {
  readonly kind: string;
  /** What has the thing that changes: `Contact`, `GET /contacts`. */
  readonly owner: string;
  /** The thing that changes: `owner_id`. */
  readonly name: string;
  /** What it can be now, where several changes of one thing are one line: `missing`, `null`. */
  readonly state?: string;
  /** Whether a program can use more than before. */
  readonly adds: boolean;
  readonly text: (names: readonly string[], state: string) => string;
}

/** The kind of the change that puts other values in the place of removed ones. */
const replacements: Readonly<Record<string, string>> = {
  "search-reduced": "search-extended",
  "value-removed": "value-added",
};

/** What there is now where a change removes values: `It accepts \`second\` now.` Empty if there is nothing. */
export function replacementOf({ kind, owner }: Fold, all: readonly PlannedChange[]): string {
  const wanted = replacements[kind];
  if (wanted === undefined) return "";
  const names = all.flatMap((change) => {
    const fold = change.rule === wanted ? foldOf(change) : undefined;
    return fold?.owner === owner ? [fold.name] : [];
  });
  // Of a long list of names, such as those of activities, none is the successor of another.
  if (names.length === 0 || names.length > 6) return "";
  return ` It ${kind === "search-reduced" ? "accepts" : "can be"} ${codes(names)} now.`;
}

/** The row that a change shares with others; `undefined` for one with a row of its own. */
export function foldOf(change: PlannedChange): Fold | undefined {
  return absence(change) ?? addition(change) ?? value(change) ?? search(change);
}

const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** A field of a response that can be missing or null now. */
function absence({ rule, place, directions }: PlannedChange): Fold | undefined {
  const state = { "property-optional": "missing", "null-added": "null" }[rule as string];
  const [, owner, name] = /^(\w+)\.([\w.[\]]+)$/.exec(place) ?? [];
  if (state === undefined || owner === undefined || name === undefined) return undefined;
  if (!directions.includes("response")) return undefined;
  const text = (names: readonly string[], states: string) =>
    `\`${owner}\`: ${codes(names)} may be ${states}.`;
  return { kind: "absence", owner, name, state, adds: false, text };
}

function addition({ rule, class: level, place }: PlannedChange): Fold | undefined {
  if (level !== "minor") return undefined;
  if (rule === "type-added") {
    const text = (names: readonly string[]) => `Types: ${codes(names)}.`;
    return { kind: "type", owner: "", name: place, adds: true, text };
  }
  const isParameter = rule === "parameter-added";
  if (!isParameter && rule !== "property-added" && rule !== "required-property-added")
    return undefined;
  const [, owner, name] =
    (isParameter ? /^(.*) query (.*)$/ : /^(.*?)\.([^ ]+)$/).exec(place) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const verb = isParameter ? "takes" : "has";
  const text = (names: readonly string[]) => `\`${owner}\` ${verb} ${codes(names)}.`;
  return { kind: verb, owner, name, adds: true, text };
}

/** A value of an enum. */
function value({ rule, class: level, place, base, head }: PlannedChange): Fold | undefined {
  const values = rule === "value-added" ? head : rule === "value-removed" ? base : [];
  const [fact] = values;
  if (fact === undefined || values.length !== 1) return undefined;
  const name = fact.replace(/^value /, "");
  const adds = rule === "value-added" && level === "minor";
  const text = (names: readonly string[]) =>
    rule === "value-added"
      ? `\`${place}\` can be ${codes(names)}.`
      : `\`${place}\` is no longer ${codes(names)}.`;
  return { kind: rule, owner: place, name, adds, text };
}

/** What a search accepts; the description has it in an extension, whose names say little to a reader. */
function search({ rule, message, base, head }: PlannedChange): Fold | undefined {
  const adds = rule === "search-extended";
  if (!adds && rule !== "search-reduced") return undefined;
  const route = /`([^`]+)`/.exec(message)?.[1] ?? "";
  const fact = [...base, ...head].join(" ");
  const [, path = "", name = ""] = /x-search\.(\S+) "([^"]*)"/.exec(`${message} ${fact}`) ?? [];
  if (path === "") return undefined;
  const field = /^fields\.(.+)\.\w+$/.exec(path)?.[1];
  const verb = adds ? "accepts" : "no longer accepts";
  const where = field === undefined ? searched[path] : `for \`${field}\``;
  const text = (names: readonly string[]) =>
    `\`${route}\` ${verb} ${codes(names)} ${where ?? `for \`${path}\``}.`;
  return { kind: rule, owner: `${route} ${path}`, name, adds, text };
}

const searched: Readonly<Record<string, string>> = {
  "sort.orders": "as the order of its results",
  "operators.time": "as an operator of times",
  times: "as the precision in which times are compared",
};
