import { operations, operationsAt, versionSpan } from "../description/operations.ts";
import type { Version } from "../description/versions.ts";
import { closest } from "./closest.ts";
import type { FaultTarget } from "./fault.ts";

/** A request, as far as a plan asks. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Where its version has such an operation. */
  readonly operation: { readonly id: string; readonly path: string } | undefined;
  readonly version: Version | undefined;
}

/**
 * Tells which requests a plan is about.
 *
 * @throws {TypeError} when no operation of any version fits, with what was probably meant.
 */
export function aim(target: FaultTarget): (asked: Asked) => boolean {
  const { route = "*", operation, version } = target;
  const fitsRoute = routePattern(route);
  let fitting = operations.filter(({ route: own }) => fitsRoute(own));
  if (fitting.length === 0) throw noRoute(route);
  if (operation !== undefined) {
    const known = operations.find(({ id }) => id === operation);
    if (!known) throw noOperation(operation);
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
  return (asked) =>
    fitsRoute(`${asked.method} ${asked.operation?.path ?? asked.path}`) &&
    (operation === undefined || operation === asked.operation?.id) &&
    (version === undefined || version === asked.version);
}

/** @throws {TypeError} when there is no such operation in any version. */
export function noOperation(id: string): TypeError {
  const meant = closest(
    id,
    operations.map((known) => known.id),
  );
  const route = operations.find((known) => known.route === id);
  const mend = route ? `It is a route: write it as one.` : didYouMean(meant);
  return new TypeError(`No version has an operation ${JSON.stringify(id)}. ${mend}`.trim());
}

function routePattern(route: string): (own: string) => boolean {
  if (route === "*") return () => true;
  const [, method, path] = /^(\S+) (\*|\/\S*)$/.exec(route) ?? [];
  if (!method || !path) return () => false;
  const text = nameless(`${method.toUpperCase()} ${path}`);
  const pattern = new RegExp(`^${text.split("*").map(literal).join(".*")}$`);
  return (own) => pattern.test(nameless(own));
}

/** What the parameters of a path are called does not matter. */
function nameless(route: string): string {
  return route.replace(/\{[^}/]*\}/g, "{}");
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function noRoute(route: string): TypeError {
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
