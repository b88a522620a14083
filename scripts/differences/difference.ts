import type { Json } from "./json.ts";
import { policy, type Rule } from "./policy.ts";

/** Who sends the data: the user (a request) or the API (a response); neither, for everything else. */
export type Direction = "request" | "response" | "neither";

/** A difference of two descriptions, before the policy gives it a class. */
export interface Difference {
  readonly rule: Rule;
  readonly direction: Direction;
  /** Below the place of its pair: `.tags.data[]`, or nothing for the pair itself. */
  readonly path: string;
  /** What only the base states there, such as `string` or `required`. */
  readonly base: readonly string[];
  /** What only the head states there. */
  readonly head: readonly string[];
  /** What only the head has, as it is written: a property, a response. */
  readonly part?: Json | undefined;
}

/**
 * Two things that correspond to each other, and how they differ: two schemas, or two bodies of one
 * operation. Shared schemas are compared once.
 */
export class Pair {
  /** `Contact`, or `GET /contacts 200 application/json`. */
  readonly place: string;
  /** The operation that it belongs to; `undefined` for a schema that operations share. */
  readonly route: string | undefined;
  readonly direction: Direction;
  /** The name of the head's schema, for a pair of named schemas. */
  readonly counterpart: string | undefined;
  readonly differences: Difference[] = [];
  /** The shared schemas that it refers to, and where. */
  readonly references: { readonly to: Pair; readonly path: string }[] = [];

  constructor(
    place: string,
    route: string | undefined,
    direction: Direction,
    counterpart?: string,
  ) {
    this.place = place;
    this.route = route;
    this.direction = direction;
    this.counterpart = counterpart;
  }

  add(
    rule: Rule,
    path: string,
    base: readonly string[] = [],
    head: readonly string[] = [],
    direction: Direction = this.direction,
    part?: Json,
  ): void {
    this.differences.push({ rule, direction, path, base, head, part });
  }

  /** Adds what only the head has, and that nothing in the base is compared with. */
  addPart(rule: Rule, path: string, part: Json | undefined, head: readonly string[] = ["exists"]) {
    this.add(rule, path, [], head, this.direction, part);
  }
}

/** The pairs that can be reached from some pairs, these included. */
export function reachablePairs(roots: readonly Pair[]): Set<Pair> {
  const reached = new Set(roots);
  for (const { references } of reached) for (const { to } of references) reached.add(to);
  return reached;
}

/** Whether pairs differ in nothing but prose and what has no effect, references followed. */
export function isSame(pairs: readonly Pair[]): boolean {
  return [...reachablePairs(pairs)].every(({ differences }) =>
    differences.every(({ rule }) => rule === "prose-changed" || hasNoEffect(rule)),
  );
}

/** Whether a difference is of no class: both descriptions allow the same. */
export function hasNoEffect(rule: Rule): boolean {
  const { request, response } = policy[rule];
  return request.class === "none" && response.class === "none";
}

/** Whether one of the pairs has a difference that breaks a program, references followed. */
export function isBreaking(pairs: readonly Pair[]): boolean {
  return [...reachablePairs(pairs)].some(({ differences }) =>
    differences.some(
      ({ rule, direction }) =>
        policy[rule][direction === "response" ? "response" : "request"].class === "major",
    ),
  );
}
