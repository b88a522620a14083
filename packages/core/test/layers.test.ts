import { ConfigError, ConnectionError, type Layer, ResponseError, type Send } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { json, serve } from "./support/serve.ts";

const token = "secret-token";

describe("layers", () => {
  test("are called from the outside in, and answer from the inside out", async () => {
    const seen: string[] = [];
    const named = (name: string): Layer => {
      return (next) => async (request) => {
        seen.push(`${name} sends`);
        const response = await next(request);
        seen.push(`${name} answers`);
        return response;
      };
    };
    const { fetch } = observe(() => {
      seen.push("sent");
      return Response.json({});
    });
    await createClient({ token, fetch, layers: [named("a"), named("b")] }).GET("/contacts");
    expect(seen).toEqual(["a sends", "b sends", "sent", "b answers", "a answers"]);
  });

  test("are set up once per client, so that they may keep a state", async () => {
    const { fetch } = observe();
    let made = 0;
    const layer: Layer = (next) => {
      made += 1;
      return next;
    };
    const client = createClient({ token, fetch, layers: [layer] });
    await client.GET("/contacts");
    await client.GET("/contacts", { parseAs: "stream" });
    expect(made).toBe(1);
  });

  test("never hold the token, not even after the request was sent", async () => {
    const seen: (string | null)[] = [];
    const layer: Layer = (next) => async (request) => {
      const response = await next(request);
      seen.push(request.headers.get("authorization"), request.headers.get("intercom-version"));
      return response;
    };
    const { fetch, requests } = observe();
    await createClient({ token, fetch, layers: [layer] }).GET("/contacts");
    expect(seen).toEqual([null, "2.16"]);
    expect(requests[0]?.headers.get("authorization")).toBe(`Bearer ${token}`);
  });

  test("pass on the bytes of a response", async () => {
    const bytes = Uint8Array.of(0, 1, 254, 255);
    const { fetch } = observe(() => {
      return new Response(bytes, { headers: { "content-type": "application/octet-stream" } });
    });
    const seen: number[][] = [];
    const layer: Layer = (next) => async (request) => {
      const response = await next(request);
      seen.push([...new Uint8Array(await response.clone().arrayBuffer())]);
      return response;
    };
    const client = createClient({ token, fetch, layers: [layer] });
    const { data } = await client.GET("/contacts", { parseAs: "arrayBuffer" });
    expect(seen).toEqual([[...bytes]]);
    expect(new Uint8Array(data as unknown as ArrayBuffer)).toEqual(bytes);
  });

  test("may send a PUT again with its body", async () => {
    const server = await serve(json(500, {}), json(200, { id: "1" }));
    const twice: Layer = (next) => async (request) => {
      const response = await next(request.clone());
      return response.ok ? response : next(request);
    };
    const client = createClient({ token, baseUrl: server.url, layers: [twice] });
    const { data } = await client.PUT("/contacts/{contact_id}", {
      params: { path: { contact_id: "1" } },
      body: { name: "Ada" },
    });
    expect(data).toEqual({ id: "1" });
    expect(server.received.map(({ body }) => body)).toEqual(['{"name":"Ada"}', '{"name":"Ada"}']);
  });

  test("may answer without sending anything", async () => {
    const { fetch, requests } = observe();
    const cached: Layer = () => async () => Response.json({ type: "list", data: [] });
    const { data } = await createClient({ token, fetch, layers: [cached] }).GET("/contacts");
    expect(data).toEqual({ type: "list", data: [] });
    expect(requests).toEqual([]);
  });

  test("throw their own errors through, also when they are not async", async () => {
    const { fetch } = observe();
    const own = new Error("not today");
    const refusing: Layer = () => () => {
      throw own;
    };
    const client = createClient({ token, fetch, layers: [refusing] });
    expect(await failureOf(client.GET("/contacts"))).toBe(own);
  });

  test.each([new Error("not today"), new ConfigError("not so")])(
    "throw their own errors through after they have sent, too: %o",
    async (own) => {
      const { fetch, requests } = observe();
      const late: Layer = (next) => async (request) => {
        await next(request);
        throw own;
      };
      const client = createClient({ token, fetch, layers: [late] });
      expect(await failureOf(client.GET("/contacts"))).toBe(own);
      expect(requests).toHaveLength(1);
    },
  );

  test("get an error when they forget to return", async () => {
    const forgetful = (() => async () => undefined) as unknown as Layer;
    const error = await failureOf(
      createClient({ token, fetch: observe().fetch, layers: [forgetful] }).GET("/contacts"),
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toContain("returned no response to GET /contacts");
  });

  test.each([
    ["waits for it and returns nothing", (sent: Promise<Response>) => sent.then(() => undefined)],
    ["does not wait for it", async () => undefined],
    ["returns something else", async () => "done"],
  ])(
    "that send and return no response get an error with its status: one that %s",
    async (_, give) => {
      const { fetch, requests } = observe(() => Response.json({ id: "1" }));
      const keeping: Layer = (next) => (request) =>
        give(next(request)) as unknown as Promise<Response>;
      const client = createClient({ token, fetch, layers: [keeping] });
      const error = await failureOf(
        client.POST("/contacts", { body: { email: "ada@example.com" } }),
      );
      expect(error).toBeInstanceOf(ResponseError);
      expect(error).toMatchObject({ status: 200, problem: "layer" });
      expect((error as Error).message).toContain("POST /contacts was sent and answered 200, but");
      expect(requests).toHaveLength(1);
    },
  );

  describe("that send a request which is refused", () => {
    const own = "of its own making; make it of the one it was given: new Request(request, …)";
    const away =
      "to https://elsewhere.example; the token goes to https://api.intercom.io only. To use another host, set baseUrl";
    const elsewhere = (request: Request) => new Request("https://elsewhere.example/", request);

    test.each([
      ["of its own", () => new Request("https://api.intercom.io/me"), own],
      ["elsewhere", elsewhere, away],
    ])("get an error that names no earlier response: %s", async (_, make, what) => {
      const { fetch, requests } = observe();
      const layer: Layer = (next) => (request) => next(make(request));
      const client = createClient({ token, fetch, layers: [layer] });
      const error = await failureOf(client.POST("/contacts", { body: { email: "a@example.com" } }));
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toBe(`A layer sent a request ${what}`);
      expect(requests).toEqual([]);
    });

    test.each([
      ["of its own", () => new Request("https://api.intercom.io/me"), own],
      ["elsewhere", elsewhere, away],
    ])("get an error with the status of the earlier response: %s", async (_, make, what) => {
      const { fetch, requests } = observe(() => Response.json({ id: "1" }));
      const layer: Layer = (next) => async (request) => {
        const copy = request.clone();
        await next(request);
        return next(make(copy));
      };
      const client = createClient({ token, fetch, layers: [layer] });
      const error = await failureOf(client.POST("/contacts", { body: { email: "a@example.com" } }));
      expect(error).toBeInstanceOf(ResponseError);
      expect(error).toMatchObject({ status: 200, problem: "layer", cause: { kind: "config" } });
      expect((error as Error).message).toBe(
        `POST /contacts was sent and answered 200, but a layer sent a request ${what}`,
      );
      expect(requests).toHaveLength(1);
    });

    test("get an error about their last request, which had no response", async () => {
      let sent = 0;
      const fetch = async () => {
        sent += 1;
        if (sent > 1) throw new TypeError("fetch failed");
        return Response.json({ id: "1" });
      };
      const twice = ((next: Send) => async (request: Request) => {
        await next(request.clone());
        await next(request).catch(() => {});
      }) as unknown as Layer;
      const client = createClient({ token, fetch, layers: [twice] });
      const error = await failureOf(client.POST("/contacts", { body: { email: "a@example.com" } }));
      expect(error).toBeInstanceOf(ConnectionError);
    });

    test("get an error that an earlier request had no response", async () => {
      const fetch = async () => {
        throw new TypeError("fetch failed");
      };
      const layer: Layer = (next) => async (request) => {
        await next(request).catch(() => {});
        return next(new Request("https://api.intercom.io/me"));
      };
      const client = createClient({ token, fetch, layers: [layer] });
      const error = await failureOf(client.POST("/contacts", { body: { email: "a@example.com" } }));
      expect(error).toBeInstanceOf(ConnectionError);
    });
  });

  test("that are none are refused when the client is made", () => {
    const flat = (() => undefined) as unknown as Layer;
    expect(() => createClient({ token, layers: [flat] })).toThrow(
      new ConfigError(
        "A layer returned undefined for the next one; write (next) => async (request) => next(request)",
      ),
    );
  });

  test("get an error when they read the body of the response that they return", async () => {
    const { fetch } = observe();
    const reading: Layer = (next) => async (request) => {
      const response = await next(request);
      await response.text();
      return response;
    };
    const error = await failureOf(
      createClient({ token, fetch, layers: [reading] }).GET("/contacts"),
    );
    expect(error).toMatchObject({ kind: "response", status: 200, problem: "layer" });
    expect((error as Error).message).toContain("response.clone()");
  });
});
