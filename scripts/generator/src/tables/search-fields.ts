import type { GeneratorConfig } from "../config.ts";
import type { Bundle } from "../description/bundle.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { fieldType, type Kind, kindsOf, memberOf, searchesOf } from "../types/searches.ts";
import { BANNER } from "./text.ts";

/** The fields of searches over all versions together, for the builder without a version. */
export function searchFieldsFile(
  { folders, scope }: GeneratorConfig,
  bundles: readonly Bundle[],
): GeneratedFile[] {
  const fields = new Map<string, Map<string, Kind[]>>();
  for (const { document } of bundles) {
    for (const search of searchesOf(document)) {
      const known = fields.get(search.thing) ?? new Map<string, Kind[]>();
      fields.set(search.thing, known);
      for (const [name, kind] of kindsOf(search))
        known.set(name, [...(known.get(name) ?? []), kind]);
    }
  }
  if (fields.size === 0) return [];
  const interfaces = [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([thing, known]) => {
      const members = [...known].map(([name, kinds]) => memberOf(name, typeOver(kinds)));
      return `/** The fields of ${thing.toLowerCase()} searches over all versions, each with its operators. */
export interface ${thing}SearchFields {
${members.join("\n")}
}`;
    });
  const text = `${BANNER}

import type { SearchField } from "${scope}/core";

${interfaces.join("\n\n")}
`;
  return [{ path: `${folders.client}/src/generated/search-fields.ts`, text }];
}

/** The operators of any version; of the values, words of any version, or what fits in each. */
function typeOver(kinds: readonly Kind[]): string {
  const all = <T>(read: (kind: Kind) => readonly T[]) => [...new Set(kinds.flatMap(read))];
  const merged = {
    operators: all(({ operators }) => operators),
    values: all(({ values }) => values),
    given: all(({ given }) => given),
    isEnum: kinds.some(({ isEnum }) => isEnum),
  };
  const forms = new Set(kinds.map(({ given }) => given.join(" | ")));
  const fitting = [...forms].map((form) => `(${form})`).join(" & ");
  return fieldType(merged, merged.isEnum || forms.size === 1 ? undefined : fitting);
}
