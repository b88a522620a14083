import type { Description, Operation } from "../description/description.ts";
import { type KnownOperation, operations, versionSpan } from "../description/operations.ts";
import { retired, versionErrorCode } from "./api-form.ts";
import { ApiError, apiError, invalidParameter, notFound } from "./errors.ts";

/** A node of the tree of path segments. */
interface RouteNode {
  readonly fixed: Map<string, RouteNode>;
  parameter: RouteNode | undefined;
  /** The operations of the path that ends here, by method. */
  readonly operations: Map<string, Operation>;
  /** The operations that only other API versions have at this path, by method. */
  readonly inOtherVersions: Map<string, KnownOperation[]>;
}

/**
 * The routes of one API version. Routes of other versions are included, so that
 * `/conversations/attributes` is not read as a conversation id in a version without that list. A
 * fixed segment takes precedence over a parameter.
 */
export class Router {
  readonly #root: RouteNode = emptyNode();
  readonly #description: Description;

  constructor(description: Description) {
    this.#description = description;
    for (const operation of description.operations) {
      this.#nodeOf(operation.path).operations.set(operation.method, operation);
    }
    for (const known of operations) {
      const [method = "", path = ""] = known.route.split(" ");
      const { operations: own, inOtherVersions } = this.#nodeOf(path);
      if (own.has(method)) continue;
      inOtherVersions.set(method, [...(inOtherVersions.get(method) ?? []), known]);
    }
  }

  /** The operation that a request is for. `HEAD` finds the operation of `GET`. */
  find(method: string, path: string): Operation | undefined {
    const known = withoutHead(method);
    for (const { operations: own, inOtherVersions } of matchingNodes(this.#root, path.split("/"))) {
      if (own.has(known)) return own.get(known);
      if (inOtherVersions.has(known)) return undefined;
    }
    return undefined;
  }

  /**
   * The error for a request without an operation: 400 where only another version has it, 405 with
   * the allowed methods where only other methods have one, and 404 where no version has the path.
   */
  missingError(method: string, path: string): ApiError {
    const { version } = this.#description;
    const found = [...matchingNodes(this.#root, path.split("/"))];
    const missing = `Version ${version} has no ${method} ${path}`;
    const elsewhere = found.flatMap((end) => end.inOtherVersions.get(withoutHead(method)) ?? []);
    if (elsewhere.length > 0) {
      return unavailableError(
        `${missing}, which is in ${elsewhere.map(versionSpan).join(" and ")}`,
      );
    }
    if (retired.resources.includes(path.split("/")[1] ?? "")) {
      return unavailableError(`${missing}, which is in ${retired.versions}`);
    }
    const methods = new Set(found.flatMap(({ operations: own }) => [...own.keys()]));
    if (methods.size === 0) return notFound(missing);
    if (methods.has("GET")) methods.add("HEAD");
    const allowed = [...methods].sort().join(", ");
    const message = `${missing}, but ${allowed}`;
    return new ApiError(405, { code: "method_not_allowed", message }, { Allow: allowed });
  }

  #nodeOf(path: string): RouteNode {
    return path.split("/").reduce(childNode, this.#root);
  }
}

function withoutHead(method: string): string {
  return method === "HEAD" ? "GET" : method;
}

function unavailableError(why: string): ApiError {
  const message = `Requested resource is not available in current API version. ${why}`;
  return apiError(400, versionErrorCode, message);
}

/**
 * The path parameters of a request for an operation.
 *
 * @throws {ApiError} 400 when one of them is not valid percent-encoding.
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

function childNode(node: RouteNode, part: string): RouteNode {
  if (part.startsWith("{")) {
    node.parameter ??= emptyNode();
    return node.parameter;
  }
  const next = node.fixed.get(part) ?? emptyNode();
  node.fixed.set(part, next);
  return next;
}

/** The nodes of all templates that match a path, fixed segments before parameters. */
function* matchingNodes(node: RouteNode, [part, ...rest]: readonly string[]): Generator<RouteNode> {
  if (part === undefined) {
    yield node;
    return;
  }
  const fixed = node.fixed.get(part);
  if (fixed) yield* matchingNodes(fixed, rest);
  if (part !== "" && node.parameter) yield* matchingNodes(node.parameter, rest);
}

function emptyNode(): RouteNode {
  return {
    fixed: new Map(),
    parameter: undefined,
    operations: new Map(),
    inOtherVersions: new Map(),
  };
}
