import { setTimeout } from "node:timers/promises";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import {
  Agent,
  type Dispatcher,
  getGlobalDispatcher,
  MockAgent,
  setGlobalDispatcher,
} from "undici";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { failureOf } from "./support/observe.ts";
import { runModule } from "./support/run-module.ts";
import { json, respond, serve } from "./support/serve.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const clientOf = (baseUrl: string) => createClient({ token: "token", baseUrl, retry: false });

/** Sets the dispatcher of `fetch` until the test ends. */
function setDispatcher(dispatcher: Dispatcher): void {
  // The first use of `Headers` sets the platform's own.
  new Headers();
  const before = getGlobalDispatcher();
  setGlobalDispatcher(dispatcher);
  onTestFinished(async () => {
    setGlobalDispatcher(before);
    await dispatcher.close();
  });
}

/** Replaces `fetch` by one that counts its calls and sends them. */
function countFetches(): { calls: number } {
  const { fetch } = globalThis;
  const counted = { calls: 0 };
  vi.stubGlobal("fetch", (...given: Parameters<typeof fetch>) => {
    counted.calls += 1;
    return fetch(...given);
  });
  return counted;
}

describe("a client without a fetch of its own", () => {
  test("sends through the dispatcher that a program has set", async () => {
    const { url } = await serve(json(200, { id: "1" }));
    const paths: string[] = [];
    const count = (dispatch: Dispatcher["dispatch"]): Dispatcher["dispatch"] => {
      return (options, handler) => {
        paths.push(options.path);
        return dispatch(options, handler);
      };
    };
    setDispatcher(new Agent().compose(count));
    const { data } = await clientOf(url).GET("/me");
    expect(data).toEqual({ id: "1" });
    expect(paths).toEqual(["/me"]);
  });

  test("gets the answers of a mocked dispatcher, and no others", async () => {
    const mock = new MockAgent();
    mock.disableNetConnect();
    mock
      .get("https://api.intercom.io")
      .intercept({ path: "/me" })
      .reply(200, { id: "mocked" }, { headers: { "content-type": "application/json" } });
    setDispatcher(mock);
    const client = createClient({ token: "token", retry: false });
    expect((await client.GET("/me")).data).toEqual({ id: "mocked" });
    expect(await failureOf(client.GET("/me"))).toMatchObject({ name: "ConnectionError" });
  });

  test("sends with a fetch that a tool has replaced, for as long as it is replaced", async () => {
    const { url } = await serve(json(200, { id: "1" }));
    const client = clientOf(url);
    await client.GET("/me");
    const counted = countFetches();
    await client.GET("/me");
    await client.POST("/contacts", { body: { email: "ada@example.com" } });
    expect(counted.calls).toBe(2);
    vi.unstubAllGlobals();
    await client.GET("/me");
    expect(counted.calls).toBe(2);
  });

  test("sends with a fetch that imitates Node's own", async () => {
    const { url } = await serve(json(200, { id: "1" }));
    const { fetch } = globalThis;
    let calls = 0;
    const imitation = Object.assign(
      (...given: Parameters<typeof fetch>) => {
        calls += 1;
        return fetch(...given);
      },
      { toString: () => String(fetch) },
    );
    vi.stubGlobal("fetch", imitation);
    await clientOf(url).GET("/me");
    vi.stubGlobal("fetch", new Proxy(imitation, {}));
    await clientOf(url).GET("/me");
    expect(calls).toBe(2);
  });

  test("ignores informational responses, which start no idle timeout", async () => {
    const { url } = await serve(async (_, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      await setTimeout(300);
      // Headers and body come together, so that the idle timeout has no time between them.
      response.setHeader("content-type", "application/json").end('{"id":"1"}');
    });
    const client = createClient({ token: "token", baseUrl: url, idleTimeoutMs: 100, retry: false });
    expect((await client.GET("/me")).data).toEqual({ id: "1" });
  });

  test("receives a response whose headers have other characters than ASCII", async () => {
    const { url } = await serve(json(200, {}, { "x-name": "Zoë" }));
    const { response } = await clientOf(url).GET("/me");
    expect(response.headers.get("x-name")).toBe("Zoë");
  });

  test("pauses the connection of a stream that is not read", async () => {
    const size = 60_000_000;
    let sentBytes = 0;
    const { url } = await serve((_, response) => {
      const chunk = Buffer.alloc(100_000);
      const write = () => {
        while (sentBytes < size) {
          sentBytes += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", write);
        }
        response.end();
      };
      write();
    });
    const { data } = await clientOf(url).GET("/me", { parseAs: "stream" });
    await setTimeout(300);
    expect(sentBytes).toBeLessThan(size / 2);
    let received = 0;
    for await (const chunk of data as unknown as AsyncIterable<Uint8Array>) {
      received += chunk.byteLength;
    }
    expect(received).toBe(size);
  });
});

test("a call that is aborted while it waits for a connection is never sent", async () => {
  let finish = () => {};
  const server = await serve((received, response) => {
    finish = () => json(200, { id: received.url })(received, response);
    if (received.url !== "/me") finish();
  });
  const fetch = nodeFetch({ connections: 1 });
  onTestFinished(() => fetch.close());
  const client = createClient({ token: "token", baseUrl: server.url, fetch, retry: false });
  const first = client.GET("/me");
  await expect.poll(() => server.received.length).toBe(1);
  const controller = new AbortController();
  const second = failureOf(client.GET("/admins", { signal: controller.signal }));
  // It is in the queue of the only connection.
  await setTimeout(50);
  controller.abort();
  expect(await second).toMatchObject({ name: "AbortError" });
  const third = client.GET("/tags");
  finish();
  await Promise.all([first, third]);
  expect(server.received.map(({ url }) => url)).toEqual(["/me", "/tags"]);
});

describe("nodeFetch without options", () => {
  test("uses the platform's connections, which stay open when it is closed", async () => {
    const { url } = await serve(respond(200, "a"));
    const fetch = nodeFetch();
    await fetch.close();
    expect(await (await fetch(url)).text()).toBe("a");
  });

  test("sends with a fetch that a tool has replaced", async () => {
    const { url } = await serve(json(200, { id: "1" }));
    const counted = countFetches();
    const client = createClient({ token: "token", baseUrl: url, fetch: nodeFetch() });
    await client.GET("/me");
    expect(counted.calls).toBe(1);
  });
});

test("a pool without undici is an error that names what to install", async () => {
  vi.doMock("undici", () => {
    throw new Error("Cannot find package 'undici'");
  });
  onTestFinished(() => {
    vi.doUnmock("undici");
    vi.resetModules();
  });
  vi.resetModules();
  const node = await import("@interkit/core/node");
  const core = await import("@interkit/core/2.16");
  const fetch = node.nodeFetch({ connections: 1 });
  const client = core.createClient({ token: "token", fetch });
  const error = await failureOf(client.GET("/me"));
  expect(error).toMatchObject({ name: "ConfigError" });
  expect((error as Error).message).toContain("npm install undici@7");
});

test("making a client loads neither undici nor the platform's fetch", async () => {
  const printed = await runModule(`
    import { createRequire } from "node:module";
    import { createRequester } from "@interkit/core";
    import { nodeFetch } from "@interkit/core/node";
    createRequester("2.16", { token: "token", fetch: nodeFetch() });
    createRequester("2.16", { token: "token" });
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(loaded.filter((file) => /undici/.test(file)).length);
    console.log(typeof globalThis[Symbol.for("undici.globalDispatcher.1")]);
  `);
  expect(printed).toBe("0\nundefined\n");
});
