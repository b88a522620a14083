/** Whether a type is `any`, which is assignable both ways and so hides from other tests. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

// biome-ignore lint/suspicious/noExplicitAny: matches every function, whatever it takes
type AnyFunction = (...given: any) => unknown;

/** The places of all methods: `"contacts.companies.list"`. */
export type MethodIds<T, Place extends string = ""> = {
  [Name in keyof T & string]: T[Name] extends AnyFunction
    ? `${Place}${Name}`
    : MethodIds<T[Name], `${Place}${Name}.`>;
}[keyof T & string];

/**
 * The methods' places where something that is given or got is `any`, down to some depth, or where a
 * whole argument or answer is `unknown`, which takes everything.
 */
export type AnyIn<T, Place extends string = ""> = {
  [Name in keyof T & string]: T[Name] extends AnyFunction
    ? AnyInMethod<T[Name], `${Place}${Name}`>
    : AnyIn<T[Name], `${Place}${Name}.`>;
}[keyof T & string];

type AnyInMethod<Method extends AnyFunction, Place extends string> =
  | UnknownAmong<Parameters<Method>, `${Place}(…)`>
  | UnknownAmong<[Got<ReturnType<Method>>], `${Place}()`>
  | AnyInData<Parameters<Method>, `${Place}(…)`>
  | AnyInData<Got<ReturnType<Method>>, `${Place}()`>;

type UnknownAmong<Values extends readonly unknown[], Place extends string> = {
  [Index in keyof Values]-?: unknown extends Values[Index] ? Place : never;
}[number];

/** What a call resolves to, or the items and pages of a list. */
type Got<Result> =
  IsAny<Result> extends true
    ? Result
    : Result extends Promise<infer Data>
      ? Data
      : Result extends { pages(): AsyncIterable<infer Page> }
        ? Page
        : Result;

type AnyInData<T, Place extends string, Depth extends 0[] = []> =
  IsAny<T> extends true
    ? Place
    : Depth["length"] extends 4
      ? never
      : T extends string | number | boolean | null | undefined | AbortSignal | Response | Headers
        ? never
        : T extends readonly (infer Element)[]
          ? AnyInData<Element, `${Place}[]`, [...Depth, 0]>
          : T extends object
            ? {
                [Name in keyof T & string]: AnyInData<T[Name], `${Place}.${Name}`, [...Depth, 0]>;
              }[keyof T & string]
            : never;
