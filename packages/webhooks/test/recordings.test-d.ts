import { createWebhooks, type DeliveryRecording } from "@interkit/webhooks";
import { openRecording, readRecording, replayDeliveries } from "@interkit/webhooks/recordings";
import { expectTypeOf, test } from "vitest";

test("what is read can be replayed, and what is opened can be given to webhooks", async () => {
  const recording = await openRecording("notifications.jsonl");
  expectTypeOf(recording).toExtend<DeliveryRecording>();
  createWebhooks({ secret: "client secret", recording });
  const kept = readRecording("notifications.jsonl", { since: new Date(), topic: undefined });
  for await (const { status, delivery } of replayDeliveries(kept, { to: "http://localhost/" })) {
    expectTypeOf(status).toEqualTypeOf<number | undefined>();
    expectTypeOf(delivery.topic).toEqualTypeOf<string | undefined>();
    expectTypeOf(delivery.body).toExtend<Uint8Array>();
  }
});

test("a recording of one's own has append alone", () => {
  const recording = { append: async () => undefined };
  createWebhooks({ secret: "client secret", recording });
  // @ts-expect-error the path of a file is no recording
  createWebhooks({ secret: "client secret", recording: "notifications.jsonl" });
  // @ts-expect-error an address is needed
  replayDeliveries([], {});
  // @ts-expect-error times are dates
  readRecording("notifications.jsonl", { since: "2h" });
});
