/**
 * A route; with `"one"` where core knows the route as that of a list, and the method, of older
 * versions, gives a single object.
 */
export type RouteRow = string | readonly [route: string, one: "one"];

/** Methods of a resource by name, each with the route it calls; groups of methods nest. */
export interface RouteTable {
  readonly [name: string]: RouteRow | RouteTable;
}
