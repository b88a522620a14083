import { compareDeprecation } from "./annotations.ts";
import { compareBodies, compareResponses } from "./bodies.ts";
import {
  type DescribedOperation,
  type Description,
  pathParameters,
  pathShape,
} from "./description.ts";
import { type Direction, Pair } from "./difference.ts";
import { compareOtherKeys } from "./extensions.ts";
import { deprecationOf, proseOf } from "./keywords.ts";
import { compareParameters } from "./parameters.ts";
import type { SchemaComparison } from "./schemas.ts";
import { compareSecurity } from "./security.ts";

/** The two documents, and the schemas in them. */
export interface Documents {
  readonly base: Description;
  readonly head: Description;
  readonly schemas: SchemaComparison;
}

/** Who sends the body of a request: the user, or the API, which sends webhooks. */
export interface Senders {
  readonly ofRequest: Direction;
  readonly ofResponse: Direction;
}

/** The operations of two descriptions that correspond to each other. */
export interface OperationPairs {
  readonly pairs: readonly (readonly [DescribedOperation, DescribedOperation])[];
  readonly removed: readonly DescribedOperation[];
  readonly added: readonly DescribedOperation[];
}

/** Finds which operations correspond: by route, then by form of the route, then by operationId. */
export function pairOperations(
  base: readonly DescribedOperation[],
  head: readonly DescribedOperation[],
): OperationPairs {
  const pairs: [DescribedOperation, DescribedOperation][] = [];
  let [removed, added] = [[...base], [...head]];
  const keys = [
    ({ route }: DescribedOperation) => route,
    ({ method, path }: DescribedOperation) => `${method} ${pathShape(path)}`,
    ({ id }: DescribedOperation) => id,
  ];
  for (const key of keys) {
    const byKey = new Map(added.map((one) => [key(one), one]));
    removed = removed.filter((from) => {
      const to = byKey.get(key(from));
      if (to === undefined || key(from) === undefined) return true;
      byKey.delete(key(from));
      pairs.push([from, to]);
      return false;
    });
    const taken = new Set(pairs.map(([, to]) => to));
    added = added.filter((one) => !taken.has(one));
  }
  return { pairs, removed, added };
}

/** What a comparison of operations results in. */
export interface ComparedOperations extends Omit<OperationPairs, "pairs"> {
  /** One for each part of an operation. */
  readonly parts: readonly Pair[];
}

/**
 * Compares the operations of two descriptions.
 *
 * @param prefix what stands before the route of each in its place.
 * @param caller the operation that they are callbacks of.
 */
export function compareOperations(
  documents: Documents,
  before: readonly DescribedOperation[],
  after: readonly DescribedOperation[],
  senders: Senders,
  prefix = "",
  caller?: DescribedOperation,
): ComparedOperations {
  const { pairs, removed, added } = pairOperations(before, after);
  const parts = pairs.flatMap(([from, to]) =>
    compareOperation(documents, from, to, senders, prefix, caller),
  );
  const whole = (route: string) => {
    const pair = new Pair(`${prefix}${route}`, caller?.route ?? route, "neither");
    parts.push(pair);
    return pair;
  };
  for (const { route, node } of removed) {
    whole(route).add("operation-removed", "", ["exists", ...deprecationOf(node)]);
  }
  for (const { route, node } of added) whole(route).addPart("operation-added", "", node);
  return { parts, removed, added };
}

const operationKeys = [
  ...["operationId", "parameters", "requestBody", "responses"],
  ...["deprecated", "security"],
];

/** Compares an operation with its counterpart; returns a pair for each part of it. */
function compareOperation(
  documents: Documents,
  base: DescribedOperation,
  head: DescribedOperation,
  senders: Senders,
  prefix: string,
  caller: DescribedOperation | undefined,
): Pair[] {
  const place = `${prefix}${base.route}`;
  const parts: Pair[] = [];
  const part = (name: string, direction: Direction) => {
    const at = name === "" ? place : `${place} ${name}`;
    const pair = new Pair(at, caller?.route ?? base.route, direction);
    parts.push(pair);
    return pair;
  };
  const whole = part("", "neither");
  compareIdentity(base, head, whole);
  if (proseOf(base.node) !== proseOf(head.node)) whole.add("prose-changed", "");
  compareDeprecation(base.node, head.node, whole, "");
  compareSecurity(documents, base.node, head.node, whole);
  // The callbacks of a callback are compared as a whole: they can be a circle.
  const known = caller === undefined ? [...operationKeys, "callbacks"] : operationKeys;
  compareOtherKeys(base.node, head.node, whole, "", known);
  compareParameters(documents, base, head, (name) => part(name, senders.ofRequest));
  compareBodies(documents, base, head, (name) => part(name, senders.ofRequest));
  compareResponses(documents, base, head, (name) => part(name, senders.ofResponse));
  if (caller !== undefined) return parts;
  const callbacks = [documents.base.callbacksOf(base), documents.head.callbacksOf(head)] as const;
  const others = { ofRequest: senders.ofResponse, ofResponse: senders.ofRequest };
  const compared = compareOperations(documents, ...callbacks, others, `${place} callback `, base);
  return [...parts, ...compared.parts];
}

function compareIdentity(base: DescribedOperation, head: DescribedOperation, pair: Pair): void {
  if (base.method !== head.method || pathShape(base.path) !== pathShape(head.path)) {
    pair.add("operation-route-changed", "", [base.route], [head.route]);
  } else {
    const after = pathParameters(head.path);
    for (const [index, name] of pathParameters(base.path).entries()) {
      const other = after[index] ?? "";
      if (name !== other) pair.add("path-parameter-renamed", "", [name], [other]);
    }
  }
  if (base.id === head.id) return;
  const rule = base.id === undefined ? "operation-named" : "operation-moved";
  const says = (id: string | undefined) => (id === undefined ? [] : [id]);
  pair.add(rule, "", says(base.id), says(head.id));
}
