import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { apiError, RateLimitError, type Requester, type RouteResult } from "@interkit/client";
import { createIntercom } from "@interkit/client/preview";
import { createRequester, operationRoutes } from "@interkit/core";
import { expect, test } from "vitest";

type Respond = () => Response;

/** What a client does differently for some routes: it depends on the facts about their operations. */
async function behaviourOf(create: (fetch: typeof globalThis.fetch) => Requester, route: string) {
  const call = async (respond: Respond) => {
    const sent: Request[] = [];
    const client = create(async (url, init) => {
      sent.push(new Request(url, init));
      return respond();
    });
    const params = { path: pathOf(route), query: { ids: ["1", "2"], fields: ["a", "b"] } };
    const outcome = await client
      .request(route, { params })
      .then((result) => summaryOf(route, result), String);
    return [outcome, ...sent.map(({ url, headers }) => `${headers.get("accept")} ${url}`)];
  };
  return [
    await call(() => Response.json(null)),
    await call(() => Response.json({}, { status: 429, headers: { "retry-after": "0" } })),
    await call(() => {
      throw new TypeError("The connection was lost");
    }),
  ];
}

function summaryOf(route: string, result: RouteResult): unknown {
  if (result.error === undefined) return typeof result.data;
  const error = apiError(route, result);
  return error instanceof RateLimitError ? error.reason : error.kind;
}

function pathOf(route: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(route.matchAll(/\{(\w+)\}/g), ([, name = ""]) => [name, "1"]),
  );
}

test("the client of createIntercom has the facts about every operation", async () => {
  const options = {
    token: "test-token",
    retry: { attempts: 2, maxDelayMs: 1 },
    rateLimit: false,
  } as const;
  const compare = async (route: string) => {
    const requester = behaviourOf(
      (fetch) => createRequester("Preview", { ...options, fetch }),
      route,
    );
    const client = behaviourOf((fetch) => createIntercom({ ...options, fetch }).client, route);
    expect(await client, route).toEqual(await requester);
  };
  await Promise.all(operationRoutes().map(compare));
});

test.each([
  ["createRequester", () => createRequester("Preview", { token: "test-token" })],
  ["createIntercom", () => createIntercom({ token: "test-token" }).client],
])(
  "a client of %s does not keep all routes of a program that writes ids into them",
  async (_, create) => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const client = create();
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const segment = "5ba682d23d7cf92bef87bfd4".repeat(200);
    let refused = 0;
    for (let id = 0; id < 5_000; id += 1) {
      // Nothing is sent: the second id is missing.
      await client.request(`GET /contacts/${segment}${id}/tags/{tag_id}`).catch(() => {
        refused += 1;
      });
    }
    expect(refused).toBe(5_000);
    collectGarbage();
    // All of them are 24 MB.
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(15);
  },
);
