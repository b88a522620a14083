import type { Report } from "./report.ts";

/** The differences between a report and the code: each symbol that differs, with its lines. */
export function differences(found: string, { entry, text, namedBy }: Report): string[] {
  const [old, now] = [blocksOf(found), blocksOf(text)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const all = names.flatMap((name) => {
    const [before, after] = [old.get(name), now.get(name)];
    if (before === after) return [];
    return [[headline(entry, name, before, after, namedBy), ...changed(before, after)].join("\n")];
  });
  return all.length > 0 || found === text ? all : [`${entry}: the report has another form.`];
}

function headline(
  entry: string,
  name: string,
  before: string | undefined,
  after: string | undefined,
  namedBy: ReadonlyMap<string, string>,
): string {
  const place = `${entry}: ${name}`;
  if (before !== undefined && after !== undefined) return `${place} has changed`;
  if (after === undefined) return `${place} is missing`;
  const by = namedBy.get(name);
  return by === undefined ? `${place} is new` : `${place} is named by ${by}, and not exported`;
}

/** The lines that only one of the two has. */
function changed(before = "", after = ""): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const removed = old.filter((line) => line !== "" && !now.includes(line));
  const added = now.filter((line) => line !== "" && !old.includes(line));
  return [...removed.map((line) => `  - ${line}`), ...added.map((line) => `  + ${line}`)];
}

/** The declarations in a report, by name. */
function blocksOf(report: string): Map<string, string> {
  const code = /```ts\n([\s\S]*)\n```/.exec(report)?.[1] ?? "";
  const blocks = new Map<string, string>();
  let current = "";
  for (const line of code.split("\n")) {
    if (/^\S/.test(line)) current = nameIn(line) ?? current;
    if (line === "") continue;
    const before = blocks.get(current);
    blocks.set(current, before === undefined ? line : `${before}\n${line}`);
  }
  return blocks;
}

/** The name that a line declares; none for one that ends a declaration, such as `}`. */
function nameIn(line: string): string | undefined {
  const patterns = [
    /^(?:export|import) (?:type )?\{ (?:\S+ as )?(\S+) \}/,
    /^(?:export )?(?:default )?(?:abstract )?(?:class|const|enum|function|interface|namespace|type) ([\w$]+)/,
    /^([A-Z]+ \/[^:]*):/,
    /^([\w$.]+)[?(<:]/,
  ];
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
