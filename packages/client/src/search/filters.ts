/** How a filter compares. */
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

/** One comparison of a search, as the API takes it. */
export interface SearchFilter {
  field: string;
  operator: SearchOperator;
  value: string | number | boolean | null | string[] | number[];
}

/** Filters that must all match, or one of which must. */
export interface SearchGroup {
  operator: "AND" | "OR";
  value: SearchFilter[];
}

/** A group of groups: as deep as a search goes. */
export interface NestedSearchGroup {
  operator: "AND" | "OR";
  value: SearchGroup[];
}
