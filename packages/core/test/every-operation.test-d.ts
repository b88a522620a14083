import type { BodyPart, Data, Failure } from "@interkit/core";
import type { paths as Oldest } from "@interkit/core/2.7";
import type { paths as Stable } from "@interkit/core/2.16";
import type { paths as Preview } from "@interkit/core/preview";
import { describe, expectTypeOf, test } from "vitest";

/** Both `any` and `unknown` take everything, and so check nothing. */
type IsLoose<Type> = unknown extends Type ? true : false;

type BodyOf<Operation> = BodyPart<Operation> extends { body: infer Body } ? Body : never;

/** The paths with an operation of which the aspect is loose. */
type Loose<Paths, Aspect extends "data" | "error" | "body"> = {
  [Path in keyof Paths]: {
    [Verb in keyof Paths[Path]]: IsLoose<
      {
        data: Data<Paths[Path][Verb]>;
        error: Failure<Paths[Path][Verb]>;
        body: BodyOf<Paths[Path][Verb]>;
      }[Aspect]
    > extends true
      ? Path
      : never;
  }[keyof Paths[Path]];
}[keyof Paths];

describe("no operation of any version", () => {
  test("gives any or unknown", () => {
    expectTypeOf<Loose<Oldest, "data">>().toBeNever();
    expectTypeOf<Loose<Stable, "data">>().toBeNever();
    expectTypeOf<Loose<Preview, "data">>().toBeNever();
  });

  test("fails with any or unknown", () => {
    expectTypeOf<Loose<Oldest, "error">>().toBeNever();
    expectTypeOf<Loose<Stable, "error">>().toBeNever();
    expectTypeOf<Loose<Preview, "error">>().toBeNever();
  });

  test("takes any or unknown, but for what is known", () => {
    // A body of which "one of these properties is required" has no type of its own yet.
    expectTypeOf<Loose<Oldest, "body">>().toExtend<"/contacts">();
    expectTypeOf<Loose<Stable, "body">>().toExtend<"/contacts">();
    expectTypeOf<Loose<Preview, "body">>().toExtend<"/contacts">();
  });
});
