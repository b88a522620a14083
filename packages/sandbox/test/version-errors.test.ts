import { createSandbox, type Version } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { operationsOf } from "./support/described.ts";
import { versions } from "./support/versions.ts";
import { firstError, workspace } from "./support/workspace.ts";

const unavailable = { status: 400, code: "intercom_version_invalid" };

describe("an operation that a version does not have", () => {
  test("is refused with the versions that have it", async () => {
    const { send } = await workspace();
    const got = await send("POST", "/companies/search", {});
    expect(firstError(got)).toEqual(unavailable);
    expect(got.body.errors[0].message).toBe(
      "Requested resource is not available in current API version. " +
        "Version 2.16 has no POST /companies/search, which is in Preview",
    );
  });

  test("is not read as an id: there is no conversation called attributes", async () => {
    for (const version of ["2.11", "2.15"]) {
      const { send } = await workspace(version);
      expect(firstError(await send("GET", "/conversations/attributes"))).toEqual(unavailable);
      expect((await send("GET", "/conversations/other")).status).toBe(404);
    }
    expect((await (await workspace("2.16")).send("GET", "/conversations/attributes")).status).toBe(
      200,
    );
  });

  test("may be one of versions before 2.7, such as users", async () => {
    const { send } = await workspace();
    for (const [method, path] of [
      ["GET", "/users?user_id=1"],
      ["POST", "/users"],
      ["DELETE", "/users/1"],
      ["GET", "/counts"],
    ] as const) {
      expect(firstError(await send(method, path))).toEqual(unavailable);
    }
  });

  test("is 404 where no version has the path, and 405 where it has other methods", async () => {
    const { send } = await workspace();
    for (const path of ["/nowhere", "/contacts/1/nowhere", "/usersearch"]) {
      expect(firstError(await send("GET", path))).toEqual({ status: 404, code: "not_found" });
    }
    const refused = await send("PATCH", "/contacts/1");
    expect(firstError(refused)).toEqual({ status: 405, code: "method_not_allowed" });
  });

  test("is refused for every operation, in every version without it", async () => {
    const sandbox = createSandbox();
    const wrong: string[] = [];
    const routes = (version: Version) =>
      operationsOf(version).map(({ method, path }) => `${method} ${path}`);
    const everywhere = new Set(versions.flatMap(routes));
    for (const version of versions) {
      const own = new Set(routes(version));
      for (const route of everywhere) {
        if (own.has(route)) continue;
        const [method = "", path = ""] = route.split(" ");
        const response = await sandbox.fetch(
          `https://api.intercom.io${path.replace(/[{}]/g, "")}`,
          {
            method,
            headers: { Authorization: "Bearer any", "Intercom-Version": version },
          },
        );
        const { errors } = (await response.json()) as { errors?: { code: string }[] };
        if (errors?.[0]?.code !== unavailable.code)
          wrong.push(`${route} in ${version}: ${errors?.[0]?.code}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("an unknown version has another message than a missing operation", async () => {
  const { send } = await workspace();
  const got = await send("GET", "/contacts", undefined, { "Intercom-Version": "9.9" });
  expect(firstError(got)).toEqual(unavailable);
  expect(got.body.errors[0].message).toMatch(/^The requested version could not be found\. /);
});

test("a trailing slash is ignored", async () => {
  const { send, sandbox } = await workspace();
  const made = await send("POST", "/contacts/", { email: "ada@example.com" });
  expect(made.status).toBe(200);
  expect((await send("GET", `/contacts/${made.body.id}/`)).body.id).toBe(made.body.id);
  expect((await send("GET", "/contacts/?per_page=1")).body.total_count).toBe(1);
  expect(sandbox.requests.list().map(({ operation }) => operation)).toEqual([
    "contacts.create",
    "contacts.get",
    "contacts.list",
  ]);
  expect((await send("GET", "/nowhere/")).status).toBe(404);
  expect((await send("GET", "/contacts//")).status).toBe(404);
  sandbox.faults.add({ route: "GET /contacts", fault: { status: 503 } });
  expect((await send("GET", "/contacts/")).status).toBe(503);
});
