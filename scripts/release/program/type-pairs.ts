import ts from "typescript";
import { type Declarations, isInterface, type TypeNode } from "./declarations.ts";
import { type Members, membersOf, NO_MEMBERS, namedPartsOf } from "./members.ts";
import type { Statements, Use } from "./statements.ts";

type Swaps = Map<TypeNode, string>;

/**
 * Writes the statements that use the types of one description as those of another one. A type is
 * compared field by field; inside a statement about the whole, its fields are the other one's, so
 * that each difference fails in one statement.
 */
export class TypePairs {
  readonly #known: Declarations;
  readonly #other: Declarations;
  readonly #statements: Statements;
  /** The pairs of named types that have statements already, since types may contain themselves. */
  readonly #done = new Set<string>();

  constructor(known: Declarations, other: Declarations, statements: Statements) {
    this.#known = known;
    this.#other = other;
    this.#statements = statements;
  }

  /** Statements about a type that is called `text` in the other description. */
  compare(known: TypeNode, other: TypeNode, text: string, place: string, use: Use): void {
    const [before, after] = this.#membersOf(known, other);
    if (before && after) this.compareMembers(before, after, text, place, use);
    else this.#statements.use(use, this.inOther(known, other, place, use), text, place);
  }

  /** The text of a type with the parts that are compared on their own as the other description has them. */
  inOther(known: TypeNode, other: TypeNode | undefined, place: string, use: Use): string {
    const swaps: Swaps = new Map();
    if (other) this.#align(known, other, place, use, swaps);
    return this.#known.render(known, swaps);
  }

  compareMembers(
    known: Members = NO_MEMBERS,
    other: Members = NO_MEMBERS,
    text: string,
    place: string,
    use: Use,
    placeOf: (field: string) => string = (field) => `${place}.${field}`,
  ): void {
    const type = this.#statements.type(text);
    for (const [name, field] of known.fields) {
      const at = placeOf(name);
      const value = this.inOther(field.type, other.fields.get(name)?.type, at, use);
      const whole = field.isOptional ? `${value} | undefined` : value;
      this.#statements.use(use, whole, `${type}[${JSON.stringify(name)}]`, at);
    }
    for (const name of other.fields.keys()) {
      if (use !== "given" || known.fields.has(name)) continue;
      this.#statements.omit(type, name, placeOf(name));
    }
    for (const [key, others] of known.others) {
      const values = this.#statements.type(`${type}[${key}]`, place);
      const at = other.others.has(key) ? `${place}{*}` : place;
      this.#statements.use(use, this.inOther(others, other.others.get(key), at, use), values, at);
    }
  }

  #membersOf(known: TypeNode, other: TypeNode): (Members | undefined)[] {
    const parts = namedPartsOf(this.#other, other);
    // What both inherit from one type is compared there.
    const shared = new Set([...namedPartsOf(this.#known, known)].filter((name) => parts.has(name)));
    return [membersOf(this.#known, known, shared), membersOf(this.#other, other, shared)];
  }

  /** Finds the objects in two types that correspond to each other, and compares them on their own. */
  #align(known: TypeNode, other: TypeNode, place: string, use: Use, swaps: Swaps): void {
    if (this.#isSame(known, other)) return;
    const before = this.#objectsIn(known, other, this.#known, this.#other);
    const after = this.#objectsIn(other, known, this.#other, this.#known);
    if (before.length !== after.length) return;
    for (const [index, one] of before.entries()) {
      this.#alignOne(one, after[index] as TypeNode, place, use, swaps);
    }
  }

  #isSame(known: TypeNode, other: TypeNode): boolean {
    return this.#known.render(known) === this.#other.render(other);
  }

  /** The objects and arrays among the parts of a type that the other one does not have as well. */
  #objectsIn(one: TypeNode, two: TypeNode, ofOne: Declarations, ofTwo: Declarations): TypeNode[] {
    const present = new Set(partsOf(ofTwo, two).map((node) => ofTwo.render(node)));
    return partsOf(ofOne, one).filter((node) => {
      const isObject = arrayOf(node) !== undefined || membersOf(ofOne, node) !== undefined;
      return isObject && !present.has(ofOne.render(node));
    });
  }

  #alignOne(known: TypeNode, other: TypeNode, place: string, use: Use, swaps: Swaps): void {
    const [elements, otherElements] = [arrayOf(known), arrayOf(other)];
    if (elements && otherElements) {
      this.#align(elements, otherElements, `${place}[]`, use, swaps);
      return;
    }
    const [before, after] = this.#membersOf(known, other);
    if (!before || !after) return;
    const text = this.#other.render(other);
    swaps.set(known, text);
    // Where one type takes the place of another one that stays, its fields are no findings of their own.
    const isSwapped = this.#other.types.has(known.getText()) && this.#known.types.has(text);
    if (ts.isTypeReferenceNode(known) || ts.isTypeReferenceNode(other)) {
      const at = isSwapped ? place.replace(/(\[\]|\{\*\})+$/, "") : "";
      const key = `${use} ${this.#known.render(known)} > ${text} ${at}`;
      if (this.#done.has(key)) return;
      this.#done.add(key);
    }
    this.compareMembers(before, after, text, place, use, isSwapped ? () => place : undefined);
  }
}

/**
 * The types that a type consists of: its alternatives, and the parts of an intersection that has
 * alternatives itself.
 */
function partsOf(types: Declarations, node: TypeNode): TypeNode[] {
  const type = types.resolved(node);
  if (isInterface(type)) return [type];
  const isMixed = ts.isIntersectionTypeNode(type) && membersOf(types, type) === undefined;
  if (!ts.isUnionTypeNode(type) && !isMixed) return [type];
  return type.types.flatMap((part) => partsOf(types, part));
}

/** The elements' type of an array. */
function arrayOf(node: TypeNode): ts.TypeNode | undefined {
  return ts.isArrayTypeNode(node) ? node.elementType : undefined;
}
