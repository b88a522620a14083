import { type ClientOptions, createRequester } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createLeanClient } from "@interkit/core/lean";
import { expect, test } from "vitest";

const keyOf = (options: ClientOptions) => createRequester("2.16", options).workspaceKey;
const token = "dG9rOjEyMzQ1Njc4OTBhYmNkZWY=";

test("every kind of client states its version and the same key of its workspace", () => {
  const key = keyOf({ token });
  expect(key).toMatch(/^[0-9a-z]{1,7}$/);
  for (const client of [
    createRequester("2.16", { token }),
    createClient({ token }),
    createLeanClient("2.16", { token }),
  ]) {
    expect(client).toMatchObject({ version: "2.16", workspaceKey: key });
  }
});

test("the key differs by token, host and rateLimit.key, which decides in place of the token", () => {
  const keys = [
    keyOf({ token }),
    keyOf({ token: `${token}2` }),
    keyOf({ token, region: "eu" }),
    keyOf({ token, rateLimit: { key: "a" } }),
    keyOf({ token, rateLimit: { key: "b" } }),
    keyOf({ token, region: "au", rateLimit: { key: "b" } }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf({ token: "other", rateLimit: { key: "a" } })).toBe(keys[3]);
});

test("a token function has a key only where rateLimit.key names its workspace", () => {
  expect(keyOf({ token: () => token })).toBeUndefined();
  expect(keyOf({ token: () => token, rateLimit: false })).toBeUndefined();
  expect(keyOf({ token: () => token, rateLimit: { key: "a" } })).toBeDefined();
});
