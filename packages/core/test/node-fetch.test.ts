import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { ConfigError, ConnectionError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { type ConnectionOptions, nodeFetch } from "@interkit/core/node";
import { createProxy } from "proxy";
import { generate } from "selfsigned";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { failureOf } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const token = "secret-token";

function clientFor(baseUrl: string, options: ConnectionOptions = { connections: 64 }) {
  const fetch = nodeFetch(options);
  onTestFinished(() => fetch.close());
  return createClient({ token, baseUrl, fetch, retry: false });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy, and the targets that it received. */
async function proxyServer(password?: string) {
  const proxy = createProxy();
  const led: string[] = [];
  if (password !== undefined) {
    const expected = `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
    proxy.authenticate = ({ headers }) => headers["proxy-authorization"] === expected;
  }
  proxy.on("connect", ({ url }) => led.push(url ?? ""));
  return { led, host: await listen(proxy) };
}

describe("connections", () => {
  test("are kept for the next call", async () => {
    const ports = new Set<number | undefined>();
    const host = await listen(
      createServer((request, response) => {
        ports.add(request.socket.remotePort);
        response.setHeader("content-type", "application/json").end("{}");
      }),
    );
    const client = clientFor(`http://${host}`);
    for (let i = 0; i < 20; i++) await client.GET("/me");
    // A connection is not quite free when its answer has been read.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  test("are no more than there may be, and calls wait for one", async () => {
    const ports = new Set<number | undefined>();
    const host = await listen(
      createServer((request, response) => {
        ports.add(request.socket.remotePort);
        setTimeout(() => response.setHeader("content-type", "application/json").end("{}"), 5);
      }),
    );
    const client = clientFor(`http://${host}`, { connections: 2 });
    const results = await Promise.all(Array.from({ length: 20 }, () => client.GET("/me")));
    expect(results.map(({ response }) => response.status)).toEqual(Array(20).fill(200));
    expect(ports.size).toBe(2);
  });

  test("do not keep a program from ending while they are open", async () => {
    const server = await serve(json(200, { name: "Ada" }));
    const script = fileURLToPath(new URL("support/one-call.ts", import.meta.url));
    const flags = ["--conditions=@interkit/source", "--import=tsx"];
    const run = promisify(execFile)(process.execPath, [...flags, script, server.url]);
    expect((await run).stdout).toBe('{"name":"Ada"}\n');
  });
});

describe("a proxy", () => {
  test("is used when the option names it", async () => {
    const server = await serve(json(200, { id: "1" }));
    const { led, host } = await proxyServer();
    const client = clientFor(server.url, { proxy: `http://${host}` });
    expect((await client.GET("/me")).data).toEqual({ id: "1" });
    expect(led).toEqual([new URL(server.url).host]);
  });

  test("is used when the environment names it, except for hosts in NO_PROXY", async () => {
    const server = await serve(json(200, { id: "1" }));
    const { led, host } = await proxyServer();
    vi.stubEnv("HTTP_PROXY", `http://${host}`);
    vi.stubEnv("NO_PROXY", "");
    await clientFor(server.url).GET("/me");
    expect(led).toHaveLength(1);
    await clientFor(server.url, { proxy: false }).GET("/me");
    vi.stubEnv("NO_PROXY", "127.0.0.1");
    await clientFor(server.url).GET("/me");
    expect(led).toHaveLength(1);
    expect(server.received).toHaveLength(3);
  });

  test("gets its password, which no error contains when it is wrong", async () => {
    const server = await serve(json(200, { id: "1" }));
    const { host } = await proxyServer("open sesame");
    const right = clientFor(server.url, { proxy: `http://user:open%20sesame@${host}` });
    expect((await right.GET("/me")).data).toEqual({ id: "1" });
    const wrong = clientFor(server.url, { proxy: `http://user:hush@${host}` });
    const error = await failureOf(wrong.GET("/me"));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String((error as Error).message)).not.toMatch(/hush|secret/);
  });

  test("without a server behind it is a ConnectionError", async () => {
    const server = await serve(json(200, {}));
    const client = clientFor(server.url, { proxy: "http://127.0.0.1:1" });
    await expect(client.GET("/me")).rejects.toBeInstanceOf(ConnectionError);
    expect(server.received).toHaveLength(0);
  });

  test.each([
    [{ proxy: "user:hush@proxy" }, /"proxy" must be a whole URL/],
    [{ proxy: "socks5://user:hush@proxy" }, /"proxy" must be a whole URL/],
    [{ connections: 0 }, /"connections" must be a whole number, at least 1/],
    [{ keepAliveMs: -1 }, /"keepAliveMs" must be a whole number of milliseconds/],
    [{ proxy: "xhttp://user:hush@proxy" }, /"proxy" must be a whole URL/],
    [{ ca: "hush" }, /"ca" must be certificates in PEM form/],
    [{ ca: 7 as unknown as string }, /"ca" must be certificates in PEM form/],
  ])("is refused when it is invalid: %j", (options, message) => {
    const error = (() => {
      try {
        return nodeFetch(options);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain("hush");
  });
});

test("an authority of one's own is trusted when it is given, and not otherwise", async () => {
  const names = [{ name: "commonName", value: "localhost" }];
  const { private: key, cert } = await generate(names, { keySize: 2048, algorithm: "sha256" });
  const server = createTlsServer({ key, cert }, (_, response) => {
    response.setHeader("content-type", "application/json").end('{"id":"1"}');
  });
  const host = (await listen(server)).replace("127.0.0.1", "localhost");
  const { data } = await clientFor(`https://${host}`, { ca: cert }).GET("/me");
  expect(data).toEqual({ id: "1" });
  const error = await failureOf(clientFor(`https://${host}`).GET("/me"));
  expect(error).toBeInstanceOf(ConnectionError);
  expect((error as Error).message).toMatch(/SELF_SIGNED_CERT/);
});

type Reads = Record<string, () => Promise<unknown>>;

describe("an answer", () => {
  const zipped = { "content-type": "application/json", "content-encoding": "gzip" };
  const packed = gzipSync(JSON.stringify({ id: "1".repeat(100_000) }));

  test("that is zipped is unzipped", async () => {
    const server = await serve((_, response) => response.writeHead(200, zipped).end(packed));
    const { data } = await clientFor(server.url).GET("/me");
    expect((data as { id: string } | undefined)?.id).toHaveLength(100_000);
    expect(server.received[0]?.headers["accept-encoding"]).toBe("gzip");
  });

  test.each(["json", "stream"] as const)(
    "that is zipped and cut off is an error, read as %s",
    async (parseAs) => {
      const server = await serve((_, response) => {
        response.writeHead(200, { ...zipped, "content-length": packed.length });
        response.write(packed.subarray(0, 50), () => response.destroy());
      });
      const client = clientFor(server.url);
      const read = async () => {
        const { data } = await client.GET("/me", { parseAs });
        return new Response(data as ReadableStream).text();
      };
      await expect(read()).rejects.toThrow();
    },
  );

  test("is a Response whose body has been read", async () => {
    const server = await serve(json(200, {}, { "x-request-id": "7" }));
    const { response } = await clientFor(server.url).request("GET /me");
    expect(response).toBeInstanceOf(Response);
    const said = { status: 200, ok: true, type: "basic", statusText: "OK", redirected: false };
    expect(response).toMatchObject({ ...said, bodyUsed: true, body: null });
    expect(response.url).toBe(`${server.url}/me`);
    expect(response.headers.get("x-request-id")).toBe("7");
    for (const read of ["json", "text", "arrayBuffer", "blob", "bytes", "formData"] as const) {
      await expect((response as unknown as Reads)[read]?.()).rejects.toThrow(
        "has been read already",
      );
    }
    expect(() => response.clone()).toThrow("has been read already");
  });
});

test("works as a fetch of its own, for requests of the platform", async () => {
  const server = await serve((received, response) => {
    respond(200, `${received.method} ${received.body}`)(received, response);
  });
  const fetch = nodeFetch({ connections: 64 });
  onTestFinished(() => fetch.close());
  const posted = await fetch(new Request(server.url, { method: "POST", body: "Ada" }));
  expect(await posted.text()).toBe("POST Ada");
  const read = await fetch(new Request(server.url));
  expect(await read.text()).toBe("GET ");
});

test("sends a form as a form, with its files", async () => {
  const server = await serve(json(200, {}));
  const form = new FormData();
  form.append("file", new File(["a,b"], "catalog.csv", { type: "text/csv" }));
  const { received, url } = server;
  await clientFor(url).request("POST /me", { body: form });
  const type = String(received[0]?.headers["content-type"]);
  const body = new Response(received[0]?.body, { headers: { "content-type": type } });
  const file = (await body.formData()).get("file") as File;
  expect([file.name, file.type, await file.text()]).toEqual(["catalog.csv", "text/csv", "a,b"]);
});
