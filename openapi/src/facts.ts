import { versions } from "./bundles.ts";
import { maskNames, type SeenObject } from "./examine.ts";
import {
  itemsOf,
  JSON_TYPES,
  type Json,
  type JsonObject,
  type JsonType,
  namesOf,
  propertyOf,
  shapesOf,
  typeOf,
  wordsOf,
} from "./schemas.ts";

/** The source of the facts. */
export interface Origin {
  readonly source: string;
  readonly from: string;
}

interface Property {
  types: Set<JsonType>;
  words: Set<string>;
  objects: number;
}

interface Group {
  readonly place: string;
  readonly version: string;
  readonly partial: boolean;
  /** The month of the latest response. */
  month: string;
  samples: number;
  readonly properties: Map<string, Property>;
}

/** Collects the keys, the types and the enum values of objects, and no other values. */
export class Facts {
  readonly #groups = new Map<string, Group>();

  add(document: JsonObject, version: string, month: string, seen: SeenObject): void {
    const { place, object, partial = false } = seen;
    const key = `${place} ${version} ${partial}`;
    const group: Group = this.#groups.get(key) ?? {
      ...{ place, version, partial, month },
      samples: 0,
      properties: new Map<string, Property>(),
    };
    this.#groups.set(key, group);
    group.samples += 1;
    if (month > group.month) group.month = month;
    const known = new Set(namesOf(seen.shape));
    const isMap = seen.shape.parts.some((part) => part["additionalProperties"]);
    const others = Object.keys(object).filter((name) => !known.has(name));
    // The keys of a map are data of the workspace.
    const shown = new Set(isMap ? [] : maskNames(others).filter((name) => name !== "*"));
    for (const [name, value] of Object.entries(object)) {
      if (!known.has(name) && !shown.has(name)) continue;
      recordValue(document, group.properties, name, propertyOf(seen.shape, name), value);
    }
  }

  /** The entries, in the form of `openapi/evidence/*.yaml`. */
  toYaml({ source, from }: Origin): string {
    const groups = [...this.#groups.values()];
    const alike = new Map<string, Group[]>();
    for (const group of groups) {
      const key = [group.place, group.partial, body(group)].join("\n");
      alike.set(key, [...(alike.get(key) ?? []), group]);
    }
    const entries = [...alike.values()].map((same) => {
      const [first] = same as [Group];
      const month = same
        .map((group) => group.month)
        .sort()
        .at(-1);
      const met = same.map(({ version }) => version).sort(byAge);
      const samples = same.reduce((sum, group) => sum + group.samples, 0);
      return {
        place: first.place,
        text: [
          `- schema: ${quoted(first.place)}`,
          `  source: ${source}`,
          `  from: ${from}`,
          `  seen: "${month}"`,
          `  versions: "${met.join(" || ")}"`,
          `  samples: ${samples}`,
          ...(first.partial && source === "recorded" ? ["  partial: true"] : []),
          body(first),
        ].join("\n"),
      };
    });
    entries.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
    return entries.map(({ text }) => `${text}\n`).join("");
  }
}

const byAge = (a: string, b: string): number => versions.indexOf(a) - versions.indexOf(b);

function recordValue(
  document: JsonObject,
  properties: Map<string, Property>,
  name: string,
  schema: JsonObject | undefined,
  value: Json,
): void {
  const property = properties.get(name) ?? { types: new Set(), words: new Set(), objects: 0 };
  properties.set(name, property);
  property.types.add(typeOf(value));
  property.objects += 1;
  const words = wordsOf(document, schema);
  // A constant with its own value is no new fact.
  if (typeof value === "string" && words.size > (words.has(value) ? 1 : 0) && isWord(value)) {
    property.words.add(value);
  }
  // Elements that are objects have entries of their own.
  if (Array.isArray(value) && value.some((element) => !isPlainObject(element))) {
    const items = shapesOf(document, schema).flatMap((shape) => itemsOf(shape) ?? []);
    for (const element of value) {
      recordValue(
        document,
        properties,
        `${name}[]`,
        items.length > 0 ? { anyOf: items } : undefined,
        element,
      );
    }
  }
}

const isPlainObject = (value: Json): boolean => typeOf(value) === "object";

/** Whether a text has the form of an enum value of the API; no prose, no number, no id. */
export const isWord = (text: string): boolean =>
  /^[a-z][a-z_.-]{0,39}$/.test(text.replace(/\d{1,2}$/, ""));

function body({ properties, samples }: Group): string {
  const lines = [properties.size > 0 ? "  properties:" : "  properties: {}"];
  const words: string[] = [];
  for (const [name, property] of [...properties].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const types: string[] = [...property.types].sort(byOrder);
    if (types.includes("number"))
      types.splice(0, types.length, ...types.filter((type) => type !== "integer"));
    if (property.objects < samples && !name.endsWith("[]")) types.push("absent");
    lines.push(`    ${quoted(name)}: ${quoted(types.join(" | "))}`);
    if (property.words.size > 0)
      words.push(`    ${quoted(name)}: [${[...property.words].sort().map(quoted).join(", ")}]`);
  }
  return [...lines, ...(words.length > 0 ? ["  words:", ...words] : [])].join("\n");
}

const ORDER: readonly string[] = JSON_TYPES;
const byOrder = (a: string, b: string): number => ORDER.indexOf(a) - ORDER.indexOf(b);

/** Quotes words that YAML would not read as text. */
const quoted = (text: string): string =>
  /^(null|true|false|yes|no|on|off|y|n|~)$/i.test(text) || text.endsWith(".") ? `"${text}"` : text;
