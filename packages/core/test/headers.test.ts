import { ConfigError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

const { fetch, requests } = observe();
const client = createClient({ token: "token", fetch });

async function sent(headers: unknown): Promise<Headers | undefined> {
  requests.length = 0;
  await client.request("GET /me", { headers } as object);
  return requests[0]?.headers;
}

describe("the headers of a call", () => {
  test.each([
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Keep-Alive",
    "TE",
    "Trailer",
    "Upgrade",
    "Expect",
    "HTTP2-Settings",
    "Proxy-Authorization",
    "Proxy-Connection",
  ])("have no %s, which is the connection's", async (name) => {
    for (const headers of [{ [name]: "secret" }, [[name, "secret"]], new Headers([[name, "1"]])]) {
      const error = await failureOf(sent(headers));
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toContain(
        `"${name.toLowerCase()}" is not a header of a call`,
      );
      expect((error as Error).message).not.toContain("secret");
    }
    expect(requests).toEqual([]);
  });

  test.each([
    ["text", "x: 1"],
    ["null", null],
    ["an object as a value", { "x-a": {} }],
    ["null as a value", { "x-a": null }],
    ["a pair of one", [["x-a"]]],
    ["no pair", ["x-a"]],
    ["a pair of three", [["x-a", "1", "2"]]],
    ["pairs of letters", ["ab"]],
  ])("are refused when they are %s", async (_, headers) => {
    expect(await failureOf(sent(headers))).toBeInstanceOf(ConfigError);
    expect(requests).toEqual([]);
  });

  test("may be given as an object, as pairs or as Headers", async () => {
    const pairs = [["X-Trace", "1"]] as const;
    for (const headers of [{ "X-Trace": "1" }, pairs, new Headers({ "x-trace": "1" })]) {
      expect((await sent(headers))?.get("x-trace")).toBe("1");
    }
  });

  test("may hold a number", async () => {
    expect((await sent({ "x-trace": 1 }))?.get("x-trace")).toBe("1");
  });

  test("may name one twice", async () => {
    const pairs = [
      ["x-trace", "1"],
      ["X-Trace", "2"],
    ];
    expect((await sent(pairs))?.get("x-trace")).toBe("1, 2");
  });

  test.each(["x-host", "hostname", "x-te", "tea", "x-proxy-a", "proxy", "x-keep-alive"])(
    "may be called %s",
    async (name) => {
      expect((await sent({ [name]: "1" }))?.get(name)).toBe("1");
    },
  );

  test("leave out one that is undefined, instead of sending the word", async () => {
    expect((await sent({ "x-trace": undefined }))?.has("x-trace")).toBe(false);
  });
});
