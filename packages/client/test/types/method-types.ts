/** Whether a type is `any`. An assignability test cannot find that, since `any` is assignable both ways. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

// biome-ignore lint/suspicious/noExplicitAny: matches every function, whatever it takes
type AnyFunction = (...given: any) => unknown;

/** The ids of all methods, such as `"contacts.companies.list"`. */
export type MethodIds<T, Place extends string = ""> = {
  [Name in keyof T & string]: T[Name] extends AnyFunction
    ? `${Place}${Name}`
    : MethodIds<T[Name], `${Place}${Name}.`>;
}[keyof T & string];

/**
 * The places in methods where an argument or a result has `any` in it, down to a limited depth, or where
 * a whole argument or result is `unknown`.
 */
export type AnyInMethods<T, Place extends string = ""> = {
  [Name in keyof T & string]: T[Name] extends AnyFunction
    ? AnyInMethod<T[Name], `${Place}${Name}`>
    : AnyInMethods<T[Name], `${Place}${Name}.`>;
}[keyof T & string];

type AnyInMethod<Method extends AnyFunction, Place extends string> =
  | UnknownIn<Parameters<Method>, `${Place}(…)`>
  | UnknownIn<[ResultOf<ReturnType<Method>>], `${Place}()`>
  | AnyInData<Parameters<Method>, `${Place}(…)`>
  | AnyInData<ResultOf<ReturnType<Method>>, `${Place}()`>;

type UnknownIn<Values extends readonly unknown[], Place extends string> = {
  [Index in keyof Values]-?: unknown extends Values[Index] ? Place : never;
}[number];

/** The data of a call, or the page of a list. */
type ResultOf<Result> =
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
