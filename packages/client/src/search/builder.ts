import type { NestedSearchGroup, SearchFilter, SearchGroup } from "./filters.ts";

/** Fields that hold a kind of value. */
export type FieldOf<Fields, Kind> = {
  [Field in keyof Fields]: Extract<Fields[Field], Kind> extends never ? never : Field;
}[keyof Fields] &
  string;

/** Fields that compare by more than `=` and `!=`, which is all that Intercom knows for tags. */
type Comparable<Fields, Kind> = Exclude<FieldOf<Fields, Kind>, "tag_id">;

type TextField<Fields> = Comparable<Fields, string>;
type OrderedField<Fields> = Comparable<Fields, number>;

/** Fields that can be one of several values. Fields of time cannot. */
type ListedField<Fields> = {
  [Field in keyof Fields]: Fields[Field] extends number | Date
    ? Date extends Fields[Field]
      ? never
      : Field
    : Field;
}[keyof Fields] &
  Comparable<Fields, string | number>;

/**
 * Comparisons, and groups of them. Needs no `this`: take out what you use.
 *
 * Up to version 2.16 times are compared by calendar day of the workspace, with `eq`, `gt` and `lt`
 * only; Preview compares them to the second. Date custom attributes are days in every version.
 */
export interface QueryBuilder<Fields> {
  /** Is this value; `null`: has no value. */
  readonly eq: Equality<Fields>;
  /** Is another value, or none at all. */
  readonly ne: Equality<Fields>;
  /** Is one of these values. */
  readonly in: Membership<Fields>;
  /** Is none of these values. */
  readonly notIn: Membership<Fields>;
  /** Is greater, or later. */
  readonly gt: Ordering<Fields>;
  /** Is less, or earlier. */
  readonly lt: Ordering<Fields>;
  /** Is greater or equal. */
  readonly gte: Ordering<Fields>;
  /** Is less or equal. */
  readonly lte: Ordering<Fields>;
  /** Has this text in it. */
  readonly contains: TextMatch<Fields>;
  /** Has this text nowhere in it. */
  readonly notContains: TextMatch<Fields>;
  /** Begins with this text. */
  readonly startsWith: TextMatch<Fields>;
  /** Ends with this text. */
  readonly endsWith: TextMatch<Fields>;
  /** All of these match. */
  readonly and: Grouping;
  /** One of these matches. */
  readonly or: Grouping;
}

type Equality<Fields> = <Field extends keyof Fields & string>(
  field: Field,
  value: Fields[Field] | null,
) => SearchFilter;

type Ordering<Fields> = <Field extends OrderedField<Fields>>(
  field: Field,
  value: Extract<Fields[Field], number | Date>,
) => SearchFilter;

type Membership<Fields> = <Field extends ListedField<Fields>>(
  field: Field,
  values: readonly Extract<Fields[Field], string>[] | readonly Extract<Fields[Field], number>[],
) => SearchFilter;

type TextMatch<Fields> = (field: TextField<Fields>, text: string) => SearchFilter;

/** Groups go two deep, with 15 filters each. */
export interface Grouping {
  (...filters: readonly SearchFilter[]): SearchGroup;
  (...filters: readonly (SearchFilter | SearchGroup)[]): NestedSearchGroup;
}
