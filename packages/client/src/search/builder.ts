import type { SearchField, SearchOperator } from "@interkit/core";
import type { NestedSearchGroup, SearchFilter, SearchGroup } from "./filters.ts";

/** The fields of a search, as a version's `ContactSearchFields` has them. */
export type SearchFields<Fields> = {
  readonly [Name in keyof Fields]: SearchField<SearchOperator, unknown, unknown>;
};

/** The fields that take an operator. */
type Taking<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = {
  [Name in keyof Fields]: Operator extends Fields[Name]["operator"] ? Name : never;
}[keyof Fields] &
  string;

/** What is sent for a value: Unix seconds for a Date. */
type Sent<Value> = Value extends Date ? number : Value;

/**
 * Comparisons, and groups of them. Needs no `this`: take out what you use.
 *
 * Which fields take which comparison, the version decides: up to 2.16, times of contacts are
 * compared by calendar day of the workspace, with `eq`, `gt` and `lt` only.
 */
export interface QueryBuilder<Fields extends SearchFields<Fields>> {
  /** Is this value; `null`: has no value. */
  readonly eq: Equality<Fields, "=">;
  /** Is another value, or none at all. */
  readonly ne: Equality<Fields, "!=">;
  /** Is one of these values. */
  readonly in: Membership<Fields, "IN">;
  /** Is none of these values. */
  readonly notIn: Membership<Fields, "NIN">;
  /** Is greater, or later. */
  readonly gt: Comparison<Fields, ">">;
  /** Is less, or earlier. */
  readonly lt: Comparison<Fields, "<">;
  /** Is greater or equal. */
  readonly gte: Comparison<Fields, ">=">;
  /** Is less or equal. */
  readonly lte: Comparison<Fields, "<=">;
  /** Has this text in it. */
  readonly contains: TextMatch<Fields, "~">;
  /** Has this text nowhere in it. */
  readonly notContains: TextMatch<Fields, "!~">;
  /** Begins with this text. */
  readonly startsWith: TextMatch<Fields, "^">;
  /** Ends with this text. */
  readonly endsWith: TextMatch<Fields, "$">;
  /** All of these match. */
  readonly and: Grouping;
  /** One of these matches. */
  readonly or: Grouping;
}

type Equality<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends Taking<Fields, Operator>,
  const Value extends Fields[Name]["given"] | null,
>(
  field: Name,
  value: Value,
) => SearchFilter<Name, Operator, Sent<Value>>;

type Comparison<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends Taking<Fields, Operator>,
  const Value extends Exclude<Fields[Name]["given"], boolean>,
>(
  field: Name,
  value: Value,
) => SearchFilter<Name, Operator, Sent<Value>>;

type Membership<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends Taking<Fields, Operator>,
  const Value extends Fields[Name]["given"],
>(
  field: Name,
  values: readonly Value[],
) => SearchFilter<Name, Operator, Sent<Value>[]>;

type TextMatch<Fields extends SearchFields<Fields>, Operator extends SearchOperator> = <
  const Name extends Taking<Fields, Operator>,
>(
  field: Name,
  text: string,
) => SearchFilter<Name, Operator, string>;

/** Groups go two deep, with 15 filters each. */
export interface Grouping {
  <const Filters extends readonly SearchFilter[]>(
    ...filters: Filters
  ): SearchGroup<Filters[number]>;
  <const Parts extends readonly (SearchFilter | SearchGroup)[]>(
    ...parts: Parts
  ): NestedSearchGroup<FiltersIn<Parts[number]>>;
}

type FiltersIn<Part> = Part extends SearchGroup<infer Filter> ? Filter : Part;
