import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createSandbox } from "@interkit/sandbox";
import { createWebhooks } from "@interkit/webhooks";
import { openRecording, readRecording } from "@interkit/webhooks/recordings";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { delivery, notification, secret } from "./support/notification.ts";
import { bodiesIn, newFile, opened } from "./support/recordings.ts";

const headers = { "Content-Type": "application/json", "X-Hub-Signature": "sha1=0" };

test("notifications of a sandbox are kept before they are handled, in order", async () => {
  const file = newFile();
  const webhooks = createWebhooks({ secret, recording: await opened(file) });
  const kept: number[] = [];
  webhooks.on("*", async () => kept.push((await bodiesIn(file)).length));
  const sandbox = createSandbox({
    webhooks: {
      targets: [{ url: "https://app.test/webhooks", secret, topics: ["contact.*"] }],
      fetch: (url, init) => webhooks.fetch(new Request(url, init)),
    },
  });
  sandbox.seed.contact({ email: "ada@example.com" });
  sandbox.seed.contact({ email: "bob@example.com" });
  await sandbox.webhooks.settled();
  const deliveries = [];
  for await (const one of readRecording(file)) deliveries.push(one);
  const topics = ["ping", "contact.user.created", "contact.user.created"];
  expect(deliveries.map(({ topic }) => topic)).toEqual(topics);
  expect(deliveries[0]?.id).toBeUndefined();
  expect(deliveries.slice(1).map(({ id }) => id)).toEqual(
    sandbox.webhooks.deliveries({ topic: "contact.user.created" }).map(({ body }) => body.id),
  );
  expect(deliveries[1]?.headers).toEqual({
    "content-type": "application/json",
    "user-agent": "intercom-parrot-service-client/1.0",
    "x-hub-signature": expect.stringMatching(/^sha1=[0-9a-f]{40}$/),
  });
  expect(kept).toEqual([1, 2, 3]);
});

test("a request with a wrong signature is answered with 401, and not kept", async () => {
  const file = newFile();
  const onError = () => undefined;
  const webhooks = createWebhooks({ secret: "other", recording: await opened(file), onError });
  expect((await webhooks.fetch(await delivery(notification("ping")))).status).toBe(401);
  expect(await bodiesIn(file)).toEqual([]);
});

test("a notification that cannot be kept is answered with 503, and not handled", async () => {
  const recording = await openRecording(newFile());
  await recording.close();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const webhooks = createWebhooks({ secret, recording, onError });
  webhooks.on("*", () => errors.push("handled"));
  expect((await webhooks.fetch(await delivery(notification("ping")))).status).toBe(503);
  expect(errors.map(String)).toEqual([expect.stringMatching(/ is closed: open it again$/)]);
});

test("any bytes are read as they were kept", async () => {
  const file = newFile();
  const recording = await opened(file);
  const any = fc.oneof(fc.uint8Array({ maxLength: 300 }), texts());
  await fc.assert(
    fc.asyncProperty(fc.array(any, { maxLength: 5 }), async (bodies) => {
      writeFileSync(file, "");
      await Promise.all(bodies.map((body) => recording.append({ headers, body })));
      const read: Uint8Array[] = [];
      for await (const { body } of readRecording(file)) read.push(body);
      expect(read.map((body) => [...body])).toEqual(bodies.map((body) => [...body]));
    }),
  );
});

/** Line breaks of every kind, byte order marks and halves of characters. */
function texts(): fc.Arbitrary<Uint8Array> {
  const parts = ["\n", "\r", "\u2028", "\u0085", "\uFEFF", "\0", '"', "\\", "é", "😀"];
  const text = fc
    .array(fc.constantFrom(...parts))
    .map((list) => new TextEncoder().encode(list.join("")));
  return fc.tuple(text, fc.nat(4)).map(([bytes, cut]) => bytes.slice(0, bytes.length - cut));
}

test("a body of 5 MB is kept", async () => {
  const file = newFile();
  const webhooks = createWebhooks({ secret, recording: await opened(file) });
  const empty = notification("ping", { text: "" }).length;
  const body = notification("ping", { text: "x".repeat(4_999_900 - empty) });
  expect((await webhooks.fetch(await delivery(body))).status).toBe(200);
  expect(await bodiesIn(file)).toEqual([body]);
});

test("a line that a kill left incomplete is left out, and what follows is kept", async () => {
  const file = newFile();
  const recording = await opened(file);
  await recording.append({ headers, body: "1" });
  appendFileSync(file, '\n{"receivedAt":"2026-11-28T10:00:00.000Z","headers":{},"body":"2');
  await recording.append({ headers, body: "3" });
  appendFileSync(file, '\n{"receivedAt":"2026-11-28T10:00');
  const lines: number[] = [];
  expect(await bodiesIn(file, { onSkip: (line) => lines.push(line) })).toEqual(["1", "3"]);
  expect(lines).toEqual([4, 7]);
  await (await opened(file)).append({ headers, body: "4" });
  expect(await bodiesIn(file)).toEqual(["1", "3", "4"]);
});

test("two processes add to one file, and one may be killed at any moment", async () => {
  const file = newFile();
  const recording = await opened(file);
  const child = spawn(
    process.execPath,
    ["--conditions=@interkit/source", "--import", "tsx", "-e", endless],
    {
      cwd: new URL("..", import.meta.url),
      env: { ...process.env, FILE: file },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  const own = Array.from({ length: 200 }, (_, index) => `own ${index}`);
  for (const body of own.slice(0, 100)) await recording.append({ headers, body });
  child.kill("SIGKILL");
  await once(child, "close");
  await Promise.all(own.slice(100).map((body) => recording.append({ headers, body })));
  const bodies = await bodiesIn(file);
  expect(bodies.filter((body) => body.startsWith("own"))).toEqual(own);
  const others = bodies.filter((body) => body.startsWith("other"));
  expect(others.length).toBeGreaterThan(0);
  expect(new Set(others.map((body) => body.length))).toEqual(new Set([1_000_005]));
});

const endless = `
  import { openRecording } from "@interkit/webhooks/recordings";
  const recording = await openRecording(process.env.FILE);
  for (;;) {
    await recording.append({ headers: {}, body: "other" + "x".repeat(1_000_000) });
    console.log("added");
  }`;

test("the file is for its user alone", async () => {
  const file = newFile();
  await opened(file);
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a recording is filtered by time, topic and id", async () => {
  const file = newFile();
  const recording = await opened(file);
  const add = async (topic: string, id: string | null) => {
    await recording.append({ headers, body: notification(topic, {}, { id }) });
    return readFileSync(file, "utf8").trim().split("\n").at(-1) ?? "";
  };
  await add("contact.user.created", "notif_a");
  await add("ping", null);
  await add("conversation.read", "notif_b");
  const old = (await add("contact.deleted", "notif_c")).replace(/"20\d\d-/, '"2001-');
  writeFileSync(file, `${old}\n${readFileSync(file, "utf8")}`);
  const found = async (filter: Parameters<typeof readRecording>[1]) =>
    (await bodiesIn(file, filter)).map((body) => JSON.parse(body).topic);
  expect(await found({ topic: "contact.*", since: new Date("2020-01-01") })).toEqual([
    "contact.user.created",
    "contact.deleted",
  ]);
  expect(await found({ until: new Date("2020-01-01") })).toEqual(["contact.deleted"]);
  expect(await found({ topic: "ping" })).toEqual(["ping"]);
  expect(await found({ ids: ["notif_b", "notif_c"] })).toEqual([
    "contact.deleted",
    "conversation.read",
    "contact.deleted",
  ]);
});

test("what is added during a reading is not read", async () => {
  const file = newFile();
  const recording = await opened(file);
  await recording.append({ headers, body: "1" });
  // More than is read ahead of the first one.
  await recording.append({ headers, body: "x".repeat(300_000) });
  let count = 0;
  for await (const { body } of readRecording(file)) {
    await recording.append({ headers, body });
    count += 1;
    if (count > 3) break;
  }
  expect(count).toBe(2);
});

test.each([
  ["a file that is none", () => openRecording(""), /openRecording needs the path of a file/],
  ["a folder", () => openRecording("test"), /^The recording test is a folder/],
  ["what is below a file", () => openRecording("package.json/a/b"), /is below a file/],
  ["no file", () => bodiesIn("nowhere.jsonl"), /^The recording nowhere\.jsonl does not exist$/],
  ["a list of topics", () => bodiesIn("a", { topic: ["*"] as never }), /^"topic" takes a topic/],
  ["a wrong date", () => bodiesIn("a", { since: new Date("x") }), /^"since" must be a Date/],
  ["a text as ids", () => bodiesIn("a", { ids: "notif_1" as never }), /^"ids" must be a list$/],
  ["an unknown filter", () => bodiesIn("a", { id: "x" } as never), /has no option "id"; it has/],
])("%s is refused", async (_, call, message) => {
  await expect(call()).rejects.toThrow(
    expect.objectContaining({ name: "ConfigError", message: expect.stringMatching(message) }),
  );
});

test("a path in place of a recording is refused", () => {
  const wrong = { secret, recording: "notifications.jsonl" as never };
  expect(() => createWebhooks(wrong)).toThrow(/"recording" must have a function "append"/);
});
