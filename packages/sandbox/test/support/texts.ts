import { follow, readBundle, type Schema } from "./described.ts";

/** A sentence of the description, with its place. */
export interface Sentence {
  /** `contacts.list`, `contacts.list?per_page`, `contacts.list!200` or `Contact.avatar.image_url`. */
  readonly place: string;
  readonly words: string;
  readonly version: string;
  /** The schema that it is about, where it is about a value. */
  readonly schema: Schema | undefined;
  /** Whether the property is required. */
  readonly isRequired: boolean;
}

type Node = Readonly<Record<string, unknown>>;

const read = new Map<string, readonly Sentence[]>();

/**
 * Every sentence of a version's bundle about operations, parameters, bodies, responses and their schemas.
 */
export function sentencesOf(version: string): readonly Sentence[] {
  const known = read.get(version);
  if (known) return known;
  const found: Sentence[] = [];
  const { paths, components } = readBundle(version) as unknown as {
    paths: Record<string, Record<string, Node>>;
    components: Record<string, Record<string, Node>>;
  };
  const add = (place: string, node: Node, schema?: Schema, isRequired = false) => {
    for (const text of [node["summary"], node["description"]]) {
      if (typeof text !== "string") continue;
      const words = text.split(/(?<=[.:;])\s+/);
      found.push(...words.map((one) => ({ place, words: one, version, schema, isRequired })));
    }
  };
  const walk = (place: string, node: Node, isRequired = false) => {
    add(place, node, node as Schema, isRequired);
    const {
      properties = {},
      required = [],
      items,
    } = node as unknown as {
      properties?: Record<string, Node>;
      required?: readonly string[];
      items?: Node;
    };
    for (const [name, own] of Object.entries(properties)) {
      walk(`${place}.${name}`, own, required.includes(name));
    }
    if (items) walk(`${place}[]`, items);
    for (const key of ["allOf", "anyOf", "oneOf"]) {
      for (const part of (node[key] as Node[] | undefined) ?? []) walk(place, part);
    }
  };
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(item)) {
      const id = operation["operationId"] as string;
      add(id, operation);
      for (const parameter of (operation["parameters"] as Node[] | undefined) ?? []) {
        const own = follow(version, parameter) as { name: string; schema: Schema };
        add(`${id}?${own.name}`, own as unknown as Node, own.schema);
      }
      for (const [status, answer] of Object.entries(operation["responses"] as Node)) {
        add(`${id}!${status}`, follow(version, answer as Node));
        for (const { schema } of Object.values(
          (answer as { content?: Record<string, { schema?: Node }> }).content ?? {},
        )) {
          if (schema) walk(`${id}!${status}`, schema);
        }
      }
      const body = operation["requestBody"] as { content?: Record<string, { schema?: Node }> };
      for (const { schema } of Object.values(body?.content ?? {})) {
        if (schema) walk(`${id}!body`, schema);
      }
    }
  }
  for (const [name, schema] of Object.entries(components["schemas"] ?? {})) {
    walk(name, schema);
  }
  read.set(version, found);
  return found;
}
