// Prints the milliseconds in which a client reads a list, or the microseconds of CPU for an item of it.
import { setTimeout as sleep } from "node:timers/promises";

/** The lists: their path, milliseconds of a response, items and items of a page. */
const lists = {
  // The caller works 20 ms on each page.
  cursor: { path: "/contacts", ms: 20, count: 5_000, perPage: 50, workMs: 20 },
  // The default page size of companies.
  numbered: { path: "/companies", ms: 20, count: 3_000, perPage: 15 },
  cpu: { path: "/contacts", ms: 0, count: 1_000_000, perPage: 150, prints: "CPU" },
  ranges: { path: "/contacts/search", ms: 50, count: 100_000, perPage: 150 },
};

const [name, server, kind] = process.argv.slice(2);
const { path, ms, count, perPage, workMs, prints } = lists[kind];
const baseUrl = `${server}/lists/${ms}/${count}`;
const token = "token";
const per_page = perPage;
const query = { field: "role", operator: "=", value: "user" };
const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
/** How many pages with numbers may be requested at the same time. */
const concurrency = 10;

/** What prepares each walk: imports are measured elsewhere. */
const walks = {
  "@interkit/client": async () => {
    const { createIntercom } = await import("@interkit/client/2.16");
    const { contacts, companies } = createIntercom({ token, baseUrl });
    return () => {
      if (kind === "numbered") return readItems(companies.list({ per_page }, { concurrency }));
      if (kind === "ranges") return readItems(contacts.search({ query, pagination: { per_page } }));
      return readItems(contacts.list({ per_page }));
    };
  },
  "@interkit/client in ranges": async () => {
    const { createIntercom } = await import("@interkit/client/2.16");
    const hooks = { onResponse: () => (calls += 1) };
    const { contacts } = createIntercom({ token, baseUrl, hooks });
    const search = contacts.search({ query, pagination: { per_page } });
    return () => readItems(search.inRanges({ by: "created_at", concurrency: 8 }));
  },
  // What the network allows: the next request is sent as soon as the last response has its cursor.
  floor: async () => {
    const get = await createGet();
    if (kind === "numbered") return () => readNumbered(get);
    return async () => {
      for (let next = get(""); next !== undefined; ) {
        const { data, pages } = await next;
        next = pages.next ? get(`&starting_after=${pages.next.starting_after}`) : undefined;
        await readPage(data);
      }
    };
  },
  undici: async () => {
    const get = await createGet();
    return () =>
      readByCursor((after) => get(after === undefined ? "" : `&starting_after=${after}`));
  },
  // The loops that its users write.
  "openapi-fetch": async () => {
    const { default: createClient } = await import("openapi-fetch");
    const client = createClient({ baseUrl, headers });
    const get = async (query) =>
      (await client.GET(path, { params: { query: { per_page, ...query } } })).data;
    if (kind !== "numbered") return () => readByCursor((starting_after) => get({ starting_after }));
    return async () => {
      for (let page = 1, total = 1; page <= total; page += 1) {
        const { data, pages } = await get({ page });
        total = pages.total_pages;
        await readPage(data);
      }
    };
  },
  "intercom-client": async () => {
    const { IntercomClient } = await import("intercom-client");
    const { contacts, companies } = new IntercomClient({ token, environment: baseUrl });
    return async () => {
      if (kind === "numbered") return readItems(await companies.list({ per_page }));
      if (kind === "cursor" || kind === "cpu") return readItems(await contacts.list({ per_page }));
      return readItems(await contacts.search({ query, pagination: { per_page } }));
    };
  },
  "octokit iterator": async () => {
    const { Octokit } = await import("@octokit/core");
    const { composePaginateRest } = await import("@octokit/plugin-paginate-rest");
    const octokit = new Octokit({ auth: token, baseUrl });
    return async () => {
      const iterator = composePaginateRest.iterator(octokit, `GET ${path}`, { per_page });
      for await (const { data } of iterator) await readPage(data);
    };
  },
};

let items = 0;
let calls = 0;
const walk = await walks[name]();
// Node loads its HTTP client with the first request.
await (await fetch(server)).text();
const cpu = process.cpuUsage();
const begin = performance.now();
await walk();
const elapsed = performance.now() - begin;
const { user, system } = process.cpuUsage(cpu);
if (items !== count) throw new Error(`${name} returned ${items} items of ${count}`);
if (calls > 1_666) throw new Error(`${name} made ${calls} calls, and ten seconds allow 1,666`);
console.log(prints === "CPU" ? (user + system) / count : elapsed);
process.exit();

/** Requests a page as cheaply as Node can. */
async function createGet() {
  const { request } = await import("undici");
  return async (query) =>
    (await request(`${baseUrl}${path}?per_page=${perPage}${query}`, { headers })).body.json();
}

/** Reads items one by one; the caller's work on a page begins when it has the last one. */
async function readItems(list) {
  for await (const _ of list) {
    items += 1;
    if (workMs !== undefined && items % perPage === 0) await sleep(workMs);
  }
}

async function readPage(page) {
  for (const _ of page) items += 1;
  if (workMs !== undefined) await sleep(workMs);
}

async function readByCursor(get) {
  for (let after; ; ) {
    const { data, pages } = await get(after);
    await readPage(data);
    if (!pages.next) return;
    after = pages.next.starting_after;
  }
}

/** The first page has the number of pages; the others are requested a few at a time. */
async function readNumbered(get) {
  const first = await get("");
  await readPage(first.data);
  let next = 2;
  const work = async () => {
    while (next <= first.pages.total_pages) {
      const { data } = await get(`&page=${next++}`);
      await readPage(data);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
