import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import type { Json } from "../support/workspace.ts";

const url = "http://127.0.0.1:3000/webhooks";
const target = { url, secret: "client secret", topics: ["contact.*"] };

const mistakes: readonly (readonly [title: string, given: Json, message: string])[] = [
  ["no object", "http://127.0.0.1", "A webhook target is an object such as"],
  ["an unknown property", { ...target, topic: "ping" }, 'A webhook target has no "topic".'],
  ["no URL", { ...target, url: "somewhere" }, "is an http or https URL"],
  ["another scheme", { ...target, url: "file:///etc/hosts" }, "is an http or https URL"],
  ["a password", { ...target, url: "http://a:b@127.0.0.1/" }, "no user name and no password"],
  ["an empty secret", { ...target, secret: "" }, "is a string that is not empty"],
  ["no topics", { ...target, topics: [] }, "topics is a list of topics"],
  [
    "a topic with a typo",
    { ...target, topics: ["contact.user.create"] },
    "Did you mean contact.user.created?",
  ],
  ["a group with a typo", { ...target, topics: ["contacts.*"] }, "Did you mean contact.*?"],
  ["an unknown version", { ...target, version: "1.4" }, "version is one of 2.7, "],
  [
    "a topic of another version",
    { ...target, version: "2.11", topics: ["job.completed"] },
    'Version 2.11 has no topic "job.completed", which is in 2.12 to Preview.',
  ],
  ["an unknown workspace", { ...target, workspaceId: "globex" }, "There is sandbox1."],
  ["an empty app id", { ...target, appId: "" }, "appId is a string, not empty"],
];

test.each(mistakes)("a target with %s is refused", (_, given, message) => {
  const { webhooks } = createSandbox();
  expect(() => webhooks.add(given)).toThrow(TypeError);
  expect(() => webhooks.add(given)).toThrow(message);
  expect(webhooks.list()).toEqual([]);
});

test.each<readonly [title: string, options: Json, message: string]>([
  ["an unknown option", { target }, 'webhooks has no option "target"'],
  ["an unknown mode", { deliver: "later" }, 'is "immediately" or "on-flush"'],
  ["no time", { timeoutMs: 0 }, "webhooks.timeoutMs is a whole number from 1"],
  ["a chance over 1", { faults: { lose: 2 } }, "lose is a number from 0 to 1, not 2."],
  ["an unknown fault", { faults: { loose: 1 } }, "Did you mean lose?"],
  ["no list of targets", { targets: target }, "webhooks.targets is a list"],
  ["an invalid target", { targets: [{ ...target, secret: "" }] }, "The secret of a webhook target"],
])("a sandbox with %s is refused", (_, webhooks, message) => {
  expect(() => createSandbox({ webhooks })).toThrow(message);
});

test.each([
  [{ topics: "contact.*" }, "cannot be filtered by topics, only by topic, targetId, status."],
  [{ topic: "contact.user.create" }, "Did you mean contact.user.created?"],
  [{ status: "sent" }, 'is one of pending, delivered, failed, lost, dropped, not "sent".'],
])("deliveries are not filtered by %j", (filter, message) => {
  const { webhooks } = createSandbox();
  expect(() => webhooks.deliveries(filter as never)).toThrow(TypeError);
  expect(() => webhooks.deliveries(filter as never)).toThrow(message);
});

test("a fault is set by replacing all faults, and not by a change of them", () => {
  const { webhooks } = createSandbox({ webhooks: { faults: { lose: 0.5 } } });
  expect(() => Object.assign(webhooks.faults, { lose: 1 })).toThrow(TypeError);
  webhooks.faults = { ...webhooks.faults, duplicate: 1 };
  expect(webhooks.faults).toEqual({ lose: 0.5, duplicate: 1 });
});

test("deliveries are filtered by a group of topics", async () => {
  const sandbox = createSandbox({ webhooks: { fetch: async () => new Response() } });
  sandbox.webhooks.add({ ...target, topics: ["*"] });
  sandbox.seed.company();
  sandbox.seed.contact();
  await sandbox.webhooks.settled();
  const topics = sandbox.webhooks.deliveries({ topic: "contact.*" }).map(({ topic }) => topic);
  expect(topics).toEqual(["contact.user.created"]);
});

test("neither a target nor a delivery shows the secret", async () => {
  const sandbox = createSandbox({ webhooks: { fetch: async () => new Response() } });
  const added = sandbox.webhooks.add({ ...target, topics: ["contact.*"] });
  sandbox.seed.contact();
  await sandbox.webhooks.settled();
  const shown = JSON.stringify([added, sandbox.webhooks.list(), sandbox.webhooks.deliveries()]);
  expect(shown).not.toContain(target.secret);
});
