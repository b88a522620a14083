/** How a filter of a search compares. */
export type SearchOperator =
  | "="
  | "!="
  | "IN"
  | "NIN"
  | ">"
  | "<"
  | ">="
  | "<="
  | "~"
  | "!~"
  | "^"
  | "$";

/**
 * A field of a search: its operators, the value that is sent, and the value that a builder of queries
 * accepts for it, such as a Date for Unix seconds.
 */
export interface SearchField<Operator extends SearchOperator, Value, Given = Value> {
  /** The operators that it takes. */
  readonly operator: Operator;
  /** The value that is sent. */
  readonly value: Value;
  /** The value that a builder accepts, and sends as `value`. */
  readonly given: Given;
}

/** The filters of fields that are all of one kind. */
export type SearchFilterOn<
  Name extends string,
  Field extends SearchField<SearchOperator, unknown, unknown>,
> =
  | SearchFilterOf<Name, Extract<Field["operator"], "=" | "!=">, Field["value"] | null>
  | SearchFilterOf<Name, Extract<Field["operator"], "IN" | "NIN">, readonly Field["value"][]>
  | SearchFilterOf<Name, Extract<Field["operator"], ">" | "<" | ">=" | "<=">, Field["value"]>
  | SearchFilterOf<Name, Extract<Field["operator"], "~" | "!~" | "^" | "$">, string>;

/** One comparison. */
export interface SearchFilterOf<Name, Operator, Value> {
  /** The field's name, such as `custom_attributes.plan`. */
  readonly field: Name;
  /** How the field is compared. */
  readonly operator: Operator;
  /** The value to compare with; times are Unix seconds. */
  readonly value: Value;
}

/** Filters, or groups of them, that must all match, or one of which must. */
export interface SearchGroupOf<Part> {
  /** Whether all must match, or one. */
  readonly operator: "AND" | "OR";
  /** The filters or groups, 15 at most. */
  // The compiler compares a mistaken list with the mutable one: the values of filters have readonly lists alone.
  readonly value: Part[] | readonly Part[];
}

/** The query of a search: a filter, or groups of filters, with up to two levels. */
export type SearchQueryOf<Filter> = Filter | SearchGroupOf<Filter | SearchGroupOf<Filter>>;
