import { ConfigError, type Layer, ResponseError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { answer, json, serve } from "./support/serve.ts";

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

  test("follows a redirect to another origin with nothing of ours but what is accepted", async () => {
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

  test("works like that over the network", async () => {
    const server = await serve(
      answer(302, "", { location: "/contacts?page=2" }),
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
  ])("follows no redirect that goes %s", async (_, location) => {
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
