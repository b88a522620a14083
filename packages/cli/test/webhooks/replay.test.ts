import { appendFileSync } from "node:fs";
import path from "node:path";
import { signBody, verifySignature } from "@interkit/webhooks";
import { openRecording } from "@interkit/webhooks/recordings";
import { expect, test } from "vitest";
import { endpoint } from "../support/endpoint.ts";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";

const secret = "the-client-secret-of-an-app";

/** A file with notifications of these topics, whose ids are `notif_0`, `notif_1`, …. */
async function kept(...topics: string[]): Promise<string> {
  const file = path.join(temporaryFolder(), "store.jsonl");
  const recording = await openRecording(file);
  for (const [index, topic] of topics.entries()) {
    const item = { type: "contact", id: `${index}` };
    const body = JSON.stringify({ topic, id: `notif_${index}`, data: { item } });
    await recording.append({ headers: await signBody(body, { secret }), body });
  }
  await recording.close();
  return file;
}

const topics = ["contact.user.created", "conversation.read", "contact.deleted"];

test("kept notifications are sent in order, and failures are counted", async () => {
  const app = await endpoint((count) => (count === 2 ? 500 : 200));
  const args = ["webhooks", "replay", "--store", await kept(...topics), "--to", app.url];
  const { code, stdout, stderr } = await interkit(args);
  expect(app.topics()).toEqual(topics);
  expect(stdout.split("\n").map((line) => line.slice(10))).toEqual([
    "200  contact.user.created  0  notif_0",
    "500  conversation.read  1  notif_1",
    "200  contact.deleted  2  notif_2",
    "",
  ]);
  expect(stderr).toBe(`3 notifications sent to ${app.url}, 1 failed\n`);
  expect(code).toBe(1);
});

test("a secret signs them anew, and without one the kept signature is sent", async () => {
  const app = await endpoint();
  const args = ["webhooks", "replay", "--store", await kept("ping"), "--to", app.url];
  await interkit(args);
  await interkit(args, { env: { INTERCOM_CLIENT_SECRET: "a secret that was replaced" } });
  const [old, fresh] = app.requests;
  for (const [request, key] of [
    [old, secret],
    [fresh, "a secret that was replaced"],
  ] as const) {
    if (request === undefined) throw new Error("There are two requests");
    await verifySignature(request, { secret: key });
  }
});

test("ids, topics and times choose what is sent", async () => {
  const app = await endpoint();
  const args = ["webhooks", "replay", "--store", await kept(...topics), "--to", app.url];
  await interkit([...args, "notif_2"]);
  await interkit([...args, "--topic", "conversation.*", "--since", "1m"]);
  await interkit([...args, "--since", "+1m"]);
  expect(app.topics()).toEqual(["contact.deleted", "conversation.read"]);
  const { code, stderr } = await interkit([...args, "notif_1", "notif_9"]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/has no notification notif_9; check/)]);
  expect(app.requests).toHaveLength(2);
});

test("--times and --shuffle send each as often, in another order", async () => {
  const many = Array.from({ length: 30 }, (_, index) => `topic.number_${index}`);
  const app = await endpoint();
  const args = ["webhooks", "replay", "--store", await kept(...many), "--to", app.url];
  await interkit([...args, "--times", "2"]);
  const twice = many.flatMap((topic) => [topic, topic]);
  expect(app.topics()).toEqual(twice);
  await interkit([...args, "--times", "2", "--shuffle"]);
  const sent = app.topics().slice(60);
  expect(sent).not.toEqual(twice);
  expect(sent.sort()).toEqual(twice.sort());
});

test("--dry-run sends nothing, and prints what would be sent", async () => {
  const app = await endpoint();
  const args = ["webhooks", "replay", "--store", await kept("ping"), "--to", app.url, "--json"];
  const { code, stdout, stderr } = await interkit([...args, "--dry-run"]);
  const receivedAt = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(JSON.parse(stdout)).toEqual({ receivedAt, topic: "ping", item: "0", id: "notif_0" });
  expect([code, stderr]).toEqual([0, `1 notification would be sent to ${app.url}\n`]);
  expect(app.requests).toHaveLength(0);
});

test("a line that a kill left incomplete is named, and left out", async () => {
  const app = await endpoint();
  const file = await kept("ping");
  appendFileSync(file, '\n{"receivedAt":"2026-');
  const { stderr } = await interkit(["webhooks", "replay", "--store", file, "--to", app.url]);
  expect(stderr).toContain(`Line 4 of ${file} is incomplete, as after a kill, and is left out\n`);
  expect(app.topics()).toEqual(["ping"]);
});

test("a topic that is not known is warned of", async () => {
  const args = ["webhooks", "replay", "--store", await kept("a.b"), "--to", "http://127.0.0.1:9/"];
  const { stderr } = await interkit([...args, "--topic", "contacts.*"]);
  expect(stderr).toContain(`warning: --topic: no known topic fits "contacts.*"`);
});

test.each([
  [["--to", "https://app.example.com/"], /is not this machine, .* give --allow-remote/],
  [["--to", "http://ada:pw@localhost/"], /has a user name or a password/],
  [[], /required option '--to <url>'/],
  [["--to", "http://localhost/", "--times", "0"], /whole number from 1 to 1000/],
  [["--to", "http://localhost/", "--store", "nowhere.jsonl"], /nowhere\.jsonl does not exist/],
])("the options %j are refused in one line", async (flags, message) => {
  const { code, stderr } = await interkit(["webhooks", "replay", ...flags]);
  expect(code).toBe(2);
  expect(stderr.trimEnd()).toMatch(message);
  expect(stderr.trimEnd()).not.toContain("\n");
});

test("another machine needs --allow-remote", async () => {
  const args = ["webhooks", "replay", "--store", await kept(), "--to", "https://app.example.com/"];
  const { code, stderr } = await interkit([...args, "--allow-remote"]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("0 notifications sent")]);
});
