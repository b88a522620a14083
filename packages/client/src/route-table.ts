/** Methods of a resource by name, each with the route it calls; groups of methods nest. */
export interface RouteTable {
  readonly [name: string]: string | RouteTable;
}
