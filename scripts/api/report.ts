import path from "node:path";
import { Declarations } from "./declarations.ts";
import { type Entry, type Package, packagesIn } from "./entries.ts";
import { exportsOf, type Symbols } from "./surface.ts";
import { unexportedOf } from "./unexported.ts";
import { versionsOf } from "./versions.ts";

/** A file that lists what a user can import, and from where. */
export interface Report {
  readonly file: string;
  /** The entry point, as a user writes it. */
  readonly entry: string;
  readonly symbols: Symbols;
  readonly text: string;
  /** For a symbol that is not exported: the declaration that names it. */
  readonly namedBy: ReadonlyMap<string, string>;
}

/** The reports of all packages of a repository, as they should be. */
export function reportsOf(root: string): Report[] {
  const packages = packagesIn(root);
  const declarations = new Declarations(packages);
  return packages.flatMap((own) => [
    ...own.entries.map((entry) =>
      report(own, entry.place, entry.name, exportsOf(entry, own, packages, declarations)),
    ),
    ...listed(own, "versions", own.versions, declarations),
    ...listed(own, "resources", own.resources, declarations),
    ...unexported(own, packages, declarations),
  ]);
}

/** A report of entry points that all API versions have. */
function listed(
  own: Package,
  place: "versions" | "resources",
  entries: readonly Entry[],
  declarations: Declarations,
): Report[] {
  if (entries.length === 0) return [];
  const name = `${own.name}/<version>${place === "resources" ? "/<resource>" : ""}`;
  return [report(own, place, name, versionsOf(entries, declarations))];
}

function unexported(
  own: Package,
  packages: readonly Package[],
  declarations: Declarations,
): Report[] {
  const found = unexportedOf(own, packages, declarations);
  if (found.length === 0) return [];
  const symbols = new Map<string, string>();
  for (const { name, text } of found) {
    const before = symbols.get(name);
    symbols.set(name, before === undefined ? text : `${before}\n${text}`);
  }
  const namedBy = new Map(found.map((one) => [one.name, one.namedBy]));
  return [report(own, "unexported", own.name, symbols, namedBy)];
}

function report(
  { folder }: Package,
  place: string,
  entry: string,
  symbols: Symbols,
  namedBy: ReadonlyMap<string, string> = new Map(),
): Report {
  const file = path.join(folder, "api", `${place}.api.md`);
  const text = `# ${titles[place] ?? "Exports of"} \`${entry}\`

Written by \`npm run api -- --write\`. Do not edit.

\`\`\`ts
${spaced([...symbols.values()])}
\`\`\`
`;
  return { file, entry, symbols, text, namedBy };
}

const titles: Readonly<Record<string, string>> = {
  unexported: "Named by the exports of, but not exported by",
};

/** Declarations of one line stand together; a longer one has an empty line around it. */
function spaced(blocks: readonly string[]): string {
  const isLong = (block: string | undefined) => block?.includes("{\n") ?? false;
  return blocks
    .map((block, n) => (n > 0 && (isLong(block) || isLong(blocks[n - 1])) ? `\n${block}` : block))
    .join("\n");
}
