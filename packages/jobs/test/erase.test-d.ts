import type { Intercom as Oldest } from "@interkit/client/2.7";
import type { Intercom as Intercom211 } from "@interkit/client/2.11";
import type { Intercom as Intercom216 } from "@interkit/client/2.16";
import type { Intercom as Intercom217 } from "@interkit/client/2.17";
import type { Contacts } from "@interkit/client/2.17/contacts";
import type { Intercom as Preview } from "@interkit/client/preview";
import { type ErasureReport, erase } from "@interkit/jobs/erase";
import { expectTypeOf, test } from "vitest";

declare const oldest: Oldest;
declare const intercom211: Intercom211;
declare const intercom216: Intercom216;
declare const intercom217: Intercom217;
declare const preview: Preview;
declare const contacts: Contacts;

test("an erasure takes the client of every version, and contacts alone", async () => {
  expectTypeOf(await erase(oldest, { id: "1" })).toEqualTypeOf<ErasureReport>();
  erase(intercom211, { external_id: "42" });
  erase(intercom216, { email: "ada@example.com" });
  erase(intercom217, { id: "1", email: undefined }, { dryRun: true });
  erase(preview, { id: "1", email: "ada@example.com" }, { signal: undefined });
  erase({ contacts }, { id: "1" });
});

test("other identifiers and options do not compile", () => {
  // @ts-expect-error a typo
  erase(intercom216, { external_di: "42" });
  // @ts-expect-error an id is a text
  erase(intercom216, { id: 42 });
  // @ts-expect-error no option
  erase(intercom216, { id: "42" }, { dryrun: true });
  // @ts-expect-error companies are no contacts
  erase({ contacts: intercom216.companies }, { id: "42" });
});
