import type { Intercom as V2_7 } from "@interkit/client/2.7";
import type { Intercom as V2_8 } from "@interkit/client/2.8";
import type { Intercom as V2_9 } from "@interkit/client/2.9";
import type { Intercom as V2_10 } from "@interkit/client/2.10";
import type { Intercom as V2_11 } from "@interkit/client/2.11";
import type { Intercom as V2_12 } from "@interkit/client/2.12";
import type { Intercom as V2_13 } from "@interkit/client/2.13";
import type { Intercom as V2_14 } from "@interkit/client/2.14";
import type { Intercom as V2_15 } from "@interkit/client/2.15";
import type { Intercom as V2_16 } from "@interkit/client/2.16";
import type { Intercom as Preview } from "@interkit/client/preview";
import type { Intercom as Unstable } from "@interkit/client/unstable";
import type { operations as OV2_7 } from "@interkit/core/2.7";
import type { operations as OV2_8 } from "@interkit/core/2.8";
import type { operations as OV2_9 } from "@interkit/core/2.9";
import type { operations as OV2_10 } from "@interkit/core/2.10";
import type { operations as OV2_11 } from "@interkit/core/2.11";
import type { operations as OV2_12 } from "@interkit/core/2.12";
import type { operations as OV2_13 } from "@interkit/core/2.13";
import type { operations as OV2_14 } from "@interkit/core/2.14";
import type { operations as OV2_15 } from "@interkit/core/2.15";
import type { operations as OV2_16 } from "@interkit/core/2.16";
import type { operations as OPreview } from "@interkit/core/preview";
import type { operations as OUnstable } from "@interkit/core/unstable";
import { expectTypeOf, test } from "vitest";
import type { AnyIn, IsAny, MethodIds } from "./types/walk.ts";

type Methods<Intercom> = MethodIds<Omit<Intercom, "client">>;
/** The second methods of operations whose answer is a list or one object. */
type Second = "companies.find" | "dataEvents.summarize";
type Places<Operations> = keyof Operations | Second;
type Unknown<Intercom> = AnyIn<Omit<Intercom, "client">>;

test("every operation of every version has a method, and every method an operation", () => {
  expectTypeOf<Methods<V2_7>>().toEqualTypeOf<Places<OV2_7>>();
  expectTypeOf<Methods<V2_8>>().toEqualTypeOf<Places<OV2_8>>();
  expectTypeOf<Methods<V2_9>>().toEqualTypeOf<Places<OV2_9>>();
  expectTypeOf<Methods<V2_10>>().toEqualTypeOf<Places<OV2_10>>();
  expectTypeOf<Methods<V2_11>>().toEqualTypeOf<Places<OV2_11>>();
  expectTypeOf<Methods<V2_12>>().toEqualTypeOf<Places<OV2_12>>();
  expectTypeOf<Methods<V2_13>>().toEqualTypeOf<Places<OV2_13>>();
  expectTypeOf<Methods<V2_14>>().toEqualTypeOf<Places<OV2_14>>();
  expectTypeOf<Methods<V2_15>>().toEqualTypeOf<Places<OV2_15>>();
  expectTypeOf<Methods<V2_16>>().toEqualTypeOf<Places<OV2_16>>();
  expectTypeOf<Methods<Preview>>().toEqualTypeOf<Places<OPreview>>();
  expectTypeOf<Methods<Unstable>>().toEqualTypeOf<Places<OUnstable>>();
});

test("nothing that a method takes or gives is any, and no argument or answer unknown", () => {
  expectTypeOf<Unknown<V2_7>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_8>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_9>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_10>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_11>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_12>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_13>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_14>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_15>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<V2_16>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<Preview>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<Unstable>>().toEqualTypeOf<never>();
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
