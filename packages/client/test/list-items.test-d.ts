import type { Admin, Macro, Ticket } from "@interkit/client/2.16";
import type { Client } from "@interkit/core";
import { expectTypeOf, test } from "vitest";
import type { Modules } from "./generated/modules.ts";

type ListsOf<Name extends keyof Modules> =
  Modules[Name]["Intercom"]["client"] extends Client<infer _Paths, infer Lists> ? Lists : never;

/** The lists whose items may be null. */
type NullItems<Lists> = {
  [Route in keyof Lists]: Lists[Route] extends { item: infer Item }
    ? null extends Item
      ? Route
      : never
    : Route;
}[keyof Lists];

test("no list of any version has items that may be null", () => {
  expectTypeOf<{ [Name in keyof Modules]: NullItems<ListsOf<Name>> }[keyof Modules]>().toBeNever();
});

test("the test above finds lists, and null in an example", () => {
  type Lists = ListsOf<"2.16">;
  expectTypeOf<Lists["GET /admins"]["item"]>().toEqualTypeOf<Admin>();
  expectTypeOf<Lists["GET /macros"]["item"]>().toEqualTypeOf<Macro>();
  expectTypeOf<Lists["POST /tickets/search"]["item"]>().toEqualTypeOf<Ticket>();
  expectTypeOf<
    NullItems<{ "GET /a": { item: string | null }; "GET /b": { item: string } }>
  >().toEqualTypeOf<"GET /a">();
});
