import { createSandbox, type LogEntry } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { firstError, type Json, start, workspace } from "./support/workspace.ts";

describe("access tokens", () => {
  test("a missing or malformed token is refused", async () => {
    const { send } = await workspace();
    const missing = await send("GET", "/contacts", undefined, { Authorization: "" });
    expect(firstError(missing)).toEqual({ status: 401, code: "token_not_found" });
  });

  test("a token may be the user name of basic authorisation, or its password", async () => {
    const { send } = await workspace("2.16", { token: "one" });
    const basic = (name: string) => ({ Authorization: `Basic ${btoa(name)}` });
    for (const right of ["one:", ":one", "app:one"]) {
      expect((await send("GET", "/contacts", undefined, basic(right))).status).toBe(200);
    }
    for (const wrong of ["one:two", "two:", "one", ":", ""]) {
      const refused = await send("GET", "/contacts", undefined, basic(wrong));
      expect(firstError(refused)).toEqual({ status: 401, code: "unauthorized" });
    }
  });

  test("with configured tokens, other tokens are refused", async () => {
    const { send } = await workspace("2.16", { token: ["one", "two"] });
    expect(firstError(await send("GET", "/contacts")).code).toBe("unauthorized");
    const two = await send("GET", "/contacts", undefined, { Authorization: "Bearer two" });
    expect(two.status).toBe(200);
  });
});

describe("versions", () => {
  test("the requested version answers, under the name in the request", async () => {
    const { send } = await workspace();
    for (const [requested, answered] of [
      ["2.7", "2.7"],
      ["Preview", "Preview"],
      ["Unstable", "Unstable"],
      ["preview", "Preview"],
    ]) {
      const got = await send("GET", "/contacts", undefined, {
        "Intercom-Version": requested ?? "",
      });
      expect(got.headers.get("Intercom-Version")).toBe(answered);
    }
  });

  test("an unknown version is refused", async () => {
    const { send } = await workspace();
    const got = await send("GET", "/contacts", undefined, { "Intercom-Version": "9.9" });
    expect(firstError(got)).toEqual({ status: 400, code: "intercom_version_invalid" });
  });

  test("a request without a header gets the default version", async () => {
    const sandbox = createSandbox({ defaultVersion: "2.11" });
    const response = await sandbox.fetch("https://api.intercom.io/contacts", {
      headers: { Authorization: "Bearer any" },
    });
    expect(response.headers.get("Intercom-Version")).toBe("2.11");
  });

  test("with the default 1.0, a request without a version is refused", async () => {
    const sandbox = createSandbox({ defaultVersion: "1.0" });
    const get = (headers: Record<string, string>) =>
      sandbox.fetch("https://api.intercom.io/contacts", {
        headers: { Authorization: "Bearer any", ...headers },
      });
    const refused = await get({});
    expect(refused.status).toBe(400);
    expect(refused.headers.get("Intercom-Version")).toBe("1.0");
    const { errors } = (await refused.json()) as { errors: { code: string; message: string }[] };
    expect(errors[0]?.code).toBe("intercom_version_invalid");
    expect(errors[0]?.message).toContain("Send Intercom-Version: one of 2.7, ");
    expect((await get({ "Intercom-Version": "2.16" })).status).toBe(200);
    expect((await get({ "Intercom-Version": "1.0" })).status).toBe(400);
  });
});

describe("bodies and parameters", () => {
  const raw = (body: string, type = "application/json") =>
    createSandbox().fetch("https://api.intercom.io/contacts", {
      method: "POST",
      headers: { Authorization: "Bearer any", "Content-Type": type },
      body,
    });

  test("a body must be JSON, with the Content-Type of JSON", async () => {
    expect((await raw("{")).status).toBe(400);
    expect(await (await raw("{")).json()).toMatchObject({
      errors: [{ code: "parameter_invalid" }],
    });
    expect((await raw("role=user", "application/x-www-form-urlencoded")).status).toBe(415);
    expect(await (await raw("[]")).json()).toMatchObject({ errors: [{ code: "type_mismatch" }] });
    expect(await (await raw("")).json()).toMatchObject({
      errors: [{ code: "parameter_not_found" }],
    });
  });

  test("values of the wrong type are refused, with the field", async () => {
    const { send } = await workspace();
    const got = await send("POST", "/contacts", { email: "ada@example.com", signed_up_at: "soon" });
    expect(got.status).toBe(400);
    expect(got.body.errors[0]).toMatchObject({ code: "type_mismatch", field: "signed_up_at" });
  });

  test("query parameters outside their limits are refused, undeclared ones ignored", async () => {
    const { send } = await workspace();
    for (const query of ["per_page=151", "per_page=0", "per_page=many"]) {
      expect((await send("GET", `/contacts?${query}`)).status).toBe(400);
    }
    expect((await send("GET", "/contacts?nonsense=1")).status).toBe(200);
  });

  test("an Accept header must include the media type of the operation", async () => {
    const { send } = await workspace();
    const html = await send("GET", "/contacts", undefined, { Accept: "text/html" });
    expect(firstError(html)).toEqual({ status: 406, code: "media_type_not_acceptable" });
    for (const accept of ["*/*", "application/*", "text/html, application/json;q=0.5"]) {
      expect((await send("GET", "/contacts", undefined, { Accept: accept })).status).toBe(200);
    }
  });
});

describe("headers of every response", () => {
  test("a request id, the version and the rate limit, errors included", async () => {
    const { send } = await workspace();
    const ids = new Set<string | null>();
    for (const path of ["/contacts", "/contacts/none", "/nowhere"]) {
      const { headers, body } = await send("GET", path);
      expect(headers.get("X-Request-Id")).toMatch(/^[a-z0-9]{20}$/);
      ids.add(headers.get("X-Request-Id"));
      expect(headers.get("Intercom-Version")).toBe("2.16");
      expect(headers.get("X-RateLimit-Limit")).toBe("1666");
      expect(headers.get("X-RateLimit-Reset")).toBe(String(start + 10));
      if (body.type === "error.list") expect(body.request_id).toBe(headers.get("X-Request-Id"));
    }
    expect(ids.size).toBe(3);
    const again = await (await workspace()).send("GET", "/contacts");
    expect(ids).toContain(again.headers.get("X-Request-Id"));
  });

  test.each([
    [10_000, "1666"],
    [1_000, "166"],
    [500, "83"],
    [11, "1"],
    [1, "1"],
  ])("a limit of %i per minute is one of %s per window", async (perMinute, limit) => {
    const { send } = await workspace("2.16", { rateLimit: { perMinute } });
    const { headers } = await send("GET", "/contacts");
    expect(headers.get("X-RateLimit-Limit")).toBe(limit);
  });

  test("the rate limit is per token, and resets every ten seconds", async () => {
    const { send, advance } = await workspace("2.16", { rateLimit: { perMinute: 12 } });
    const remaining = async () =>
      (await send("GET", "/contacts")).headers.get("X-RateLimit-Remaining");
    expect([await remaining(), await remaining()]).toEqual(["1", "0"]);
    const exceeded = await send("GET", "/contacts");
    expect(firstError(exceeded)).toEqual({ status: 429, code: "rate_limit_exceeded" });
    expect(exceeded.headers.get("X-RateLimit-Reset")).toBe(String(start + 10));
    const other = await send("GET", "/contacts", undefined, { Authorization: "Bearer other" });
    expect(other.status).toBe(200);
    advance(10);
    expect(await remaining()).toBe("1");
  });
});

describe("the log of requests", () => {
  test("keeps the last 1,000 requests, oldest first", async () => {
    const sandbox = createSandbox();
    const headers = { Authorization: "Bearer any" };
    for (let i = 0; i < 1003; i += 1) {
      await sandbox.fetch(`https://api.intercom.io/nowhere?n=${i}`, { headers });
    }
    const paths = sandbox.requests.list().map(({ path }) => path);
    expect(paths).toHaveLength(1000);
    expect([paths[0], paths.at(-1)]).toEqual(["/nowhere?n=3", "/nowhere?n=1002"]);
  });

  test("keeps JSON bodies up to a limit, and callers cannot change them", async () => {
    const { send, sandbox } = await workspace();
    sandbox.seed.dataAttribute({ name: "a", data_type: "integer" });
    await send("POST", "/contacts", { email: "ada@example.com", custom_attributes: { a: 1 } });
    await send("POST", "/contacts", { name: "x".repeat(100_001) });
    await send("GET", "/contacts");
    const [first, second, third] = sandbox.requests.list();
    expect(first?.body).toEqual({ email: "ada@example.com", custom_attributes: { a: 1 } });
    expect([second, third].map((it) => it && "body" in it)).toEqual([false, false]);
    Object.assign((first as Json).body.custom_attributes, { a: 2 });
    expect(sandbox.requests.list()[0]?.body).toMatchObject({ custom_attributes: { a: 1 } });
    expect(JSON.stringify(sandbox.snapshot())).toContain('"custom_attributes":{"a":1}');
  });

  test("can be filtered by an operation, which must exist", async () => {
    const { send, sandbox } = await workspace();
    await send("GET", "/tags");
    await send("GET", "/contacts");
    expect(sandbox.requests.list({ operation: "tags.list" })).toMatchObject([{ path: "/tags" }]);
    // @ts-expect-error: the type refuses it too
    expect(() => sandbox.requests.list({ operation: "tags.lists" })).toThrow(
      'No version has an operation "tags.lists". Did you mean tags.list?',
    );
    sandbox.requests.clear();
    expect(sandbox.requests.list()).toEqual([]);
  });
});

describe("a sandbox", () => {
  test("answers the same requests in the same way, with other ids for another seed", async () => {
    const make = async (seed: string) => {
      const { send } = await workspace("2.16", { seed });
      return (await send("POST", "/contacts", { email: "ada@example.com" })).body;
    };
    expect(await make("a")).toEqual(await make("a"));
    expect((await make("a")).id).not.toBe((await make("b")).id);
  });

  test("reset returns to the initial state", async () => {
    const { send, sandbox } = await workspace();
    await send("POST", "/contacts", { email: "ada@example.com" });
    sandbox.reset();
    expect((await send("GET", "/contacts")).body.total_count).toBe(0);
    expect((await send("POST", "/contacts", { email: "ada@example.com" })).status).toBe(200);
  });

  test("logs every request without its token and body", async () => {
    const lines: LogEntry[] = [];
    const { send } = await workspace("2.16", { log: (entry) => lines.push(entry) });
    await send("POST", "/contacts?x=1", { email: "ada@example.com" });
    await send("GET", "/nowhere");
    expect(lines).toMatchObject([
      { method: "POST", path: "/contacts?x=1", status: 200, operation: "contacts.create" },
      { method: "GET", path: "/nowhere", status: 404, operation: undefined, version: "2.16" },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret|ada@/);
  });
});
