import {
  type ClientOptions,
  ConfigError,
  createRequester,
  type Requester,
  ResponseError,
} from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createLeanClient, createMinimalClient, type LeanOptions } from "@interkit/core/lean";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

// Clients share what they have in common, which must not be visible.
const token = "test-token";

describe("a client after one whose options were refused", () => {
  const mistakes: readonly [string, unknown][] = [
    ["baseUrl", "http://api.example.com"],
    ["baseUrl", ""],
    ["baseUrl", null],
    ["region", "de"],
    ["layers", [1]],
    ["hooks", [1]],
    ["maxAnswerBytes", -1],
  ];

  test.each(mistakes)("has the defaults: %s %j", async (name, value) => {
    const { fetch, requests } = observe();
    const create = (options: object) => createClient({ token, fetch, ...options });
    expect(() => create({ [name]: value })).toThrow(ConfigError);
    await create({ baseUrl: "https://good.example.com/" }).GET("/me");
    expect(() => create({ [name]: value })).toThrow(ConfigError);
    await create({ baseUrl: "https://good.example.com/" }).GET("/me");
    await create({}).GET("/me");
    expect(requests.map(({ url }) => url)).toEqual([
      "https://good.example.com/me",
      "https://good.example.com/me",
      "https://api.intercom.io/me",
    ]);
  });
});

describe("clients side by side", () => {
  test("keep their own base URLs, with and without a slash, a path and a port", async () => {
    const { fetch, requests } = observe();
    const given = [
      "https://one.example.com",
      "https://one.example.com/",
      "https://two.example.com/proxy/",
      "http://127.0.0.1:8080/a/b",
      "https://one.example.com",
    ];
    const clients = given.map((baseUrl) => createClient({ token, fetch, baseUrl }));
    for (const client of clients) await client.GET("/me");
    expect(requests.map(({ url }) => url)).toEqual([
      "https://one.example.com/me",
      "https://one.example.com/me",
      "https://two.example.com/proxy/me",
      "http://127.0.0.1:8080/a/b/me",
      "https://one.example.com/me",
    ]);
  });

  test("send their own tokens with the same fetch", async () => {
    const { fetch, requests } = observe();
    const one = createClient({ token: "one", fetch });
    const two = createClient({ token: () => "two", fetch });
    for (const client of [one, two, one]) await client.GET("/me");
    const sent = requests.map(({ headers }) => headers.get("authorization"));
    expect(sent).toEqual(["Bearer one", "Bearer two", "Bearer one"]);
  });

  test("keep the token at the host of their base URL", async () => {
    const { fetch, requests } = observe();
    const elsewhere: ClientOptions["layers"] = [
      (next) => (request) => next(new Request(request.url.replace(":8080", ":8081"), request)),
    ];
    const baseUrl = "http://127.0.0.1:8080/proxy";
    const client = createClient({ token, fetch, baseUrl, layers: elsewhere });
    await expect(client.GET("/me")).rejects.toThrow("the token goes to http://127.0.0.1:8080 only");
    await createClient({ token, fetch, baseUrl }).GET("/me");
    expect(requests).toHaveLength(1);
  });

  test("have their own limits of a response", async () => {
    const { fetch } = observe(() => Response.json({ type: "admin", name: "Ada".repeat(10) }));
    const small = createClient({ token, fetch, maxAnswerBytes: 10 });
    const usual = createClient({ token, fetch });
    expect(await failureOf(small.GET("/me"))).toBeInstanceOf(ResponseError);
    expect((await usual.GET("/me")).response.status).toBe(200);
    expect(await failureOf(small.GET("/me"))).toBeInstanceOf(ResponseError);
  });
});

test.each([
  ["createClient", createClient],
  ["createRequester", (options) => createRequester("2.16", options)],
  ["createLeanClient", (options) => createLeanClient("2.16", options)],
  ["createMinimalClient", (options) => createMinimalClient("2.16", options)],
] as const satisfies [string, (options: LeanOptions) => Pick<Requester, "request">][])(
  "%s keeps its settings when the program changes the object of its options for the next client",
  async (_, create) => {
    const { fetch, requests } = observe();
    const options = { token: "one", userAgent: "app/1", baseUrl: "https://one.example.com", fetch };
    const one = create(options);
    const other = observe();
    const changes = { token: "two", userAgent: "app/2", baseUrl: "https://two.example.com" };
    const two = create(Object.assign(options, changes, { fetch: other.fetch }));
    await one.request("GET /me");
    await two.request("GET /me");
    const sent = [...requests, ...other.requests].map(({ url, headers }) => [
      url,
      headers.get("authorization"),
      headers.get("user-agent"),
    ]);
    expect(sent).toEqual([
      ["https://one.example.com/me", "Bearer one", "app/1"],
      ["https://two.example.com/me", "Bearer two", "app/2"],
    ]);
  },
);
