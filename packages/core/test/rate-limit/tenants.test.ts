import { ConfigError, type RateLimitStore } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { observe } from "../support/observe.ts";

/** A store that keeps the names of the windows that it was asked for. */
function listing(): RateLimitStore & { readonly names: Set<string> } {
  const names = new Set<string>();
  return {
    names,
    add: async (window, calls) => {
      names.add(window.slice(0, window.lastIndexOf(":")));
      return calls;
    },
  };
}

type Options = Parameters<typeof createClient>[0];

/** What a client calls its workspace in a store. */
async function nameOf(options: Options, key?: string): Promise<string> {
  const store = listing();
  const { fetch } = observe();
  const rateLimit = { store, ...(key === undefined ? {} : { key }) };
  await createClient({ ...options, fetch, rateLimit }).GET("/me");
  expect(store.names.size).toBe(1);
  return [...store.names].join();
}

describe("a workspace in a shared store", () => {
  test("is named by its token and host, alike in every process", async () => {
    const name = await nameOf({ token: "one" });
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(await nameOf({ token: "one" })).toBe(name);
    const others = await Promise.all([
      nameOf({ token: "other" }),
      nameOf({ token: "one", region: "eu" }),
      nameOf({ token: "one", region: "au" }),
      nameOf({ token: "one", baseUrl: "https://proxy.example" }),
    ]);
    expect(new Set([name, ...others]).size).toBe(5);
  });

  test("has a name that does not tell the token", async () => {
    const name = await nameOf({ token: "secret" });
    const digest = new Uint8Array(
      await crypto.subtle.digest(
        "SHA-256",
        new TextEncoder().encode("https://api.intercom.io\nsecret"),
      ),
    );
    expect(name).toBe(Buffer.from(digest).toString("hex").slice(0, 32));
  });

  test("has the name that it is given", async () => {
    expect(await nameOf({ token: "one" }, "workspace 7")).toBe("workspace 7");
    expect(await nameOf({ token: () => "one" }, "workspace 7")).toBe("workspace 7");
  });

  test("needs one where a function gives the token, which may be anybody's", () => {
    const store = listing();
    const token = () => "one";
    const make = () => createClient({ token, rateLimit: { store } });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(/rateLimit\.key/);
    // Without a store, nobody else counts there.
    expect(() => createClient({ token, rateLimit: {} })).not.toThrow();
    expect(() => createClient({ token })).not.toThrow();
  });

  test.each([[""], [" "], [7], [null]])("cannot be named %j", (key) => {
    const rateLimit = { store: listing(), key: key as string };
    expect(() => createClient({ token: "one", rateLimit })).toThrow(ConfigError);
  });

  test("is not held up by another one in the same store", async () => {
    const counts = new Map<string, number>();
    const store: RateLimitStore = {
      add: async (window, calls) => {
        const count = (counts.get(window) ?? 0) + calls;
        counts.set(window, count);
        return count;
      },
    };
    const { fetch, requests } = observe();
    const rateLimit = { store, callsPerWindow: 5 };
    const clients = ["one", "other"].map((token) => createClient({ token, fetch, rateLimit }));
    await Promise.all(clients.map(({ GET }) => GET("/me")));
    expect(requests).toHaveLength(2);
    expect([...counts.values()]).toEqual([1, 1]);
  });
});
