import { ConfigError } from "../errors/errors.ts";
import { describeType, isPlain } from "../errors/values.ts";
import { callOptionNames } from "./call-options.ts";
import type { RouteInit } from "./client-types.ts";

const initNames: ReadonlySet<string> = new Set<keyof RouteInit>([
  "params",
  "body",
  "parseAs",
  "facts",
  ...callOptionNames,
]);

/** Returns the method and the path of a route. */
export function splitRoute(route: string): [method: string, path: string] {
  const match = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(route);
  if (match === null) {
    throw new ConfigError(
      `${JSON.stringify(route)} is not a route; write it like "GET /contacts/{contact_id}"`,
    );
  }
  return match.slice(1) as [string, string];
}

/** Checks the argument of a call, so that nothing of it is ignored. */
export function checkInit(route: string, method: string, init: RouteInit): void {
  if (typeof init !== "object" || init === null) {
    throw new ConfigError(
      `${route} takes an object like { params, body }, not ${describeType(init)}`,
    );
  }
  for (const name of Object.keys(init)) {
    if (initNames.has(name)) continue;
    const hint =
      name === "query" || name === "path"
        ? `give it as { params: { ${name} } }`
        : `what a call takes is ${[...initNames].join(", ")}`;
    throw new ConfigError(`${route} takes no "${name}"; ${hint}`);
  }
  checkParams(route, init.params);
  const { signal } = init;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new ConfigError(`${route}: "signal" must be an AbortSignal, such as controller.signal`);
  }
  if (method === "GET" && init.body !== undefined) {
    throw new ConfigError(`${route} takes no body: a GET has none`);
  }
}

function checkParams(route: string, params: RouteInit["params"]): void {
  if (params === undefined) return;
  if (!isPlain(params)) {
    throw new ConfigError(`${route}: "params" is ${describeType(params)}; give { path, query }`);
  }
  for (const [name, values] of Object.entries(params)) {
    if (name !== "path" && name !== "query") {
      throw new ConfigError(`${route}: "params" takes path and query, and no "${name}"`);
    }
    if (values !== undefined && !isPlain(values)) {
      throw new ConfigError(`${route}: "${name}" is ${describeType(values)}; give a plain object`);
    }
  }
}
