import { inspect } from "node:util";
import { ConnectionError, InterkitError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { paginate, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { all, failureOf, script } from "./support/api.ts";

/** What may become of the answer to one page, once the server has made it. */
const fates = ["none", "reset", "cut-off", "503"] as const;

function scrolling(companies: number) {
  const sandbox = createSandbox();
  for (let n = 0; n < companies; n += 1) sandbox.seed.company({ company_id: `c${n}` });
  const retry = { attempts: 3, maxDelayMs: 1 };
  return { sandbox, client: createClient({ token: "token", fetch: sandbox.fetch, retry }) };
}

test("a scroll gives every company, or fails and tells how many it has given", async () => {
  const plans = fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { sandbox, client } = scrolling(250);
      const given: string[] = [];
      const pages = paginate(client, "GET /companies/scroll").pages()[Symbol.asyncIterator]();
      let failure: unknown;
      try {
        for (const fate of plan) {
          const route = "GET /companies/scroll";
          if (fate === "503") sandbox.faults.add({ route, times: 1, fault: { status: 503 } });
          else if (fate !== "none") {
            sandbox.faults.add({ route, times: 1, fault: { kind: fate, applied: true } });
          }
          const { done, value } = await pages.next();
          if (done) break;
          given.push(...value.items.map((company) => company.id));
        }
      } catch (error) {
        failure = error;
      }
      expect(new Set(given).size).toBe(given.length);
      const lost = plan.slice(0, 4).findIndex((fate) => fate !== "none");
      if (lost === -1) {
        expect(failure).toBeUndefined();
        expect(given).toHaveLength(Math.min(250, plan.length * 100));
        return;
      }
      expect(failure).toBeInstanceOf(InterkitError);
      const read = Math.min(250, lost * 100);
      expect(given).toHaveLength(read);
      expect(failure).toMatchObject({ checkpoint: { pages: lost, items: read } });
    }),
    { numRuns: 40 },
  );
});

test("a lost page of a scroll is a ConnectionError with the cursor that asked for it", async () => {
  const { sandbox, client } = scrolling(150);
  const pages = paginate(client, "GET /companies/scroll").pages()[Symbol.asyncIterator]();
  const first = await pages.next();
  const cursor = first.done ? undefined : first.value.body.scroll_param;
  const fault = { kind: "reset", applied: true } as const;
  sandbox.faults.add({ route: "GET /companies/scroll", times: 1, fault });
  const error = await failureOf(pages.next());
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ checkpoint: { pages: 1, items: 100, cursor } });
  expect(cursor).toEqual(expect.any(String));
});

test.each([
  ["GET /contacts", { pages: { next: { starting_after: "b" } } }, "b"],
  ["POST /contacts/search", { pages: { next: { starting_after: "b" } } }, "b"],
  ["GET /articles", { pages: { page: 1, total_pages: 3 } }, 2],
] as const)("%s tells the place that it failed at", async (route, pages, cursor) => {
  const { client } = script({ data: [{ id: "1" }, { id: "2" }], ...pages }, {});
  const error = await failureOf(all(walk(client, route)));
  expect(error).toMatchObject({ problem: "list", checkpoint: { pages: 1, items: 2, cursor } });
});

test("a list whose first page is refused has given nothing", async () => {
  const { client } = script();
  const error = await failureOf(all(walk(client, "GET /contacts")));
  expect(error).toMatchObject({ kind: "api", checkpoint: { pages: 0, items: 0 } });
  expect(inspect(error)).toContain("checkpoint: { pages: 0, items: 0");
});

test("an abort tells of no place, since its reason may belong to other calls as well", async () => {
  const { client } = script();
  const signal = AbortSignal.abort();
  const error = await failureOf(all(walk(client, "GET /contacts", {}, { signal })));
  expect(error).toBe(signal.reason);
  expect(error).not.toHaveProperty("checkpoint");
});
