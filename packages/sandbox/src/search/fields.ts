/**
 * The types that Intercom's searches know. They decide the operators, and how values compare.
 * `reference` is the id of something attached, of which there may be several. `any` is a custom
 * attribute, which has the type of its value.
 */
export type FieldType = "string" | "integer" | "boolean" | "date" | "reference" | "any";

/** The value of a field. */
export type FieldValue = string | number | boolean | null | undefined;

/** A field that can be searched. One with several values matches when one of them does. */
export interface Field<T> {
  readonly type: FieldType;
  readonly read: (thing: T) => FieldValue | readonly FieldValue[];
  /**
   * What the collection finds things by when this field is asked for: an index whose keys are the
   * field's values, as words in lower case, or for a date an order. Without one, a search looks at
   * everything.
   */
  readonly foundBy?: string;
}

/** Finds a field by its name. `undefined`: there is none of that name to search by. */
export type Fields<T> = (name: string) => Field<T> | undefined;

export const operators = [
  "=",
  "!=",
  "IN",
  "NIN",
  ">",
  "<",
  ">=",
  "<=",
  "~",
  "!~",
  "^",
  "$",
] as const;

export type Operator = (typeof operators)[number];

/**
 * How timestamps compare. Up to version 2.16 they are cut to the day in the workspace's time zone,
 * which is UTC in the sandbox; in Preview they are exact.
 */
export type DateRule = "day" | "second";

const equality: readonly Operator[] = ["=", "!="];
const lists: readonly Operator[] = ["IN", "NIN"];
const ranges: readonly Operator[] = [">", "<", ">=", "<="];
const texts: readonly Operator[] = ["~", "!~", "^", "$"];

/** The operators that a type of field takes. */
export function operatorsOf(type: FieldType, dates: DateRule): readonly Operator[] {
  switch (type) {
    case "string":
      return [...equality, ...lists, ...texts];
    case "integer":
      return [...equality, ...lists, ...ranges];
    case "boolean":
      return [...equality, ...lists];
    case "date":
      return dates === "day" ? ["=", ">", "<"] : [...equality, ...ranges];
    case "reference":
      return equality;
    case "any":
      return operators;
  }
}

/** A table of fields, with `custom_attributes.<name>` beside them. */
export function fieldTable<T>(
  table: Readonly<Record<string, Field<T>>>,
  customAttributes: (thing: T) => Readonly<Record<string, unknown>>,
): Fields<T> {
  return (name) => {
    if (Object.hasOwn(table, name)) return table[name];
    const custom = /^custom_attributes\.(.+)$/.exec(name)?.[1];
    if (custom === undefined) return undefined;
    return { type: "any", read: (thing) => scalar(customAttributes(thing)[custom]) };
  };
}

/** Fields of one type that are simply properties of the thing. */
export function fieldsOf<T, Name extends keyof T & string>(
  type: FieldType,
  names: readonly Name[],
): Record<Name, Field<T>> {
  const entries = names.map((name) => [
    name,
    { type, read: (thing: T) => scalar(thing[name]) } satisfies Field<T>,
  ]);
  return Object.fromEntries(entries) as Record<Name, Field<T>>;
}

/** Fields, those that are named with the index or the order that finds things by them. */
export function foundBy<T>(
  names: Readonly<Record<string, string>>,
  table: Readonly<Record<string, Field<T>>>,
): Record<string, Field<T>> {
  const entries = Object.entries(table).map(([name, field]) => {
    const by = names[name];
    return [name, by === undefined ? field : { ...field, foundBy: by }] as const;
  });
  return Object.fromEntries(entries);
}

function scalar(value: unknown): FieldValue {
  return typeof value === "object" ? undefined : (value as FieldValue);
}
