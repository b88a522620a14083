import { follow, type Schema } from "./described.ts";
import { memoize } from "./memoize.ts";
import { validatorOf } from "./validators.ts";

/** A value within a response or an example, with one of its schemas. */
export interface Found {
  /** The place, as of sentences of the description: `Contact.avatar.image_url`. */
  readonly place: string;
  /** Its sentences, including those beside a reference. */
  readonly words: readonly string[];
  readonly schema: Schema;
  readonly value: unknown;
}

/** A value and all nested values, once for each schema. */
export function* valuesIn(
  version: string,
  described: Schema,
  value: unknown,
  from: string,
): Generator<Found> {
  const place = described.$ref?.split("/").at(-1) ?? from;
  const schema = follow(version, described);
  const own = described.$ref ? [described, schema] : [schema];
  yield { place: described.$ref ? from : place, words: own.flatMap(wordsIn), schema, value };
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  if (Array.isArray(value)) {
    for (const item of items ? value : []) {
      yield* valuesIn(version, items as Schema, item, `${place}[]`);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const inner = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (inner) yield* valuesIn(version, inner, part, `${place}.${name}`);
    }
  }
  for (const part of allOf) yield* valuesIn(version, part, value, place);
  const choices = [...anyOf, ...oneOf];
  // An open enum also allows any string: the enum is the more specific schema.
  if (opened(schema)) return;
  const fitting = choices.filter((part) => validatorOf(version, part)(value));
  // Schemas of responses are open, so a value may match several alternatives.
  const meant = fitting.filter((part) => hasKnownType(version, part, value));
  for (const part of meant.length > 0 ? meant : fitting) {
    yield* valuesIn(version, part, value, place);
  }
}

function hasKnownType(version: string, part: Schema, value: unknown): boolean {
  const type = follow(version, part).properties?.["type"];
  const words = type && wordsOf(follow(version, type));
  return words?.includes((value as { type?: unknown } | null)?.type) ?? true;
}

/** The documented values of an enum; responses may have others. */
export function wordsOf(schema: Schema): readonly unknown[] | undefined {
  return schema.enum ?? opened(schema);
}

function opened({ anyOf }: Schema): readonly unknown[] | undefined {
  const [known, other] = anyOf ?? [];
  return known?.enum && other && !other.enum && !other.$ref ? known.enum : undefined;
}

/** The sentences of a description. */
export function wordsIn({ description }: { readonly description?: unknown }): readonly string[] {
  return typeof description === "string" ? sentencesIn(description) : [];
}

/** The sentences of a text. */
export const sentencesIn: (text: string) => readonly string[] = memoize((text) =>
  text.split(/(?<=[.:;])\s+/),
);
