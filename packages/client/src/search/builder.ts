import type { SearchField, SearchOperator } from "@interkit/core";
import type { NestedSearchGroup, SearchFilter, SearchGroup } from "./filters.ts";

/** The fields of a search, such as the `ContactSearchFields` of a version. */
export type SearchFields<Fields> = {
  readonly [Name in keyof Fields]: SearchField<SearchOperator, unknown, unknown>;
};

/** The fields that take an operator. */
type FieldsWith<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = {
  [Name in keyof Fields]: Operator extends Fields[Name]["operator"] ? Name : never;
}[keyof Fields] &
  string;

/** The type that is sent for a value: Unix seconds for a Date. */
type WireValue<Value> = Value extends Date ? number : Value;

/**
 * Comparisons, and groups of them. The functions do not use `this`, so they can be destructured.
 *
 * The comparisons of a field depend on the version: up to 2.16, times of contacts are compared by
 * calendar day of the workspace, with `eq`, `gt` and `lt` only.
 */
export interface QueryBuilder<Fields extends SearchFields<Fields>> {
  /** The field is this value; with `null`, it has no value. */
  readonly eq: Equality<Fields, "=">;
  /** The field is another value, or has no value. */
  readonly ne: Equality<Fields, "!=">;
  /** The field is one of these values. */
  readonly in: Membership<Fields, "IN">;
  /** The field is none of these values. */
  readonly notIn: Membership<Fields, "NIN">;
  /** The field is greater, or later. */
  readonly gt: Comparison<Fields, ">">;
  /** The field is less, or earlier. */
  readonly lt: Comparison<Fields, "<">;
  /** The field is greater or equal. */
  readonly gte: Comparison<Fields, ">=">;
  /** The field is less or equal. */
  readonly lte: Comparison<Fields, "<=">;
  /** The field contains this text. */
  readonly contains: TextMatch<Fields, "~">;
  /** The field does not contain this text. */
  readonly notContains: TextMatch<Fields, "!~">;
  /** The field begins with this text. */
  readonly startsWith: TextMatch<Fields, "^">;
  /** The field ends with this text. */
  readonly endsWith: TextMatch<Fields, "$">;
  /** All of these match. */
  readonly and: Grouping;
  /** One of these matches. */
  readonly or: Grouping;
}

type Equality<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends FieldsWith<Fields, Operator>,
  const Value extends Fields[Name]["given"] | null,
>(
  field: Name,
  value: Value,
) => SearchFilter<Name, Operator, WireValue<Value>>;

type Comparison<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends FieldsWith<Fields, Operator>,
  const Value extends Exclude<Fields[Name]["given"], boolean>,
>(
  field: Name,
  value: Value,
) => SearchFilter<Name, Operator, WireValue<Value>>;

type Membership<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends FieldsWith<Fields, Operator>,
  const Value extends Fields[Name]["given"],
>(
  field: Name,
  values: readonly Value[],
) => SearchFilter<Name, Operator, WireValue<Value>[]>;

type TextMatch<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends FieldsWith<Fields, Operator>,
>(
  field: Name,
  text: string,
) => SearchFilter<Name, Operator, string>;

/** Groups have up to two levels, with up to 15 filters in each group. */
export interface Grouping {
  <const Filters extends readonly SearchFilter[]>(
    ...filters: Filters
  ): SearchGroup<Filters[number]>;
  <const Parts extends readonly (SearchFilter | SearchGroup)[]>(
    ...parts: Parts
  ): NestedSearchGroup<FiltersOf<Parts[number]>>;
}

type FiltersOf<Part> = Part extends SearchGroup<infer Filter> ? Filter : Part;
