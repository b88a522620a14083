export { expand, type NestedList } from "./expand.ts";
export type { Items } from "./items.ts";
export type { LazyList, List, Page, Progress, RangeOptions, SearchList } from "./list.ts";
export type { MapContext, MapFunction, MapOptions } from "./map-source.ts";
export { type ListOptions, listOptionNames } from "./options.ts";
export { type ListInit, paginate, type RouteListInit, walk } from "./paginate.ts";
