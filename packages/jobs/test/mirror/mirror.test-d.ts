import type { Intercom as Old } from "@interkit/client/2.7";
import type { Intercom as With } from "@interkit/client/2.11";
import type { Intercom } from "@interkit/client/2.16";
import type { Contacts } from "@interkit/client/2.16/contacts";
import type { Intercom as Preview } from "@interkit/client/preview";
import {
  createMirror,
  type Mirror,
  type MirrorDifference,
  type MirrorTarget,
  type StreamsOf,
} from "@interkit/jobs/sync";
import { createWebhooks } from "@interkit/webhooks";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const client: With;
declare const intercom: Intercom;
declare const preview: Preview;
declare const contacts: Contacts;
declare const target: MirrorTarget;
declare const mirror: Mirror;

test("a mirror takes the client of every version, and the resources alone", () => {
  expectTypeOf(createMirror(intercom, { target })).toEqualTypeOf<Mirror>();
  createMirror(old, { target, streams: ["contacts", "companies", "conversations"] });
  createMirror(client, { target, streams: ["tickets"] });
  createMirror(preview, { target });
  createMirror({ contacts }, { target, streams: ["contacts"] });
});

test("a stream that the version does not have does not compile", () => {
  expectTypeOf<StreamsOf<Old>>().toEqualTypeOf<"contacts" | "companies" | "conversations">();
  // @ts-expect-error tickets exist from 2.11 on
  createMirror(old, { target, streams: ["tickets"] });
  // @ts-expect-error a resource that is not there
  createMirror({ contacts }, { target, streams: ["companies"] });
  // @ts-expect-error no stream
  createMirror(intercom, { target, streams: ["tags"] });
  // @ts-expect-error a mirror needs a target
  createMirror(intercom, {});
});

test("a hint takes the notification that a handler of webhooks gets", () => {
  const webhooks = createWebhooks({ secret: "secret" });
  webhooks.on("conversation.*", (event) => mirror.hint(event));
  webhooks.on("*", (event) => mirror.hint(event));
});

test("differences have a kind", async () => {
  expectTypeOf(await mirror.verify()).toEqualTypeOf<MirrorDifference[]>();
});
