import { expect, test } from "vitest";
import { serve } from "../support/http.ts";
import { interkit } from "../support/interkit.ts";

/** What `interkit tags list` prints when a server returns this. */
async function refusedWith(status: number, body: unknown, headers: Record<string, string> = {}) {
  const url = await serve((_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: url };
  const { code, stdout, stderr } = await interkit(["tags", "list"], { env });
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  return { code, line: stderr };
}

const errorList = (code: string, message: string) => {
  return { type: "error.list", request_id: "r1", errors: [{ code, message }] };
};

test.each([
  [401, "unauthorized", 4, "the token of INTERCOM_TOKEN is not valid: run `interkit login`"],
  [403, "forbidden", 1, "add the permission to the app in Intercom's Developer Hub"],
  [403, "api_plan_restricted", 1, "the plan of the workspace does not include it"],
  [404, "not_found", 1, "check the id"],
])("%d %s is one line with the reason and the fix", async (status, code, exitCode, fix) => {
  const { code: found, line } = await refusedWith(status, errorList(code, "The reason"));
  expect(found).toBe(exitCode);
  expect(line).toContain(`GET /tags answered ${status} ${code}: The reason`);
  expect(line).toContain(fix);
});

test("what a server writes stays on one line, and is not interpreted by the terminal", async () => {
  const { line } = await refusedWith(404, errorList("not_found", "a\nb\u001b[31mred\u0007\u202e"));
  expect(line).toContain("a b");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  expect(line).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test("a page of HTML names the address as the likely mistake", async () => {
  const { code, line } = await refusedWith(200, "<html></html>", { "content-type": "text/html" });
  expect(code).toBe(1);
  expect(line).toContain("check the address of --base-url");
});

test("a host without a server is named, with what to check", async () => {
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: "http://127.0.0.1:9" };
  const { code, stderr } = await interkit(["tags", "list"], { env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*http:\/\/127\.0\.0\.1:9.*; check the network, .*\n$/);
});

test("an address without https is refused before anything is sent", async () => {
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: "http://example.com" };
  const { code, stderr } = await interkit(["tags", "list"], { env });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*https.*\n$/);
});

test("a command that does not exist is refused with the nearest one", async () => {
  const { code, stderr } = await interkit(["doctr"]);
  expect(code).toBe(2);
  expect(stderr).toBe("error: unknown command 'doctr' (Did you mean doctor?)\n");
});

test("work that is aborted from outside ends with exit code 130", async () => {
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: url };
  const { code, stderr } = await interkit(["tags", "list"], { env, signal: controller.signal });
  expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
});
