export { expand, type NestedList } from "./expand.ts";
export type { Items } from "./iteration/items.ts";
export type { MapContext, MapFunction, MapOptions } from "./iteration/map-source.ts";
export type { LazyList, List, Progress, SearchList } from "./list.ts";
export { type ListOptions, listOptionNames } from "./pages/options.ts";
export type { Page } from "./pages/walk.ts";
export { type ListInit, paginate, type RouteListInit, walk } from "./paginate.ts";
export type { RangeOptions } from "./ranges/open-ranges.ts";
