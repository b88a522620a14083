import type { SearchFacts } from "../description/openapi.ts";
import type { Days } from "./days.ts";

/** The types of fields, as in `x-search` of the description. */
export type FieldType = SearchFacts["fields"][string]["type"];

export type Operator = NonNullable<SearchFacts["operators"][FieldType]>[number];

/** The value of a field. */
export type FieldValue = string | number | boolean | null | undefined;

/** Reads the value of a field. A record with several values matches when one of them does. */
export interface Reader<T> {
  readonly read: (thing: T) => FieldValue | readonly FieldValue[];
  /**
   * The collection's index for this field: a hash index whose keys are the values in lower case or,
   * for a time, an order. Without an index, a search scans the collection.
   */
  readonly index?: string;
}

/** Finds the reader of a field by name; `undefined` where the value is at the path of its name. */
export type Readers<T> = (name: string) => Reader<T> | undefined;

/** A field that can be searched. */
export interface Field<T> extends Reader<T> {
  readonly type: FieldType;
  readonly operators: readonly Operator[];
  /** The calendar days by which times are compared; by the second when left out. */
  readonly days?: Days | undefined;
}

/** Whether a field is a time or a date. */
export const isMoment = ({ type }: { readonly type: FieldType }): boolean =>
  type === "time" || type === "date";

/** Finds readers in a table by the names of their fields. */
export function readersIn<T>(table: Readonly<Record<string, Reader<T>>>): Readers<T> {
  return (name) => (Object.hasOwn(table, name) ? table[name] : undefined);
}
