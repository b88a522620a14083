import { ConfigError, type RateLimitStore } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { observe } from "../support/observe.ts";

/** Creates a store that records the keys of the windows that were queried. */
function createRecordingStore(): RateLimitStore & { readonly names: Set<string> } {
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

/** Returns the key that a client uses for its workspace in a store. */
async function keyOf(options: Options, key?: string): Promise<string> {
  const store = createRecordingStore();
  const { fetch } = observe();
  const rateLimit = { store, ...(key === undefined ? {} : { key }) };
  await createClient({ ...options, fetch, rateLimit }).GET("/me");
  expect(store.names.size).toBe(1);
  return [...store.names].join();
}

describe("a workspace in a shared store", () => {
  test("has a key made of its token and host, the same in every process", async () => {
    const name = await keyOf({ token: "one" });
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(await keyOf({ token: "one" })).toBe(name);
    const others = await Promise.all([
      keyOf({ token: "other" }),
      keyOf({ token: "one", region: "eu" }),
      keyOf({ token: "one", region: "au" }),
      keyOf({ token: "one", baseUrl: "https://proxy.example" }),
    ]);
    expect(new Set([name, ...others]).size).toBe(5);
  });

  test("has a key that does not reveal the token", async () => {
    const name = await keyOf({ token: "secret" });
    const digest = new Uint8Array(
      await crypto.subtle.digest(
        "SHA-256",
        new TextEncoder().encode("https://api.intercom.io\nsecret"),
      ),
    );
    expect(name).toBe(Buffer.from(digest).toString("hex").slice(0, 32));
  });

  test("has the key of the option rateLimit.key", async () => {
    expect(await keyOf({ token: "one" }, "workspace 7")).toBe("workspace 7");
    expect(await keyOf({ token: () => "one" }, "workspace 7")).toBe("workspace 7");
  });

  test("needs that option where a function returns the token, which may be that of any workspace", () => {
    const store = createRecordingStore();
    const token = () => "one";
    const make = () => createClient({ token, rateLimit: { store } });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(/rateLimit\.key/);
    // Without a store, no other process counts calls.
    expect(() => createClient({ token, rateLimit: {} })).not.toThrow();
    expect(() => createClient({ token })).not.toThrow();
  });

  test.each([[""], [" "], [7], [null]])("cannot have the key %j", (key) => {
    const rateLimit = { store: createRecordingStore(), key: key as string };
    expect(() => createClient({ token: "one", rateLimit })).toThrow(ConfigError);
  });

  test("is not delayed by another workspace in the same store", async () => {
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
