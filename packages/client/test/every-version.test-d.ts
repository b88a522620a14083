import { expectTypeOf, test } from "vitest";
import type { Modules } from "./generated/modules.ts";
import type { AnyIn, IsAny, MethodIds } from "./types/walk.ts";

/** The second methods of operations whose answer is a list or one object. */
type Second = "companies.find" | "dataEvents.summarize";

type Methods = { [Name in keyof Modules]: MethodIds<Omit<Modules[Name]["Intercom"], "client">> };
type Places = { [Name in keyof Modules]: keyof Modules[Name]["operations"] | Second };
type Unknown = { [Name in keyof Modules]: AnyIn<Omit<Modules[Name]["Intercom"], "client">> };

test("every operation of every version has a method, and every method an operation", () => {
  expectTypeOf<Methods>().toEqualTypeOf<Places>();
});

test("nothing that a method takes or gives is any, and no argument or answer unknown", () => {
  expectTypeOf<Unknown[keyof Modules]>().toEqualTypeOf<never>();
});

test("the two tests above see what they are for", () => {
  interface Hidden {
    readonly things: {
      // biome-ignore lint/suspicious/noExplicitAny: what the test has to find
      get(thing_id: string): Promise<{ readonly parts: readonly { readonly size: any }[] }>;
      list(): Promise<string>;
      create(body: unknown): Promise<string>;
      delete(): Promise<unknown>;
    };
  }
  expectTypeOf<AnyIn<Hidden>>().toEqualTypeOf<
    "things.get().parts[].size" | "things.create(…)" | "things.delete()"
  >();
  expectTypeOf<MethodIds<Hidden>>().toEqualTypeOf<
    "things.get" | "things.list" | "things.create" | "things.delete"
  >();
  expectTypeOf<IsAny<unknown>>().toEqualTypeOf<false>();
});
