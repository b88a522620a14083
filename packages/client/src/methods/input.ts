/** How the argument between path parameters and options is sent. */
export type Input = "query" | "body" | "none";

/**
 * The default input of a route, which the operation table does not repeat: a list takes a query, any
 * other GET or DELETE takes none, the rest takes a body.
 */
export function defaultInput(route: string, isList: boolean): Input {
  if (isList) return "query";
  return route.startsWith("GET ") || route.startsWith("DELETE ") ? "none" : "body";
}
