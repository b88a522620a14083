import ts from "typescript";

/** A value of a request. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** An argument of a method. */
export type Sample = Readonly<Record<string, Json | Date>>;

/** The property of a value whose type names none. */
export const anyKey = "any_key";

/** Makes values of types. Each text and each number in them is another, so that it is found in a request. */
export class Sampler {
  readonly #checker: ts.TypeChecker;
  #made = 0;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** An object with all properties that any member of a union has. */
  object(type: ts.Type): Sample {
    return this.#object(type, 0) as Sample;
  }

  #object(type: ts.Type, depth: number): Record<string, Json | Date> {
    const parts = this.#partsOf(type).filter(
      (part) => part.flags & ts.TypeFlags.Object || part.isIntersection(),
    );
    const entries = parts.flatMap((part) =>
      this.#checker.getPropertiesOfType(part).map((property) => {
        const member = this.#checker.getTypeOfSymbol(property);
        return [property.name, this.#value(member, depth + 1)] as const;
      }),
    );
    const result: Record<string, Json | Date> = {};
    for (const [name, value] of entries) result[name] ??= value;
    // A map of any keys, such as custom attributes, and a type that nothing is known of.
    if (entries.length === 0) result[anyKey] = this.#text();
    return result;
  }

  #partsOf(type: ts.Type): readonly ts.Type[] {
    const defined = this.#checker.getNonNullableType(type);
    return defined.isUnion() ? defined.types : [defined];
  }

  #value(type: ts.Type, depth: number): Json | Date {
    const parts = this.#partsOf(type);
    if (parts.some(({ symbol }) => symbol?.name === "Date"))
      return new Date(1_700_000_000_000 + this.#next() * 1_000);
    const array = parts.find((part) => this.#checker.isArrayType(part));
    if (array !== undefined) {
      const [item] = this.#checker.getTypeArguments(array as ts.TypeReference);
      return item === undefined ? [] : ([this.#value(item, depth + 1)] as Json);
    }
    const isAny = (flags: ts.TypeFlags) => parts.some((part) => part.flags & flags);
    const literal = parts.find((part) => part.isStringLiteral() || part.isNumberLiteral());
    if (literal !== undefined) return (literal as ts.LiteralType).value as string | number;
    if (isAny(ts.TypeFlags.String)) return this.#text();
    if (isAny(ts.TypeFlags.Number)) return 1_700_000_000 + this.#next();
    if (isAny(ts.TypeFlags.BooleanLike)) return true;
    if (isAny(ts.TypeFlags.Object | ts.TypeFlags.Intersection) && depth < 6)
      return this.#object(type, depth) as Json;
    return this.#text();
  }

  #text(): string {
    return `text${this.#next()}`;
  }

  #next(): number {
    this.#made += 1;
    return this.#made;
  }
}
