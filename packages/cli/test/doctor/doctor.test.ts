import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { interkit } from "../support/interkit.ts";
import { listen } from "../support/sandbox.ts";

interface Report {
  readonly ok: boolean;
  readonly checks: readonly { name: string; result: string; details?: Record<string, unknown> }[];
}

async function report(env: Record<string, string>, ...args: string[]) {
  const { code, stdout } = await interkit(["doctor", "--json", ...args], { env });
  const { ok, checks } = JSON.parse(stdout) as Report;
  const results = Object.fromEntries(checks.map(({ name, result }) => [name, result]));
  const details = Object.fromEntries(checks.map(({ name, details: found }) => [name, found]));
  return { code, ok, results, details };
}

test("everything that is right is reported, with the values", async () => {
  const { env, sandbox } = await listen({ defaultVersion: "2.11" });
  const { code, ok, results, details } = await report(env);
  expect({ code, ok }).toEqual({ code: 0, ok: true });
  expect(results).toEqual({
    Node: "ok",
    keyring: "ok",
    token: "ok",
    workspace: "ok",
    "API version": "ok",
    "rate limit": "ok",
    clock: "ok",
    permissions: "ok",
  });
  expect(details["API version"]).toEqual({ version: "2.16", ofApp: "2.11" });
  expect(details["token"]).toEqual({ tokenFrom: "INTERCOM_TOKEN" });
  expect(sandbox.requests.list().every(({ method }) => method === "GET")).toBe(true);
});

test("the report for people has a line for each check", async () => {
  const { env } = await listen();
  const { stdout } = await interkit(["doctor"], { env });
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line).toMatch(/^ok {6}\S.*$/);
});

test("a missing token and a refused one are exit code 4", async () => {
  const { env } = await listen({ token: ["right"] });
  const missing = await report({ XDG_CONFIG_HOME: "/nonexistent" });
  expect(missing).toMatchObject({ code: 4, ok: false, results: { Node: "ok", token: "failed" } });
  const refused = await report(env);
  expect(refused).toMatchObject({ code: 4, ok: false, results: { token: "failed" } });
});

test("a permission that the app lacks is named", async () => {
  const { env, sandbox } = await listen();
  sandbox.faults.add({ operation: "articles.list", fault: { status: 403 } });
  const { code, results, details } = await report(env);
  expect({ code, permissions: results["permissions"] }).toEqual({ code: 1, permissions: "failed" });
  expect(details["permissions"]).toMatchObject({ refused: [{ operation: "articles.list" }] });
});

test("a server that cannot be reached is one failed check", async () => {
  const { code, results } = await report({
    INTERCOM_TOKEN: "test",
    INTERCOM_BASE_URL: "http://127.0.0.1:9",
  });
  expect(code).toBe(1);
  expect(results).toEqual({ Node: "ok", keyring: "ok", connection: "failed" });
});

test("a clock that is wrong by more than 30 s is a warning", async () => {
  const { url } = await listen();
  const server = createServer(async (request, response) => {
    const { authorization } = request.headers;
    const answer = await fetch(`${url}${request.url}`, {
      headers: { authorization: authorization ?? "" },
    });
    response.writeHead(200, {
      "content-type": "application/json",
      date: new Date(Date.now() - 120_000).toUTCString(),
    });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: `http://127.0.0.1:${port}` };
  const { code, results } = await report(env);
  expect({ code, clock: results["clock"] }).toEqual({ code: 0, clock: "warning" });
});
