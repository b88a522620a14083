import { ConfigError, type Layer, ResponseError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";

const token = "secret-token";

function redirect(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location } });
}

describe("the origin guard", () => {
  test("refuses a request that a layer pointed elsewhere", async () => {
    const { fetch, requests } = observe();
    const elsewhere: Layer = (next) => (request) =>
      next(new Request("https://evil.example.com/contacts", request));
    const error = await failureOf(
      createClient({ token, fetch, layers: [elsewhere] }).GET("/contacts"),
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toContain("https://evil.example.com");
    expect((error as Error).message).not.toContain(token);
    expect(requests).toEqual([]);
  });

  test("refuses a host whose name begins with that of its own", async () => {
    const { fetch, requests } = observe();
    for (const host of [
      "api.intercom.io.example.com",
      "api.intercom.iox",
      "api.intercom.io:8443",
    ]) {
      const elsewhere: Layer = (next) => (request) =>
        next(new Request(`https://${host}/contacts`, request));
      const client = createClient({ token, fetch, layers: [elsewhere] });
      const error = await failureOf(client.GET("/contacts"));
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toBe(
        `A layer sent a request to https://${host}; the token goes to https://api.intercom.io only. To use another host, set baseUrl`,
      );
    }
    expect(requests).toEqual([]);
  });

  test("lets a layer choose another path of its own host", async () => {
    const { fetch, requests } = observe();
    const renamed: Layer = (next) => (request) =>
      next(new Request("https://api.intercom.io/people?page=2", request));
    await createClient({ token, fetch, layers: [renamed] }).GET("/contacts");
    expect(requests[0]?.url).toBe("https://api.intercom.io/people?page=2");
    expect(requests[0]?.headers.get("authorization")).toBe(`Bearer ${token}`);
  });

  test.each([301, 302, 303, 307, 308])("follows a redirect with status %d", async (status) => {
    const { fetch, requests } = observe(({ url }) =>
      url.endsWith("/contacts") ? redirect("/people", status) : Response.json({ data: [] }),
    );
    const { data } = await createClient({ token, fetch }).GET("/contacts");
    expect(data).toEqual({ data: [] });
    expect(requests).toHaveLength(2);
  });

  test("follows no answer with a location that is no redirect", async () => {
    const body = { type: "list", data: [] };
    const { fetch, requests } = observe(() =>
      Response.json(body, { headers: { location: "/people" } }),
    );
    expect((await createClient({ token, fetch }).GET("/contacts")).data).toEqual(body);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["a redirect that says not where to", () => new Response(null, { status: 302 })],
    ["a choice of several", () => redirect("/people", 300)],
    ["what was not modified", () => redirect("/people", 304)],
  ])("sends no second request after %s", async (_, give) => {
    const { fetch, requests } = observe(give);
    const error = await failureOf(createClient({ token, fetch }).GET("/contacts"));
    expect(error).toMatchObject({ problem: "redirect", status: give().status });
    expect(requests).toHaveLength(1);
  });

  test("follows five redirects in a row, and no sixth", async () => {
    const chain = (length: number) =>
      observe(({ url }) => {
        const step = Number(new URL(url).searchParams.get("step"));
        return step < length ? redirect(`/contacts?step=${step + 1}`) : Response.json({ data: [] });
      });
    const five = chain(5);
    expect((await createClient({ token, fetch: five.fetch }).GET("/contacts")).data).toEqual({
      data: [],
    });
    expect(five.requests).toHaveLength(6);
    const six = chain(6);
    const error = await failureOf(createClient({ token, fetch: six.fetch }).GET("/contacts"));
    expect(error).toMatchObject({ problem: "redirect", status: 302 });
    expect(six.requests).toHaveLength(6);
  });

  test("follows a redirect within the origin, token and all", async () => {
    const { fetch, requests } = observe(({ url }) =>
      url.endsWith("/contacts") ? redirect("/people") : Response.json({ data: [] }),
    );
    const { data } = await createClient({ token, fetch }).GET("/contacts");
    expect(data).toEqual({ data: [] });
    expect(requests.map(({ url }) => url)).toEqual([
      "https://api.intercom.io/contacts",
      "https://api.intercom.io/people",
    ]);
    expect(requests[1]?.headers.get("authorization")).toBe(`Bearer ${token}`);
  });

  test("follows a redirect to another origin without headers but Accept", async () => {
    const { fetch, requests } = observe(({ url }) =>
      url.includes("api.intercom.io")
        ? redirect("https://files.example.com/a")
        : new Response("audio"),
    );
    const { data } = await createClient({ token, fetch }).request(
      "GET /calls/{call_id}/recording",
      {
        params: { path: { call_id: "1" } },
        headers: { "x-private": "1" },
        parseAs: "text",
      },
    );
    expect(data).toBe("audio");
    expect(requests[1]?.url).toBe("https://files.example.com/a");
    expect([...(requests[1]?.headers.keys() ?? [])]).toEqual(["accept"]);
  });

  test("sends another server on this machine the range of a download, and no token", async () => {
    const files = await serve(respond(206, "dio"));
    const api = await serve(respond(302, "", { location: `${files.url}/a` }));
    const { data } = await createClient({ token, baseUrl: api.url }).request(
      "GET /calls/{call_id}/recording",
      {
        params: { path: { call_id: "1" } },
        headers: { range: "bytes=2-", "if-range": '"etag"', cookie: "session=1" },
        parseAs: "stream",
      },
    );
    expect(await new Response(data as ReadableStream).text()).toBe("dio");
    expect(files.received[0]?.headers).toMatchObject({
      range: "bytes=2-",
      "if-range": '"etag"',
      "accept-encoding": expect.stringContaining("identity"),
    });
    for (const name of ["authorization", "cookie", "intercom-version"]) {
      expect(files.received[0]?.headers).not.toHaveProperty(name);
    }
  });

  test("follows a redirect to another server for downloads only, and reports others", async () => {
    const other = await serve(json(200, {}));
    const api = await serve(respond(302, "", { location: `${other.url}/contacts` }));
    const error = await failureOf(createClient({ token, baseUrl: api.url }).GET("/contacts"));
    expect(error).toMatchObject({
      problem: "redirect",
      status: 302,
      message:
        "GET /contacts was answered with a redirect to another host (status 302), which is not followed",
    });
    expect(other.received).toEqual([]);
  });

  test.each([
    ["over https", "https://files.example.com/a", true],
    ["to this machine", "http://127.0.0.1:1/a", true],
    ["to another address of this machine", "http://127.0.12.100:1/a", true],
    ["to this machine by its name", "http://localhost:1/a", true],
    ["to a name of this machine", "http://files.localhost:1/a", true],
    ["to this machine over IPv6", "http://[::1]:1/a", true],
    ["in plain text", "http://files.example.com/a", false],
    [
      "to a name that begins like an address of this machine",
      "http://127.0.0.1.example.com/a",
      false,
    ],
    ["to a name that ends like this machine's", "http://notlocalhost/a", false],
    ["to a name that begins like this machine's", "http://localhost.example.com/a", false],
  ])(
    "follows a redirect of a download only over an encrypted or local connection: %s",
    async (_, to, isFollowed) => {
      const { fetch, requests } = observe(({ url }) =>
        url.includes("api.intercom.io") ? redirect(to) : new Response("audio"),
      );
      const call = createClient({ token, fetch }).request("GET /calls/{call_id}/recording", {
        params: { path: { call_id: "1" } },
      });
      if (isFollowed) expect((await call).response.status).toBe(200);
      else expect(await failureOf(call)).toMatchObject({ problem: "redirect" });
      expect(requests).toHaveLength(isFollowed ? 2 : 1);
    },
  );

  test("works like that over the network", async () => {
    const server = await serve(
      respond(302, "", { location: "/contacts?page=2" }),
      json(200, { data: [] }),
    );
    const client = createClient({ token, baseUrl: server.url });
    expect((await client.GET("/contacts")).data).toEqual({ data: [] });
    expect(server.received.map(({ url }) => url)).toEqual(["/contacts", "/contacts?page=2"]);
  });

  test.each([
    ["in plain text to another origin", "http://files.example.com/a"],
    ["to no address", "https://"],
    ["in circles", "/contacts"],
  ])("follows no redirect that leads %s", async (_, location) => {
    const { fetch, requests } = observe(() => redirect(location));
    const error = await failureOf(createClient({ token, fetch }).GET("/contacts"));
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ problem: "redirect", status: 302 });
    expect(requests.length).toBeLessThanOrEqual(6);
  });

  test("follows no redirect of a POST, which would become a GET", async () => {
    const { fetch, requests } = observe(() => redirect("/elsewhere", 301));
    const client = createClient({ token, fetch });
    const error = await failureOf(client.request("POST /contacts", { body: {} }));
    expect(error).toMatchObject({ kind: "response", problem: "redirect", status: 301 });
    expect(requests).toHaveLength(1);
  });
});
