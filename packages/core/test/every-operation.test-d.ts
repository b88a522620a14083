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

  test("takes any or unknown", () => {
    expectTypeOf<Loose<Oldest, "body">>().toBeNever();
    expectTypeOf<Loose<Stable, "body">>().toBeNever();
    expectTypeOf<Loose<Preview, "body">>().toBeNever();
  });
});
