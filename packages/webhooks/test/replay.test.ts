import { createWebhooks } from "@interkit/webhooks";
import { toNodeListener } from "@interkit/webhooks/node";
import { readRecording, replayDeliveries } from "@interkit/webhooks/recordings";
import { expect, test } from "vitest";
import { delivery, notification, secret } from "./support/notification.ts";
import { newFile, opened } from "./support/recordings.ts";
import { serve } from "./support/serve.ts";

/** A recording of these topics, whose handlers have failed. */
async function outage(...topics: string[]): Promise<string> {
  const file = newFile();
  const down = createWebhooks({ secret, recording: await opened(file), onError: () => undefined });
  down.on("*", () => Promise.reject(new Error("The database is down")));
  for (const topic of topics) {
    expect((await down.fetch(await delivery(notification(topic)))).status).toBe(500);
  }
  return file;
}

type Options = Parameters<typeof replayDeliveries>[1];

async function replayed(file: string, options: Options): Promise<(number | string)[]> {
  const results: (number | string)[] = [];
  for await (const { status, error } of replayDeliveries(readRecording(file), options)) {
    results.push(status ?? error ?? "");
  }
  return results;
}

test("what was kept in an outage is handled afterwards, in order, each once", async () => {
  const topics = ["contact.user.created", "conversation.read", "contact.deleted"];
  const file = await outage(...topics);
  const handled: string[] = [];
  const up = createWebhooks({ secret });
  up.on("*", ({ topic }) => handled.push(topic));
  const to = await serve(toNodeListener(up));
  expect(await replayed(file, { to })).toEqual([200, 200, 200]);
  expect(await replayed(file, { to })).toEqual([200, 200, 200]);
  expect(handled).toEqual(topics);
});

test("a secret signs notifications anew", async () => {
  const file = await outage("contact.user.created");
  const to = await serve(
    toNodeListener(createWebhooks({ secret: "new", onError: () => undefined })),
  );
  expect(await replayed(file, { to })).toEqual([401]);
  expect(await replayed(file, { to, secret: "new" })).toEqual([200]);
});

test("a notification that fails does not end the others", async () => {
  const file = await outage("contact.user.created", "conversation.read", "contact.deleted");
  let count = 0;
  const to = await serve((_, response) => {
    count += 1;
    if (count === 2) response.socket?.destroy();
    else response.writeHead(count === 1 ? 302 : 204, { Location: "/elsewhere" }).end();
  });
  expect(await replayed(file, { to })).toEqual([302, "other side closed", 204]);
});

test("an endpoint that is down or does not respond is reported", async () => {
  const file = await outage("contact.user.created");
  const refused = await replayed(file, { to: "http://127.0.0.1:9/" });
  expect(refused).toEqual([expect.stringMatching(/ECONNREFUSED|bad port/)]);
  const to = await serve(() => undefined);
  expect(await replayed(file, { to, timeoutMs: 50 })).toEqual([
    "There was no response within 50 ms",
  ]);
});

test("a signal ends a replay", async () => {
  const file = await outage("contact.user.created", "conversation.read");
  const controller = new AbortController();
  const to = await serve(() => controller.abort());
  await expect(replayed(file, { to, signal: controller.signal })).rejects.toThrow(
    expect.objectContaining({ name: "AbortError" }),
  );
});

test.each([
  [{ to: "localhost:3000" }, /^"to" must be a URL/],
  [{ to: "ftp://localhost/" }, /^"to" must be a URL/],
  [{ to: "http://ada:pw@localhost/" }, /^"to" must have no user name/],
  [{ to: "http://localhost/", secret: "" }, /^"secret" must be a text that is not empty/],
  [{ to: "http://localhost/", timeoutMs: 0 }, /^"timeoutMs" must be a positive number/],
  [{ to: "http://localhost/", from: 1 }, /^replayDeliveries has no option "from"/],
])("the options %j are refused", (options, message) => {
  expect(() => replayDeliveries([], options)).toThrow(message);
});
