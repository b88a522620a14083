import type { SearchFilterOf, SearchGroupOf, SearchOperator } from "@interkit/core";

/** A value that a filter can compare with. */
export type SearchValue = string | number | boolean | null;

/** One comparison of a search, as the API takes it. */
export interface SearchFilter<
  Field extends string = string,
  Operator extends SearchOperator = SearchOperator,
  Value = SearchValue | readonly SearchValue[],
> extends SearchFilterOf<Field, Operator, Value> {}

/** Filters that must all match, or one of which must. */
export interface SearchGroup<Filter = SearchFilter> extends SearchGroupOf<Filter> {}

/** A group of groups. A search has no deeper level. */
export interface NestedSearchGroup<Filter = SearchFilter>
  extends SearchGroupOf<SearchGroup<Filter>> {}
