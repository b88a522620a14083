import { compareDiscriminators, compareUse } from "./annotations.ts";
import type { Description } from "./description.ts";
import { type Difference, type Direction, isBreaking, isSame, Pair } from "./difference.ts";
import { asArray, asObject, type Json, type JsonObject } from "./json.ts";
import { deprecationOf, isNull, withoutNull } from "./keywords.ts";
import { allOf, partsOf, sharedParts } from "./parts.ts";
import { type Target, targetOf } from "./target.ts";
import { type Member, pairMembers, withShared } from "./union-members.ts";
import { compareValues } from "./values.ts";
import { type View, viewOf } from "./view.ts";

type Node = Json | undefined;

/** Compares the schemas of two descriptions. Each two schemas with names are compared once. */
export class SchemaComparison {
  readonly #base: Description;
  readonly #head: Description;
  readonly #pairs = new Map<string, Pair>();
  /** The schemas of several parts that are being compared. */
  readonly #composed = new Set<string>();

  constructor(base: Description, head: Description) {
    this.#base = base;
    this.#head = head;
  }

  /** Compares two schemas at a place of a pair, to which the differences are added. */
  compare(base: Node, head: Node, pair: Pair, path = ""): void {
    const from = targetOf(this.#base, base);
    const to = targetOf(this.#head, head);
    if (from === undefined || to === undefined) this.#compareInline(base, head, pair, path);
    else {
      pair.references.push({ to: this.named(from.name, to.name, pair.direction), path });
      this.#compareWrappers(from, to, pair, path);
    }
  }

  /** Returns the pair of two named schemas, which is compared when it is met first. */
  named(from: string, to: string, direction: Direction): Pair {
    const key = `${direction} ${from} ${to}`;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const pair = new Pair(from, undefined, direction, to);
    this.#pairs.set(key, pair);
    if (from !== to && this.#head.schemas[from] === undefined)
      pair.add("type-renamed", "", [from], [to], "neither");
    const [before, after] = [this.#base.schemas[from], this.#head.schemas[to]];
    if (from === to) this.#compareInline(before, after, pair, "");
    else this.#compareInline(withoutNull(before ?? {}), withoutNull(after ?? {}), pair, "");
    return pair;
  }

  /** Compares what is stated beside two references. A schema of one name states its own null. */
  #compareWrappers(from: Target, to: Target, pair: Pair, path: string): void {
    const within = viewOf(this.#base, from.node).nullable;
    const isWithin = viewOf(this.#head, to.node).nullable;
    const isOwn = from.name === to.name && within !== isWithin;
    const [was, is] = [from.nullable || within, to.nullable || isWithin];
    if (!isOwn && was !== is) addNull(pair, path, is);
    compareUse(allOf(from.wrappers), allOf(to.wrappers), pair, path);
  }

  #compareInline(base: Node, head: Node, pair: Pair, path: string): void {
    const isComposed = [base, head].some((node) => partsOf(node).length > 1);
    // Parts that refer to themselves make schemas of several parts without end, which are equal.
    const key = isComposed ? JSON.stringify([pair.direction, base, head]) : "";
    if (this.#composed.has(key)) return;
    if (isComposed) this.#composed.add(key);
    this.#compareSchemas(base, head, pair, path);
    this.#composed.delete(key);
  }

  #compareSchemas(base: Node, head: Node, pair: Pair, path: string): void {
    if (this.#compareParts(base, head, pair, path)) return;
    const from = viewOf(this.#base, base);
    const to = viewOf(this.#head, head);
    const [use, otherUse] = [this.#use(base, 0), this.#use(head, 1)];
    compareUse(use, otherUse, pair, path);
    compareDiscriminators(use, otherUse, pair, path, (property, side) =>
      this.#isConstant(property, side === 0 ? from : to, side),
    );
    if (from.members.length > 0 || to.members.length > 0) {
      if (this.#compareUnions(base, from, head, to, pair, path)) return;
    } else if (!compareValues(from, to, pair, path, head)) return;
    if (from.nullable !== to.nullable) addNull(pair, path, to.nullable);
    this.#compareProperties(from, to, pair, path);
    this.#compareMaps(from, to, pair, path);
    const isList = [from, to].every(
      ({ types, items }) => types.has("array") || items !== undefined,
    );
    if (isList && (from.items ?? to.items) !== undefined) {
      this.compare(from.items ?? {}, to.items ?? {}, pair, `${path}[]`);
    }
  }

  /**
   * Compares the named parts of an `allOf` that both have, each of them once for all that are composed
   * of it. Returns false where the other parts differ in what the named ones state as well, so that the
   * whole has to be compared.
   */
  #compareParts(base: Node, head: Node, pair: Pair, path: string): boolean {
    const shared = sharedParts(
      { description: this.#base, node: base },
      { description: this.#head, node: head },
    );
    if (shared === undefined) return false;
    const trial = new Pair(pair.place, pair.route, pair.direction);
    this.#compareInline(...shared.rest, trial, path);
    const isApart = ({ rule, path: at }: Difference) => {
      const [, property] = /^\.([^.[{<]+)/.exec(at.slice(path.length)) ?? [];
      return (
        rule === "prose-changed" || (property !== undefined && !shared.properties.has(property))
      );
    };
    if (!trial.differences.every(isApart)) return false;
    for (const name of shared.names) {
      pair.references.push({ to: this.named(name, name, pair.direction), path });
    }
    pair.differences.push(...trial.differences);
    pair.references.push(...trial.references);
    return true;
  }

  /** Whether each alternative of a union states its values of a property. */
  #isConstant(property: string, { members }: View, side: 0 | 1): boolean {
    const description = side === 0 ? this.#base : this.#head;
    const values = members.map((member) => {
      const schema = viewOf(description, member).properties.get(property);
      return viewOf(description, schema).values !== undefined;
    });
    return values.length > 0 && values.every(Boolean);
  }

  /** The annotations of a node, those of the schema it refers to included. */
  #use(node: Node, side: 0 | 1): JsonObject | undefined {
    const target = targetOf(side === 0 ? this.#base : this.#head, node);
    if (target !== undefined) return allOf([...target.wrappers, target.node]);
    const own = asObject(node);
    const [part, ...more] = ["allOf", "anyOf", "oneOf"].flatMap((key) =>
      asArray(own?.[key]).filter((member) => !isNull(member)),
    );
    if (own === undefined || part === undefined || more.length > 0) return own;
    return allOf([own, this.#use(part, side) ?? {}]);
  }

  #compareProperties(from: View, to: View, pair: Pair, path: string): void {
    const isSent = (node: Node, side: 0 | 1) => {
      const use = this.#use(node, side);
      if (pair.direction === "request") return use?.["readOnly"] !== true;
      return pair.direction !== "response" || use?.["writeOnly"] !== true;
    };
    const before = [...from.properties].filter(([, node]) => isSent(node, 0));
    const after = new Map([...to.properties].filter(([, node]) => isSent(node, 1)));
    for (const [name, node] of before) {
      const at = `${path}.${name}`;
      const other = after.get(name);
      const wasRequired = from.required.has(name);
      const isRequired = to.required.has(name);
      if (other === undefined)
        pair.add("property-removed", at, [
          ...exists(wasRequired),
          ...deprecationOf(this.#use(node, 0)),
        ]);
      else {
        if (wasRequired && !isRequired) pair.add("property-optional", at, ["required"]);
        if (!wasRequired && isRequired) pair.add("property-required", at, [], ["required"]);
        this.compare(node, other, pair, at);
      }
      after.delete(name);
    }
    for (const [name, node] of after) {
      const isRequired = to.required.has(name);
      const rule = isRequired ? "required-property-added" : "property-added";
      pair.addPart(rule, `${path}.${name}`, node, exists(isRequired));
    }
    // A name that is required and not described has to be sent all the same.
    const undescribed = (view: View, other: View) =>
      [...view.required].filter((name) => ![view, other].some((one) => one.properties.has(name)));
    for (const name of undescribed(from, to)) {
      if (!to.required.has(name)) pair.add("property-optional", `${path}.${name}`, ["required"]);
    }
    for (const name of undescribed(to, from)) {
      if (!from.required.has(name))
        pair.add("property-required", `${path}.${name}`, [], ["required"]);
    }
  }

  /** Compares what is allowed beside the listed properties. */
  #compareMaps(from: View, to: View, pair: Pair, path: string): void {
    const [before, after] = [from.additional, to.additional];
    if (before === undefined && after === undefined) return;
    const isMap = (one: View["additional"]) => one !== undefined && one !== "forbidden";
    if (isMap(before) && isMap(after)) {
      this.compare(before as Json, after as Json, pair, `${path}{*}`);
    } else if (isMap(before)) pair.add("map-closed", path, ["further properties"]);
    else if (isMap(after)) pair.addPart("map-opened", path, after, ["further properties"]);
    else if (after === "forbidden" && before === undefined) {
      pair.add("others-forbidden", path, [], ["no further properties"]);
    } else if (before === "forbidden" && after === undefined) {
      pair.add("others-allowed", path, ["no further properties"]);
    }
  }

  /** Compares two unions, or a union with a schema that is none. Returns whether all is compared. */
  #compareUnions(base: Node, from: View, head: Node, to: View, pair: Pair, path: string): boolean {
    // Null is compared for the union, not for each alternative.
    const isUnion = from.members.length > 0 && to.members.length > 0;
    const alternatives = (description: Description, node: Node, { members }: View) => {
      if (members.length === 0) return [withoutNull(node ?? {})];
      // Where the other side is one schema, it corresponds to an alternative with what all share.
      const whole = isUnion ? members : members.map((one) => withShared(description, node, one));
      return whole.map(withoutNull);
    };
    const before = alternatives(this.#base, base, from);
    const after = alternatives(this.#head, head, to);
    const tried = (a: Json, b: Json) => {
      const trial = new Pair(pair.place, pair.route, pair.direction);
      this.compare(a, b, trial);
      return [trial];
    };
    const { pairs, removed, added } = pairMembers(
      { description: this.#base, members: before },
      { description: this.#head, members: after },
      (a, b) => isSame(tried(a, b)),
    );
    // What a user may still send, or may have got before, is only written in another way.
    const isStillSent = ({ node }: Member) =>
      pair.direction === "request" && after.some((other) => !isBreaking(tried(node, other)));
    const wasSent = ({ node }: Member) =>
      pair.direction === "response" && before.some((other) => !isBreaking(tried(other, node)));
    for (const one of removed) {
      const rule = isStillSent(one) ? "alternative-covered" : "alternative-removed";
      pair.add(rule, path, [one.name]);
    }
    for (const one of added) {
      const rule = wasSent(one) ? "alternative-included" : "alternative-added";
      pair.addPart(rule, path, one.node, [one.name]);
    }
    if (!isUnion && from.nullable !== to.nullable) addNull(pair, path, to.nullable);
    for (const { name, base: one, head: other } of pairs) {
      if (one !== base || other !== head) this.compare(one, other, pair, `${path}<${name}>`);
    }
    return !isUnion;
  }
}

function addNull(pair: Pair, path: string, isAdded: boolean): void {
  if (isAdded) pair.add("null-added", path, [], ["null"]);
  else pair.add("null-removed", path, ["null"]);
}

function exists(isRequired: boolean): string[] {
  return isRequired ? ["exists", "required"] : ["exists"];
}
