import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Client, FetchInit } from "@interkit/core";
import { walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { modules } from "./generated/modules.ts";
import { type ListArguments, listItems, type Workspace } from "./support/list-items.ts";

/** A list of a version, as the description has it. */
interface PagedList {
  readonly module: string;
  readonly id: string;
  readonly route: string;
  readonly style: string;
  readonly items: string;
}

interface Bundle {
  readonly paths: Record<
    string,
    Record<string, { operationId: string; "x-pagination"?: { style: string; items: string } }>
  >;
}

/** The modules of versions, without other names of the same versions. */
const versions = modules.filter((module) => module !== "unstable" && module !== "latest");

const lists = versions.flatMap((module): PagedList[] => {
  const file = createRequire(import.meta.url).resolve(`@interkit/openapi/${module}.json`);
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as Bundle;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId, "x-pagination": paging }]) =>
      paging === undefined || paging.style === "none"
        ? []
        : [{ module, id: operationId, route: `${method.toUpperCase()} ${path}`, ...paging }],
    ),
  );
});

/** A client of each version, whose requests are counted. */
async function createClients(fetch: (request: Request) => Promise<Response>) {
  const requests: string[] = [];
  const clients = new Map<string, Client<unknown>>();
  for (const module of versions) {
    const { createIntercom } = (await import(/* @vite-ignore */ `@interkit/client/${module}`)) as {
      createIntercom(options: object): { readonly client: Client<unknown> };
    };
    const { client } = createIntercom({
      token: "token",
      rateLimit: false,
      retry: false,
      fetch: (url: string, init: FetchInit) => {
        const request = new Request(url, init as RequestInit);
        requests.push(request.url);
        return fetch(request);
      },
    });
    clients.set(module, client);
  }
  return { clients, requests };
}

function createWorkspace() {
  // Each item gets a second of its own.
  let now = Date.UTC(2026, 8, 7, 9);
  const sandbox = createSandbox({
    clock: () => now,
    rateLimit: { perMinute: Number.MAX_SAFE_INTEGER },
  });
  const send: Workspace["send"] = async (route, body) => {
    const [method = "", path = ""] = route.split(" ");
    const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
      method,
      headers: {
        Authorization: "Bearer token",
        "Intercom-Version": "Preview",
        "Content-Type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${route} ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const tick = () => {
    now += 1000;
  };
  return { sandbox, tick, workspace: { seed: sandbox.seed, send } };
}

/** The arguments of a list with pages of so many items. */
function withPageSize({ path, query, body }: ListArguments, style: string, size: number) {
  if (style === "scroll") return { path };
  if (style === "body-cursor")
    return { path, query, body: { ...body, pagination: { per_page: size } } };
  if (style === "body-page") return { path, query, body: { ...body, per_page: size } };
  return { path, query: { ...query, per_page: size }, body };
}

const sizeOf = (style: string) => (style === "scroll" ? 100 : 3);

/** The fewest requests that return so many items. A scroll states its end with a page without items. */
function fewestRequests(style: string, items: number): number {
  const pages = Math.ceil(items / sizeOf(style));
  return style === "scroll" ? pages + 1 : Math.max(1, pages);
}

test("every list with pages has items to test it with", () => {
  expect(Object.keys(listItems).sort()).toEqual([...new Set(lists.map(({ id }) => id))].sort());
});

test.each(Object.entries(listItems))(
  "%s returns every item in order and once, with the fewest requests, in each version",
  async (id, { initial = 0, prepare, add }) => {
    const { sandbox, tick, workspace } = createWorkspace();
    const { clients, requests } = await createClients(sandbox.fetch);
    const own = lists.filter((list) => list.id === id);
    const given = (await prepare?.(workspace)) ?? {};
    const parent = Object.values({ ...given.path, ...given.query }).at(-1) ?? "";
    const size = sizeOf(own[0]?.style ?? "");
    let count = initial;
    for (const wanted of [0, 1, size, size + 1, 3 * size + 1]) {
      if (wanted < initial) continue;
      for (; count < wanted; count += 1) {
        tick();
        await add(workspace, count, parent);
      }
      for (const { module, route, style } of own) {
        const walkIn = (perPage: number) =>
          walk(clients.get(module) as Client<unknown>, route, withPageSize(given, style, perPage), {
            prefetch: 0,
          });
        const name = `${wanted} items in ${module}`;
        requests.length = 0;
        const found = await walkIn(size).collect({ limit: Number.POSITIVE_INFINITY });
        expect(requests.length, name).toBe(fewestRequests(style, wanted));
        expect(found, name).toHaveLength(wanted);
        expect(new Set(found.map((item) => JSON.stringify(item))).size, name).toBe(wanted);
        // In one page, their order does not depend on how the list pages. A scroll has no page size.
        for await (const page of walkIn(25).pages()) {
          const before = style === "scroll" ? found.splice(0, size) : found;
          expect(page.items, name).toEqual(before);
        }
      }
    }
  },
);
