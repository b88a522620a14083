import { writeFileSync } from "node:fs";
import path from "node:path";
import { signBody } from "@interkit/webhooks";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";

const env = {
  INTERCOM_CLIENT_SECRET: "a secret of the app",
  INTERCOM_FIN_SECRET: "a secret of Fin",
};
const body = '{"topic":"ping"}\n';

test.each([
  ["notification", "X-Hub-Signature", "a secret of the app"],
  ["app", "X-Body-Signature", "a secret of the app"],
  ["fin", "X-Fin-Agent-API-Webhook-Signature", "a secret of Fin"],
] as const)("the signature of %s is printed", async (kind, header, secret) => {
  const value = (await signBody(body, { secret, kind }))[header];
  const args = ["webhooks", "sign", "-", "--kind", kind];
  expect((await interkit(args, { env, stdin: body })).stdout).toBe(`${value}\n`);
  const withHeader = await interkit([...args, "--header"], { env, stdin: body });
  expect(withHeader.stdout).toBe(`${header}: ${value}\n`);
  const asJson = await interkit([...args, "--json"], { env, stdin: body });
  expect(JSON.parse(asJson.stdout)).toEqual({ header, value });
});

test("a file is signed byte for byte", async () => {
  const cwd = temporaryFolder();
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x0d, 0x0a]);
  writeFileSync(path.join(cwd, "body.json"), bytes);
  const { stdout } = await interkit(["webhooks", "sign", "body.json"], { env, cwd });
  const headers = await signBody(bytes, { secret: env.INTERCOM_CLIENT_SECRET });
  expect(stdout).toBe(`${headers["X-Hub-Signature"]}\n`);
});

test.each([
  [["nowhere.json"], env, /The file nowhere\.json cannot be read: ENOENT/],
  [["-", "--kind", "fin"], {}, /set INTERCOM_FIN_SECRET$/],
  [["-", "--kind", "sms"], env, /Allowed choices are notification, app, fin/],
])("%j is refused in one line", async (args, given, message) => {
  const { code, stderr } = await interkit(["webhooks", "sign", ...args], { env: given });
  expect(code).toBe(2);
  expect(stderr.trimEnd()).toMatch(message);
  expect(stderr.trimEnd()).not.toContain("\n");
});

test("topics are listed, of any API version", async () => {
  const { stdout } = await interkit(["webhooks", "topics"]);
  expect(stdout).toContain("contact.user.created\t");
  const old = await interkit(["webhooks", "topics", "--json", "--api-version", "2.7"]);
  const topics = old.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).topic);
  expect(topics).toContain("contact.user.created");
  expect(topics).not.toContain("call.started");
  const unknown = await interkit(["webhooks", "topics", "--api-version", "9"]);
  expect(unknown.stderr).toContain('There is no API version "9"');
});
