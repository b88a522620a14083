import { follow, type Schema } from "./described.ts";
import { validatorOf } from "./validators.ts";

/** A value within an answer or an example, with one of the schemas that describe it. */
export interface Found {
  /** Named like the sentences of the description: `Contact.avatar.image_url`. */
  readonly place: string;
  /** What is said of it, with what is said beside a reference. */
  readonly words: readonly string[];
  readonly schema: Schema;
  readonly value: unknown;
}

/** A value and all that is in it, each as often as a schema says something of it. */
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
  // Strings beside an enum are the values that are not known yet: what is known tells more.
  if (opened(schema)) return;
  const fitting = choices.filter((part) => validatorOf(version, part)(value));
  // Types of answers are open, so that others than the one that is meant may fit as well.
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

/** The words that are documented for a value; in answers, others are admitted beside them. */
export function wordsOf(schema: Schema): readonly unknown[] | undefined {
  return schema.enum ?? opened(schema);
}

function opened({ anyOf }: Schema): readonly unknown[] | undefined {
  const [known, other] = anyOf ?? [];
  return known?.enum && other && !other.enum && !other.$ref ? known.enum : undefined;
}

/** The sentences of a description. */
export function wordsIn({ description }: { readonly description?: unknown }): string[] {
  return typeof description === "string" ? description.split(/(?<=[.:;])\s+/) : [];
}
