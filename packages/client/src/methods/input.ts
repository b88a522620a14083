/** What the argument between path parameters and options is sent as. */
export type Input = "query" | "body" | "none";

/**
 * The input that goes without saying, and that the operation table therefore leaves out: a list
 * takes a query, any other GET or DELETE nothing, the rest a body.
 */
export function usualInput(route: string, isList: boolean): Input {
  if (isList) return "query";
  return route.startsWith("GET ") || route.startsWith("DELETE ") ? "none" : "body";
}
