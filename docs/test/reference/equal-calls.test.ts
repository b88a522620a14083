import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import { createClient } from "@interkit/core/2.16";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interkit } from "../../../packages/cli/test/support/interkit.ts";
import { clientCode, lowLevelCode } from "../../generate/reference/examples/client-code.ts";
import { commandLine, curlCommand } from "../../generate/reference/examples/commands.ts";
import {
  createRunner,
  createWorkspace,
  type Example,
  type Exchange,
  recordExchanges,
} from "../../generate/reference/examples/run.ts";
import type { ApiMethod } from "../../generate/reference/model/api.ts";
import { api, newest } from "./support.ts";
import { wordsOf } from "./words.ts";

const workspace = await createWorkspace();
const { sandbox, snapshot } = workspace;
const examples = new Map<ApiMethod, Example>();
const folder = mkdtempSync(path.join(tmpdir(), "interkit-reference-"));

beforeAll(async () => {
  const runner = await createRunner(newest, workspace);
  for (const method of newest.methods) examples.set(method, await runner.run(method));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a request has to be, whichever program sends it. A form has another boundary each time. */
function requestOf({ method, path: target, version, mediaType, body }: Exchange) {
  const isForm = mediaType?.startsWith("multipart/") === true;
  return { method, path: target, version, body: isForm || body === "" ? "" : JSON.parse(body) };
}

const AsyncFunction = (async () => {}).constructor as new (
  ...names: string[]
) => (...values: unknown[]) => Promise<void>;

/** Runs code as a page shows it, and returns the first request. */
async function run(code: string): Promise<Exchange | undefined> {
  sandbox.restore(snapshot);
  const exchanges: Exchange[] = [];
  const fetch = recordExchanges(sandbox.fetch, exchanges);
  const options = { token: "test", retry: false, rateLimit: false, fetch } as const;
  const [intercom, client] = [createIntercom(options), createClient(options)];
  const program = new AsyncFunction("intercom", "client", "console", code);
  await program(intercom, client, { log: () => {} });
  return exchanges[0];
}

test("the shown call of the client is the call that was run", async () => {
  for (const [method, { input, exchange }] of examples) {
    const sent = await run(clientCode(method, input));
    expect(sent && requestOf(sent), method.id).toEqual(requestOf(exchange));
  }
});

test("the call of the low-level client sends the same request", async () => {
  for (const [method, { input, exchange }] of examples) {
    const sent = await run(lowLevelCode(method, input));
    expect(sent && requestOf(sent), method.id).toEqual(requestOf(exchange));
  }
});

test("the command line sends the same request", async () => {
  const { url, close } = await sandbox.listen({ port: 0 });
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: url };
  writeFileSync(path.join(folder, "catalog.json"), "[]");
  for (const [method, { input, exchange }] of examples) {
    sandbox.restore(snapshot);
    sandbox.requests.clear();
    writeFileSync(path.join(folder, "body.json"), JSON.stringify(input.body ?? {}));
    const [, , ...args] = wordsOf(commandLine(api, newest, method, input));
    const { code, stderr } = await interkit(args, { env, cwd: folder });
    expect(code, `${method.id}: ${stderr}`).toBe(0);
    const [sent] = sandbox.requests.list();
    const wanted = requestOf(exchange);
    expect(
      { method: sent?.method, path: sent?.path, version: sent?.version, body: sent?.body ?? "" },
      method.id,
    ).toEqual(wanted);
  }
  await close();
}, 240_000);

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test.skipIf(!hasCurl)(
  "curl sends the same request",
  async () => {
    const received: Pick<Exchange, "method" | "path" | "version" | "mediaType" | "body">[] = [];
    const server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      received.push({
        method: request.method ?? "",
        path: request.url ?? "",
        version: String(request.headers["intercom-version"]),
        mediaType: request.headers["content-type"] ?? null,
        body,
      });
      expect(request.headers.authorization).toBe("Bearer secret");
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const sample = [...examples].filter((_, index) => index % 6 === 0);
    const lines = sample.map(([, { exchange }]) =>
      curlCommand(exchange)
        .replace("https://api.intercom.io", `http://127.0.0.1:${port}`)
        .replace("curl ", "curl --silent --noproxy 127.0.0.1 "),
    );
    const { spawn } = await import("node:child_process");
    const shell = spawn("sh", ["-c", lines.join("\n")], {
      env: { ...process.env, INTERCOM_TOKEN: "secret" },
      stdio: "ignore",
    });
    await new Promise((resolve) => shell.on("close", resolve));
    server.close();
    expect(received.map((one) => requestOf(one as Exchange))).toEqual(
      sample.map(([, { exchange }]) => requestOf(exchange)),
    );
  },
  120_000,
);
