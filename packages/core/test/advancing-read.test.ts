import { ConnectionError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

const route = "GET /companies/scroll";

function scrolling() {
  const sandbox = createSandbox();
  for (let n = 0; n < 150; n++) sandbox.seed.company({ company_id: `c${n}` });
  const client = createClient({ token: "token", fetch: sandbox.fetch });
  const scroll = (param?: string) =>
    client.GET("/companies/scroll", { params: { query: param ? { scroll_param: param } : {} } });
  return { sandbox, scroll };
}

test("an advancing read is not retried after a lost response, which would skip a page", async () => {
  const { sandbox, scroll } = scrolling();
  const { data } = await scroll();
  sandbox.faults.add({ route, times: 1, fault: { kind: "reset", applied: true } });
  await expect(scroll(String(data?.scroll_param))).rejects.toBeInstanceOf(ConnectionError);
  expect(sandbox.requests.list({ operation: "companies.scroll" })).toHaveLength(2);
});

test("an advancing read is not retried after a 503, since the page may be consumed", async () => {
  const { sandbox, scroll } = scrolling();
  sandbox.faults.add({ route, times: 1, fault: { status: 503 } });
  expect((await scroll()).response.status).toBe(503);
});

test("an advancing read is retried after a 429, which consumes no page", async () => {
  const { sandbox, scroll } = scrolling();
  const fault = { status: 429, retryAfterSeconds: 0, rateLimitHeaders: false };
  sandbox.faults.add({ route, times: 1, fault });
  const { data } = await scroll();
  expect(data?.data).toHaveLength(100);
});
