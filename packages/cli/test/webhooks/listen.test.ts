import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { signBody } from "@interkit/webhooks";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { endpoint } from "../support/endpoint.ts";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";
import { type Running, start } from "../support/running.ts";

const secret = "the-client-secret-of-an-app";
const env = { INTERCOM_CLIENT_SECRET: secret, NO_COLOR: "1" };

/** Starts `listen` with a store of its own. */
async function listening(...flags: string[]): Promise<Running & { url: string; store: string }> {
  const store = path.join(temporaryFolder(), "store.jsonl");
  const args = ["webhooks", "listen", "--port", "0", "--store", store, ...flags];
  const running = start(args, env);
  return { ...running, store, url: await running.said(/Listening on (http:\S+);/) };
}

/** A sandbox that sends notifications to a URL. */
function sending(url: string, key = secret): Sandbox {
  const sandbox = createSandbox();
  onTestFinished(() => sandbox.close());
  sandbox.webhooks.add({ url, secret: key, topics: ["*"] });
  return sandbox;
}

async function post(url: string, body: Uint8Array | string): Promise<number> {
  const headers = await signBody(body, { secret });
  return (await fetch(url, { method: "POST", headers, body: new Uint8Array(Buffer.from(body)) }))
    .status;
}

test("notifications of the sandbox are printed, kept, and forwarded with their signature", async () => {
  const app = await endpoint();
  const { url, stdout, stop } = await listening("--forward-to", app.url);
  const sandbox = sending(url);
  sandbox.seed.contact({ email: "ada@example.com" });
  await sandbox.webhooks.settled();
  const [, delivery] = sandbox.webhooks.deliveries();
  const { id, data } = delivery?.body ?? {};
  expect(app.topics()).toEqual(["ping", "contact.user.created"]);
  const [, request] = app.requests;
  const [[name = "", value] = []] = Object.entries(await signBody(request?.body ?? "", { secret }));
  expect(request?.headers[name.toLowerCase()]).toBe(value);
  expect(sandbox.webhooks.list()[0]?.head).toEqual({ status: 200 });
  const [ping, created] = stdout().split("\n");
  expect(ping).toMatch(/^\d\d:\d\d:\d\d {2}200 {2}ping {2}- {2}-$/);
  const item = (data as { item: { id: string } }).item.id;
  expect(created?.slice(10)).toBe(`200  contact.user.created  ${item}  ${id}`);
  expect((await stop()).code).toBe(130);
});

test("Intercom gets the status of the endpoint, and 502 where it does not respond", async () => {
  const app = await endpoint((count) => (count === 1 ? 503 : 410));
  const { url, stdout } = await listening("--forward-to", app.url, "--json");
  expect([await post(url, "{}"), await post(url, "{}")]).toEqual([503, 410]);
  await app.close();
  expect(await post(url, "{}")).toBe(502);
  const lines = stdout()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ status }) => status)).toEqual([503, 410, 502]);
  expect(lines[2].error).toContain("ECONNREFUSED");
});

test("what is not signed with the secret is refused, and not kept or forwarded", async () => {
  const app = await endpoint();
  const { url, store, said, stdout } = await listening("--forward-to", app.url);
  const sandbox = sending(url, "another secret");
  await sandbox.webhooks.settled();
  expect(await said(/warning: (401 .* is not one of this body)/)).toContain("X-Hub-Signature");
  expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401);
  expect((await fetch(url)).status).toBe(405);
  expect([app.requests.length, stdout()]).toEqual([0, ""]);
  const args = ["webhooks", "replay", "--store", store, "--to", app.url];
  expect((await interkit(args)).stderr).toContain("0 notifications sent");
});

test("any bytes are forwarded as they came", async () => {
  const app = await endpoint();
  const { url } = await listening("--forward-to", app.url);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(await post(url, bytes)).toBe(200);
      expect([...(app.requests.at(-1)?.body ?? [])]).toEqual([...bytes]);
    }),
    { numRuns: 30 },
  );
});

test("bodies of up to 5 MB are forwarded, and larger ones are refused", async () => {
  const app = await endpoint();
  const { url } = await listening("--forward-to", app.url);
  expect(await post(url, Buffer.alloc(5_000_000, "x"))).toBe(200);
  expect(app.requests[0]?.body).toHaveLength(5_000_000);
  const large = Buffer.alloc(5_000_001, "x");
  // The connection may be closed before the response is read, since the rest of the body is not.
  expect([413, 0]).toContain(await post(url, large).catch(() => 0));
  expect(app.requests).toHaveLength(1);
});

test("--since forwards first what was kept while the endpoint was down", async () => {
  const app = await endpoint();
  const before = await listening("--forward-to", "http://127.0.0.1:9/");
  const sandbox = sending(before.url);
  sandbox.seed.contact({ email: "ada@example.com" });
  await sandbox.webhooks.settled();
  await before.stop();
  const flags = ["--since", "1h", "--topic", "contact.*", "--forward-to", app.url];
  const args = ["webhooks", "listen", "--port", "0", "--store", before.store, ...flags];
  const after = start(args, env);
  const url = await after.said(/Listening on (http:\S+);/);
  expect(await post(url, '{"topic":"contact.deleted"}')).toBe(200);
  expect(await post(url, '{"topic":"company.created"}')).toBe(200);
  expect(app.topics()).toEqual(["contact.user.created", "contact.deleted"]);
});

test("what is received while --since forwards is forwarded after that", async () => {
  const before = await listening();
  await post(before.url, '{"topic":"first"}');
  await post(before.url, '{"topic":"second"}');
  await before.stop();
  let release = (): void => undefined;
  const held = new Promise<number>((resolve) => {
    release = () => resolve(200);
  });
  const app = await endpoint((count) => (count === 1 ? held : 200));
  const flags = ["--store", before.store, "--since", "1h", "--forward-to", app.url];
  const after = start(["webhooks", "listen", "--port", "0", ...flags], env);
  const url = await after.said(/Listening on (http:\S+);/);
  const live = post(url, '{"topic":"live"}');
  await expect.poll(() => readFileSync(before.store, "utf8")).toContain("live");
  // It would be forwarded at once.
  await new Promise((resolve) => setTimeout(resolve, 100));
  release();
  expect(await live).toBe(200);
  expect(app.topics()).toEqual(["first", "second", "live"]);
});

test("two listeners keep in one file", async () => {
  const app = await endpoint();
  const one = await listening();
  const other = start(["webhooks", "listen", "--port", "0", "--store", one.store], env);
  const urls = [one.url, await other.said(/Listening on (http:\S+);/)];
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => post(urls[index % 2] ?? "", `{"topic":"t${index}"}`)),
  );
  const args = ["webhooks", "replay", "--store", one.store, "--to", app.url];
  expect((await interkit(args)).code).toBe(0);
  expect(new Set(app.topics()).size).toBe(40);
});

test("Ctrl-C waits for the response of the endpoint", async () => {
  let release = (): void => undefined;
  const server = createServer((_, response) => {
    release = () => void response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { url, stop } = await listening("--forward-to", `http://127.0.0.1:${port}/`);
  const status = post(url, "{}");
  await new Promise((resolve) => server.once("request", resolve));
  const ended = stop();
  release();
  expect(await status).toBe(202);
  expect((await ended).stdout).toContain("202");
});

test("the secret is in nothing that is printed", async () => {
  const { url, stop } = await listening("--verbose");
  await post(url, JSON.stringify({ topic: secret, id: secret }));
  const { stdout, stderr } = await stop();
  expect(stdout).toContain("[redacted]");
  expect(stdout + stderr).not.toContain(secret);
});

test("a port in use is one line", async () => {
  const { url } = await listening();
  const port = new URL(url).port;
  const store = path.join(temporaryFolder(), "store.jsonl");
  const args = ["webhooks", "listen", "--port", port, "--store", store];
  const { code, stderr } = await interkit(args, { env });
  expect([code, stderr]).toEqual([
    2,
    `error: Port ${port} is in use; stop what listens there, or give another --port (0 takes any)\n`,
  ]);
});

test("an address that others reach is warned of", async () => {
  const { stderr } = await listening("--host", "0.0.0.0");
  expect(stderr()).toContain("warning: other machines can reach 0.0.0.0");
});

test.each([
  [["--forward-to", "localhost:3000"], /"localhost:3000" is no URL; give one such as/],
  [
    ["--forward-to", "https://app.example.com/"],
    /app\.example\.com is not this machine.*--allow-re/,
  ],
  [["--forward-to", "http://localhost.evil.com/"], /is not this machine/],
  [["--since", "1h"], /--since forwards what was kept; give --forward-to/],
  [["--since", "x", "--forward-to", "http://localhost/"], /--since: "x" is no time/],
  [["--topic", "conv*"], /--topic: "conv\*" is no topic/],
  [["--port", "70000"], /It has to be a whole number from 0 to 65535/],
  [["--store", "test"], /^error: The recording .*test is a folder: give the path of a file in it$/],
])("the options %j are refused in one line", async (flags, message) => {
  const { code, stderr } = await interkit(["webhooks", "listen", ...flags], { env });
  expect(code).toBe(2);
  expect(stderr.trimEnd()).toMatch(message);
  expect(stderr.trimEnd()).not.toContain("\n");
});

test("without a secret, the fix is named", async () => {
  const { code, stderr } = await interkit(["webhooks", "listen"]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: .*set INTERCOM_CLIENT_SECRET\n$/),
  ]);
});
