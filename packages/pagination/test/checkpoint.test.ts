import { inspect } from "node:util";
import { ConnectionError, InterkitError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { paginate, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { all, failureOf, script, tenContacts } from "./support/api.ts";

/** The faults that the response of one page may have. */
const faults = ["none", "reset", "cut-off", "503"] as const;

function createScroll(companies: number) {
  const sandbox = createSandbox();
  for (let n = 0; n < companies; n += 1) sandbox.seed.company({ company_id: `c${n}` });
  const retry = { attempts: 3, maxDelayMs: 1 };
  return { sandbox, client: createClient({ token: "token", fetch: sandbox.fetch, retry }) };
}

test("a scroll returns every company, or fails and reports how many it returned", async () => {
  const plans = fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { sandbox, client } = createScroll(250);
      const returned: string[] = [];
      const pages = paginate(client, "GET /companies/scroll").pages()[Symbol.asyncIterator]();
      let failure: unknown;
      try {
        for (const kind of plan) {
          const route = "GET /companies/scroll";
          if (kind === "503") sandbox.faults.add({ route, times: 1, fault: { status: 503 } });
          else if (kind !== "none") {
            sandbox.faults.add({ route, times: 1, fault: { kind, applied: true } });
          }
          const { done, value } = await pages.next();
          if (done) break;
          returned.push(...value.items.map((company) => company.id));
        }
      } catch (error) {
        failure = error;
      }
      expect(new Set(returned).size).toBe(returned.length);
      const lost = plan.slice(0, 4).findIndex((kind) => kind !== "none");
      if (lost === -1) {
        expect(failure).toBeUndefined();
        expect(returned).toHaveLength(Math.min(250, plan.length * 100));
        return;
      }
      expect(failure).toBeInstanceOf(InterkitError);
      const read = Math.min(250, lost * 100);
      expect(returned).toHaveLength(read);
      expect(failure).toMatchObject({ checkpoint: { pages: lost, items: read } });
    }),
    { numRuns: 40 },
  );
});

test("a lost page of a scroll is a ConnectionError without a position, since a scroll cannot go on", async () => {
  const { sandbox, client } = createScroll(150);
  const list = paginate(client, "GET /companies/scroll");
  const pages = list.pages()[Symbol.asyncIterator]();
  await pages.next();
  const fault = { kind: "reset", applied: true } as const;
  sandbox.faults.add({ route: "GET /companies/scroll", times: 1, fault });
  const error = (await failureOf(pages.next())) as ConnectionError;
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error.checkpoint).toEqual({
    route: "GET /companies/scroll",
    arguments: expect.any(String),
    version: "2.16",
    workspace: expect.any(String),
    pages: 1,
    items: 100,
  });
});

test.each([
  ["GET /contacts", { pages: { next: { starting_after: "b" } } }, { starting_after: "b" }],
  ["POST /contacts/search", { pages: { next: { starting_after: "b" } } }, { starting_after: "b" }],
  ["GET /articles", { pages: { page: 1, total_pages: 3 } }, { page: 2 }],
  ["GET /events", { pages: { next: "https://api.intercom.io/events?before=2" } }, { before: "2" }],
] as const)(
  "the error of %s has the position of the page that failed",
  async (route, pages, position) => {
    const items = [{ id: "1" }, { id: "2" }];
    const { client } = script({ data: items, events: items, ...pages }, {});
    const error = await failureOf(all(walk(client, route)));
    expect(error).toMatchObject({
      problem: "list",
      checkpoint: { route, pages: 1, items: 2, position },
    });
  },
);

test("the error of a refused first page reports 0 pages and 0 items", async () => {
  const { client } = script();
  const error = await failureOf(all(walk(client, "GET /contacts")));
  expect(error).toMatchObject({ kind: "api", checkpoint: { pages: 0, items: 0 } });
  expect(inspect(error)).toContain("checkpoint: {");
});

test("an abort reason gets no checkpoint, since other calls may share it", async () => {
  const { client } = script();
  const signal = AbortSignal.abort();
  const error = await failureOf(all(walk(client, "GET /contacts", {}, { signal })));
  expect(error).toBe(signal.reason);
  expect(error).not.toHaveProperty("checkpoint");
});

test("a checkpoint is that of the arguments at the start, when a program changes them later", async () => {
  const { client } = createScroll(0);
  const route = "POST /contacts/search";
  const bodyFor = (value: string) => ({ query: { field: "email", operator: "=", value } });
  const body = bodyFor("ada@example.com");
  const list = walk(client, route, { body });
  await list.collect({ limit: 1 });
  body.query.value = "grace@example.com";
  const { arguments: ofAda } = walk(client, route, {
    body: bodyFor("ada@example.com"),
  }).checkpoint();
  expect(list.checkpoint().arguments).toBe(ofAda);
  expect(walk(client, route, { body }).checkpoint().arguments).not.toBe(ofAda);
});

test("a page has its checkpoint as an ordinary property, which stays as it is", async () => {
  const { client } = tenContacts();
  const pages = [];
  for await (const page of paginate(client, "GET /contacts").pages()) {
    pages.push({ page, json: JSON.stringify(page.checkpoint) });
  }
  for (const { page, json } of pages) {
    const described = Object.getOwnPropertyDescriptor(page, "checkpoint");
    expect(described).toMatchObject({ enumerable: true, writable: true });
    expect(JSON.stringify(described?.value)).toBe(json);
  }
  expect(pages.map(({ page }) => page.checkpoint.items)).toEqual([2, 4, 6, 8, 10]);
});
