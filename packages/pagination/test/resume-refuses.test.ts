import { type Checkpoint, type ClientOptions, ConfigError } from "@interkit/core";
import { createClient as createOlder } from "@interkit/core/2.15";
import { createClient } from "@interkit/core/2.16";
import { walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { api } from "./support/api.ts";

const open = () => walk(api(() => ({ data: [] })).client, "GET /contacts");

describe("resumeFrom refuses", () => {
  const checkpoint = open().checkpoint();

  test.each([
    [0, "this is not a checkpoint"],
    [{}, "this is not a checkpoint"],
    ["abc", "this is not a checkpoint"],
    [{ ...checkpoint, position: "b" }, "this is not a checkpoint"],
    [{ ...checkpoint, items: "3" }, "this is not a checkpoint"],
    [{ ...checkpoint, route: "GET /tags" }, "is one of GET /tags, and this list is GET /contacts"],
    [{ ...checkpoint, arguments: "x" }, "with other arguments"],
    [{ ...checkpoint, version: 2.16 }, "one of API version 2.16, and this client calls 2.16"],
    [{ ...checkpoint, workspace: 5 }, "one of another workspace"],
  ])("%o", (value, message) => {
    const resume = () => open().resumeFrom(value as Checkpoint);
    expect(resume).toThrow(ConfigError);
    expect(resume).toThrow(message);
  });

  test("but accepts the same arguments in another order", () => {
    const { client } = api(() => ({ data: [] }));
    const list = walk(client, "GET /contacts", { query: { a: 1, b: 2 } });
    const other = walk(client, "GET /contacts", { query: { b: 2, a: 1 } });
    expect(() => other.resumeFrom(list.checkpoint())).not.toThrow();
  });
});

describe("a checkpoint of another client", () => {
  const token = "token-of-one";
  const listOf = (options: ClientOptions) => walk(createClient(options), "GET /contacts");
  const checkpoint = listOf({ token }).checkpoint();
  const resume = (options: ClientOptions) => () => listOf(options).resumeFrom(checkpoint);

  test("is accepted for the same host and token, and has neither", () => {
    expect(resume({ token })).not.toThrow();
    expect(resume({ token, baseUrl: "https://api.intercom.io/" })).not.toThrow();
    expect(JSON.stringify(checkpoint)).not.toMatch(/token-of-one|intercom\.io/);
  });

  test.each([
    ["token", { token: "token-of-two" }],
    ["region", { token, region: "eu" }],
  ] as const)("is refused for another %s", (_, options) => {
    expect(resume(options)).toThrow(ConfigError);
    expect(resume(options)).toThrow('leave "workspace" out of the checkpoint');
  });

  test("is refused for another API version, also in ranges of a search", () => {
    const older = walk(createOlder({ token }), "GET /contacts");
    expect(() => older.resumeFrom(checkpoint)).toThrow("resume with a client of that version");
    const searchOf = (client: Parameters<typeof walk>[0]) => {
      const list = walk(client, "POST /contacts/search", { body: {} });
      return (list as unknown as { inRanges(o: object): typeof list }).inRanges({
        by: "created_at",
      });
    };
    const ranges = searchOf(createClient({ token })).checkpoint();
    expect(() => searchOf(createOlder({ token })).resumeFrom(ranges)).toThrow("API version");
  });

  test("is accepted after a new token, where rateLimit.key names the workspace", () => {
    const rateLimit = { key: "workspace-1" };
    const named = listOf({ token, rateLimit }).checkpoint();
    const resumeNamed = (options: ClientOptions) => () => listOf(options).resumeFrom(named);
    expect(resumeNamed({ token: "token-of-two", rateLimit })).not.toThrow();
    expect(resumeNamed({ token: () => "token-of-two", rateLimit })).not.toThrow();
    expect(resumeNamed({ token, rateLimit: { key: "workspace-2" } })).toThrow("another workspace");
  });

  test("is accepted where one of the two does not know its version or workspace", () => {
    expect(resume({ token: () => "token-of-two" })).not.toThrow();
    const { version: _version, workspace: _workspace, ...earlier } = checkpoint;
    const list = walk(createOlder({ token: "token-of-two" }), "GET /contacts");
    expect(() => list.resumeFrom(earlier)).not.toThrow();
    const own = { request: createClient({ token }).request };
    expect(() => walk(own, "GET /contacts").resumeFrom(checkpoint)).not.toThrow();
  });
});
