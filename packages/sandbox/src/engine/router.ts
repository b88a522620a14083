import type { Description, Operation } from "../description/description.ts";
import { operationsAt, versionSpan } from "../description/operations.ts";
import { ApiError, invalidParameter, notFound } from "./errors.ts";

/** What may follow on the part of a path that has been read. */
interface Node {
  readonly fixed: Map<string, Node>;
  parameter: Node | undefined;
  /** The operations of the path that ends here, by method. */
  readonly operations: Map<string, Operation>;
}

/** The routes of one API version. A fixed part of a path goes before a parameter. */
export class Router {
  readonly #root: Node = emptyNode();
  readonly #description: Description;

  constructor(description: Description) {
    this.#description = description;
    for (const operation of description.operations) {
      const end = operation.path.split("/").reduce(grow, this.#root);
      end.operations.set(operation.method, operation);
    }
  }

  /** The operation that a request is for. A `HEAD` is for that of the `GET`. */
  find(method: string, pathname: string): Operation | undefined {
    const known = method === "HEAD" ? "GET" : method;
    for (const { operations } of ends(this.#root, pathname.split("/"))) {
      const operation = operations.get(known);
      if (operation) return operation;
    }
    return undefined;
  }

  /**
   * Why there is no operation: 405 where only other methods have one, with which; 404 where nothing
   * is, or only in another version.
   */
  missing(method: string, pathname: string): ApiError {
    const { version } = this.#description;
    const found = [...ends(this.#root, pathname.split("/"))];
    const methods = new Set(found.flatMap(({ operations }) => [...operations.keys()]));
    const missing = `Version ${version} has no ${method} ${pathname}`;
    const elsewhere = operationsAt(method, pathname);
    if (elsewhere.length > 0) {
      return notFound(`${missing}, which is in ${elsewhere.map(versionSpan).join(" and ")}`);
    }
    if (methods.size === 0) return notFound(missing);
    if (methods.has("GET")) methods.add("HEAD");
    const allowed = [...methods].sort().join(", ");
    const message = `${missing}, but ${allowed}`;
    return new ApiError(405, { code: "method_not_allowed", message }, { Allow: allowed });
  }
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
  return { fixed: new Map(), parameter: undefined, operations: new Map() };
}
