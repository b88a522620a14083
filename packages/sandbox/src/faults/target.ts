import { operations, operationsAt, versionSpan } from "../description/operations.ts";
import type { Version } from "../description/versions.ts";
import { closest } from "./closest.ts";
import type { FaultTarget } from "./fault.ts";

/** The parts of a request that plans are matched against. */
export interface TargetRequest {
  readonly method: string;
  readonly path: string;
  /** `undefined` where the version has no operation at this path. */
  readonly operation: { readonly id: string; readonly path: string } | undefined;
  readonly version: Version | undefined;
}

/**
 * Returns whether a request matches a plan.
 *
 * @throws {TypeError} when the plan matches no operation of any version, with a suggestion.
 */
export function requestMatcher(target: FaultTarget): (request: TargetRequest) => boolean {
  const { route = "*", operation, version } = target;
  const fitsRoute = routePattern(route);
  let fitting = operations.filter(({ route: own }) => fitsRoute(own));
  if (fitting.length === 0) throw unknownRouteError(route);
  if (operation !== undefined) {
    const known = operations.find(({ id }) => id === operation);
    if (!known) throw unknownOperationError(operation);
    if (!fitting.includes(known)) {
      throw new TypeError(
        `${operation} is ${known.route}, not ${route}. Write one of the two, and leave out the other.`,
      );
    }
    fitting = [known];
  }
  if (version !== undefined && !fitting.some(({ versions }) => versions.includes(version))) {
    const has = [...new Set(fitting.map(versionSpan))].join(", and ");
    throw new TypeError(
      `Version ${version} does not have ${operation ?? route}, which is in ${has}.`,
    );
  }
  return (request) =>
    fitsRoute(`${request.method} ${request.operation?.path ?? request.path}`) &&
    (operation === undefined || operation === request.operation?.id) &&
    (version === undefined || version === request.version);
}

/** The error for an operation that no version has, with a suggestion. */
export function unknownOperationError(id: string): TypeError {
  const meant = closest(
    id,
    operations.map((known) => known.id),
  );
  const route = operations.find((known) => known.route === id);
  const hint = route ? `It is a route: write it as one.` : didYouMean(meant);
  return new TypeError(`No version has an operation ${JSON.stringify(id)}. ${hint}`.trim());
}

function routePattern(route: string): (own: string) => boolean {
  if (route === "*") return () => true;
  const [, method, path] = /^(\S+) (\*|\/\S*)$/.exec(route) ?? [];
  if (!method || !path) return () => false;
  const text = withoutParameterNames(`${method.toUpperCase()} ${path}`);
  const pattern = new RegExp(`^${text.split("*").map(escapeRegExp).join(".*")}$`);
  return (own) => pattern.test(withoutParameterNames(own));
}

/** Removes the names of path parameters, which are ignored in comparisons. */
function withoutParameterNames(route: string): string {
  return route.replace(/\{[^}/]*\}/g, "{}");
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function unknownRouteError(route: string): TypeError {
  const said = `No version has a route ${JSON.stringify(route)}.`;
  const named = operations.find(({ id }) => id === route);
  if (named) return new TypeError(`${said} It is an operation: write it as one.`);
  const [method = "", path = ""] = route.split(" ");
  const [concrete] = operationsAt(method.toUpperCase(), path);
  if (concrete) return new TypeError(`${said} Write the path as a template: ${concrete.route}.`);
  const meant = closest(
    route,
    operations.map((known) => known.route),
  );
  const form = "A route is a method and a path, such as POST /contacts; * stands for anything.";
  return new TypeError(`${said} ${meant ? didYouMean(meant) : form}`);
}

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? "" : `Did you mean ${meant}?`;
}
