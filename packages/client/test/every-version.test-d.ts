import { expectTypeOf, test } from "vitest";
import type { Modules } from "./generated/modules.ts";
import type { AnyInMethods, IsAny, MethodIds } from "./types/method-types.ts";

/** The second methods of operations that return a list or one object. */
type Second = "companies.find" | "dataEvents.summarize";

type Methods = { [Name in keyof Modules]: MethodIds<Omit<Modules[Name]["Intercom"], "client">> };
type OperationIds = { [Name in keyof Modules]: keyof Modules[Name]["operations"] | Second };
type Unknown = { [Name in keyof Modules]: AnyInMethods<Omit<Modules[Name]["Intercom"], "client">> };

test("every operation of every version has a method, and every method an operation", () => {
  expectTypeOf<Methods>().toEqualTypeOf<OperationIds>();
});

test("no argument and no result of a method has any in it, or is unknown", () => {
  expectTypeOf<Unknown[keyof Modules]>().toEqualTypeOf<never>();
});

test("the two tests above find methods and any in an example", () => {
  interface Hidden {
    readonly things: {
      // biome-ignore lint/suspicious/noExplicitAny: the test has to find this
      get(thing_id: string): Promise<{ readonly parts: readonly { readonly size: any }[] }>;
      list(): Promise<string>;
      create(body: unknown): Promise<string>;
      delete(): Promise<unknown>;
    };
  }
  expectTypeOf<AnyInMethods<Hidden>>().toEqualTypeOf<
    "things.get().parts[].size" | "things.create(…)" | "things.delete()"
  >();
  expectTypeOf<MethodIds<Hidden>>().toEqualTypeOf<
    "things.get" | "things.list" | "things.create" | "things.delete"
  >();
  expectTypeOf<IsAny<unknown>>().toEqualTypeOf<false>();
});
