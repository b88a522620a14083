/**
 * A route; with `"one"` for a method of older versions that returns a single object, where the operation
 * table has the route as a list.
 */
export type RouteRow = string | readonly [route: string, one: "one"];

/** Methods of a resource by name, each with the route it calls; groups of methods nest. */
export interface RouteTable {
  readonly [name: string]: RouteRow | RouteTable;
}
