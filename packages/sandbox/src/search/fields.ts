import type { SearchFacts } from "../description/openapi.ts";

/** The types that searches know, as `x-search` of the description has them. */
export type FieldType = SearchFacts["fields"][string]["type"];

export type Operator = NonNullable<SearchFacts["operators"][FieldType]>[number];

/** The value of a field. */
export type FieldValue = string | number | boolean | null | undefined;

/** Where a thing has the value of a field. One with several values matches when one of them does. */
export interface Reader<T> {
  readonly read: (thing: T) => FieldValue | readonly FieldValue[];
  /**
   * What the collection finds things by when this field is asked for: an index whose keys are the
   * field's values, as words in lower case, or for a time an order. Without one, a search looks at
   * everything.
   */
  readonly index?: string;
}

/** Where the value of a field is, by its name; `undefined` where it is at the path of that name. */
export type Readers<T> = (name: string) => Reader<T> | undefined;

/** A field that can be searched. */
export interface Field<T> extends Reader<T> {
  readonly type: FieldType;
  readonly operators: readonly Operator[];
  /** Whether it is cut to the day in UTC, which is the time zone of the sandbox, and then compared. */
  readonly byDay: boolean;
}

/** Whether a field is a moment. */
export const isMoment = ({ type }: { readonly type: FieldType }): boolean =>
  type === "time" || type === "date";

/** Readers in a table, by the names of their fields. */
export function readersIn<T>(table: Readonly<Record<string, Reader<T>>>): Readers<T> {
  return (name) => (Object.hasOwn(table, name) ? table[name] : undefined);
}
