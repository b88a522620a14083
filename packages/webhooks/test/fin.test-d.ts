import type { FinReplyChunkEvent } from "@interkit/core/latest";
import {
  createFinEvents,
  type Endpoint,
  type FinStreamEvent,
  readFinStream,
  type UnknownFinEvent,
} from "@interkit/webhooks/fin";
import { expectTypeOf, test } from "vitest";

const fin = createFinEvents({ secret: "secret" });

test("a handler gets the event of its name", () => {
  expectTypeOf(fin).toExtend<Endpoint>();
  fin.on("fin_replied", (event) => {
    expectTypeOf(event.event_name).toEqualTypeOf<"fin_replied">();
    expectTypeOf(event.message.body).toEqualTypeOf<string>();
  });
  fin.on("csat_requested", ({ csat }) => expectTypeOf(csat.options).toBeArray());
  fin.otherwise((event) => expectTypeOf(event).toEqualTypeOf<UnknownFinEvent>());
});

test("a name that webhooks do not have does not compile", () => {
  // @ts-expect-error a typo
  fin.on("fin_reply", () => undefined);
  // @ts-expect-error parts of answers come by streams alone
  fin.on("fin_reply_chunk", () => undefined);
});

test("the events of a stream are distinguished by their names", async () => {
  for await (const event of readFinStream(new Response())) {
    expectTypeOf(event).toEqualTypeOf<FinStreamEvent>();
    if (event.event_name === "fin_reply_chunk") {
      expectTypeOf(event).toEqualTypeOf<FinReplyChunkEvent>();
    }
    // @ts-expect-error a request for a rating has no user's message
    event.message;
  }
  // @ts-expect-error the address is no response
  readFinStream("https://example.com");
});
