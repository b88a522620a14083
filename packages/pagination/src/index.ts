export { expand, type NestedList } from "./expand.ts";
export type { Items, LazyList, List, Page } from "./list.ts";
export { type ListInit, paginate, type RouteListInit, walk } from "./paginate.ts";
