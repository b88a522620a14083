import type { Description, Operation } from "../description/description.ts";
import {
  type KnownOperation,
  operations,
  retiredResources,
  versionSpan,
} from "../description/operations.ts";
import { ApiError, apiError, invalidParameter, notFound } from "./errors.ts";

/** What may follow on the part of a path that has been read. */
interface Node {
  readonly fixed: Map<string, Node>;
  parameter: Node | undefined;
  /** The operations of the path that ends here, by method. */
  readonly operations: Map<string, Operation>;
  /** The operations that only other versions have here, by method. */
  readonly elsewhere: Map<string, KnownOperation[]>;
}

/**
 * The routes of one API version, among those of the others: `/conversations/attributes` is no
 * conversation in a version without that list. A fixed part of a path goes before a parameter.
 */
export class Router {
  readonly #root: Node = emptyNode();
  readonly #description: Description;

  constructor(description: Description) {
    this.#description = description;
    for (const operation of description.operations) {
      this.#end(operation.path).operations.set(operation.method, operation);
    }
    for (const known of operations) {
      const [method = "", path = ""] = known.route.split(" ");
      const { operations: own, elsewhere } = this.#end(path);
      if (own.has(method)) continue;
      elsewhere.set(method, [...(elsewhere.get(method) ?? []), known]);
    }
  }

  /** The operation that a request is for. A `HEAD` is for that of the `GET`. */
  find(method: string, path: string): Operation | undefined {
    const known = readable(method);
    for (const { operations: own, elsewhere } of ends(this.#root, path.split("/"))) {
      if (own.has(known)) return own.get(known);
      if (elsewhere.has(known)) return undefined;
    }
    return undefined;
  }

  /**
   * Why there is no operation: 400 where only another version has it, 405 where only other methods
   * have one, with which, and 404 where no version has anything.
   */
  missing(method: string, path: string): ApiError {
    const { version } = this.#description;
    const found = [...ends(this.#root, path.split("/"))];
    const missing = `Version ${version} has no ${method} ${path}`;
    const elsewhere = found.flatMap((end) => end.elsewhere.get(readable(method)) ?? []);
    if (elsewhere.length > 0) {
      return unavailable(`${missing}, which is in ${elsewhere.map(versionSpan).join(" and ")}`);
    }
    if (retiredResources.includes(path.split("/")[1] ?? "")) {
      return unavailable(`${missing}, which is in versions before 2.7`);
    }
    const methods = new Set(found.flatMap(({ operations: own }) => [...own.keys()]));
    if (methods.size === 0) return notFound(missing);
    if (methods.has("GET")) methods.add("HEAD");
    const allowed = [...methods].sort().join(", ");
    const message = `${missing}, but ${allowed}`;
    return new ApiError(405, { code: "method_not_allowed", message }, { Allow: allowed });
  }

  #end(path: string): Node {
    return path.split("/").reduce(grow, this.#root);
  }
}

function readable(method: string): string {
  return method === "HEAD" ? "GET" : method;
}

function unavailable(why: string): ApiError {
  const message = `Requested resource is not available in current API version. ${why}`;
  return apiError(400, "intercom_version_invalid", message);
}

/**
 * The path parameters of a request for an operation.
 *
 * @throws {ApiError} 400 when a `%` in one of them begins no character.
 */
export function readPath(operation: Operation, pathname: string): Record<string, string> {
  const parts = pathname.split("/");
  const names = operation.path.split("/").map((part) => /^\{(.+)\}$/.exec(part)?.[1]);
  return Object.fromEntries(
    names.flatMap((name, index) => (name ? [[name, decode(parts[index] ?? "")]] : [])),
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidParameter(`The path is not percent-encoded UTF-8: ${part}`);
  }
}

function grow(node: Node, part: string): Node {
  if (part.startsWith("{")) {
    node.parameter ??= emptyNode();
    return node.parameter;
  }
  const next = node.fixed.get(part) ?? emptyNode();
  node.fixed.set(part, next);
  return next;
}

/** The ends of all paths that fit, those with more fixed parts in front first. */
function* ends(node: Node, [part, ...rest]: readonly string[]): Generator<Node> {
  if (part === undefined) {
    yield node;
    return;
  }
  const fixed = node.fixed.get(part);
  if (fixed) yield* ends(fixed, rest);
  if (part !== "" && node.parameter) yield* ends(node.parameter, rest);
}

function emptyNode(): Node {
  return {
    fixed: new Map(),
    parameter: undefined,
    operations: new Map(),
    elsewhere: new Map(),
  };
}
