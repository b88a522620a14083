import { createSandbox, type FaultPlan, type Sandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";

/** Sends a request, and returns its status. */
async function status(sandbox: Sandbox, route: string, version = "2.16"): Promise<number> {
  const [method = "", path = ""] = route.split(" ");
  const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
    method,
    headers: { Authorization: "Bearer any", "Intercom-Version": version },
  });
  return response.status;
}

async function statuses(sandbox: Sandbox, route: string, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i += 1) all.push(await status(sandbox, route));
  return all;
}

const fault = { status: 503 } as const;

/** The requests that trigger a plan. */
async function triggering(plan: Partial<FaultPlan>, routes: readonly string[]): Promise<string[]> {
  const sandbox = createSandbox();
  sandbox.faults.add({ ...plan, fault } as FaultPlan);
  const all: string[] = [];
  for (const route of routes) if ((await status(sandbox, route)) === 503) all.push(route);
  return all;
}

describe("matching requests", () => {
  const routes = ["GET /contacts", "GET /contacts/1", "POST /contacts", "GET /tags", "GET /no"];

  test("all requests, without a target", async () => {
    expect(await triggering({}, routes)).toEqual(routes);
    expect(await triggering({ route: "*" }, routes)).toEqual(routes);
  });

  test("requests of a route, whatever the names of its parameters", async () => {
    expect(await triggering({ route: "GET /contacts" }, routes)).toEqual(["GET /contacts"]);
    for (const route of ["GET /contacts/{contact_id}", "get /contacts/{id}"]) {
      expect(await triggering({ route } as FaultPlan, routes)).toEqual(["GET /contacts/1"]);
    }
  });

  test("a parameter does not match another route's fixed segment", async () => {
    const plan = { route: "GET /conversations/{conversation_id}" } as const;
    const own = ["GET /conversations/deleted", "GET /conversations/1"];
    expect(await triggering(plan, own)).toEqual(["GET /conversations/1"]);
  });

  test("requests that match a wildcard", async () => {
    expect(await triggering({ route: "GET *" }, routes)).toEqual(
      routes.filter((it) => /^GET/.test(it)),
    );
    expect(await triggering({ route: "* /contacts*" }, routes)).toEqual(routes.slice(0, 3));
    expect(await triggering({ route: "* /contacts/*" }, routes)).toEqual(["GET /contacts/1"]);
  });

  test("requests of an operation", async () => {
    expect(await triggering({ operation: "contacts.list" }, routes)).toEqual(["GET /contacts"]);
  });

  test("requests in a version; Unstable is Preview", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ version: "Preview", fault });
    expect(await status(sandbox, "GET /tags", "2.16")).toBe(200);
    expect(await status(sandbox, "GET /tags", "Unstable")).toBe(503);
  });

  test("a fault for GET applies to HEAD", async () => {
    expect(await triggering({ route: "GET /tags" }, ["HEAD /tags"])).toEqual(["HEAD /tags"]);
  });
});

describe("how often a fault is triggered", () => {
  test("skip and times", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ skip: 1, times: 2, fault });
    expect(await statuses(sandbox, "GET /tags", 5)).toEqual([200, 503, 503, 200, 200]);
  });

  test("plans for the same requests are triggered one after the other", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ times: 1, fault: { status: 500 } });
    sandbox.faults.add({ times: 1, fault: { status: 502 } });
    expect(await statuses(sandbox, "GET /tags", 3)).toEqual([500, 502, 200]);
  });

  test("a chance has the same result for the same seed and requests", async () => {
    const walk = async (seed: string, others: number) => {
      const sandbox = createSandbox();
      // Other plans do not affect it.
      for (let i = 0; i < others; i += 1) sandbox.faults.add({ route: "GET /contacts", fault });
      sandbox.faults.add({ route: "GET /tags", chance: 0.3, seed, fault });
      return statuses(sandbox, "GET /tags", 200);
    };
    const [a, again, b] = [await walk("a", 0), await walk("a", 3), await walk("b", 0)];
    expect(again).toEqual(a);
    expect(b).not.toEqual(a);
    const failed = a.filter((it) => it === 503).length;
    expect(failed).toBeGreaterThan(30);
    expect(failed).toBeLessThan(90);
  });

  test("a chance of 0 is never triggered, one of 1 always", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ route: "GET /tags", chance: 0, fault });
    sandbox.faults.add({ route: "GET /contacts", chance: 1, fault });
    expect(new Set(await statuses(sandbox, "GET /tags", 50))).toEqual(new Set([200]));
    expect(new Set(await statuses(sandbox, "GET /contacts", 50))).toEqual(new Set([503]));
  });
});

describe("the plans of a sandbox", () => {
  test("are listed with the numbers of matching requests and triggered faults", async () => {
    const sandbox = createSandbox();
    const added = sandbox.faults.add({ route: "GET /tags", skip: 1, times: 1, fault });
    expect(added).toEqual({
      id: "1",
      route: "GET /tags",
      skip: 1,
      times: 1,
      fault: { kind: "error", status: 503 },
      matched: 0,
      triggered: 0,
    });
    await statuses(sandbox, "GET /tags", 4);
    expect(sandbox.faults.list()).toEqual([{ ...added, matched: 4, triggered: 1 }]);
  });

  test("are removed one by one, or all at once", async () => {
    const sandbox = createSandbox();
    const [first, second] = [{ status: 500 }, { status: 502 }].map(
      (it) => sandbox.faults.add({ fault: it }).id,
    );
    expect(sandbox.faults.remove(first ?? "")).toBe(true);
    expect(sandbox.faults.remove(first ?? "")).toBe(false);
    expect(await status(sandbox, "GET /tags")).toBe(502);
    expect(sandbox.faults.list().map(({ id }) => id)).toEqual([second]);
    sandbox.faults.clear();
    expect(await status(sandbox, "GET /tags")).toBe(200);
  });

  test("are copies of the given objects", async () => {
    const sandbox = createSandbox();
    const own = { route: "GET /tags" as const, fault: { status: 503 } };
    sandbox.faults.add(own);
    own.fault.status = 200;
    expect(await status(sandbox, "GET /tags")).toBe(503);
  });

  test("count for the rate limit", async () => {
    const sandbox = createSandbox({ rateLimit: { perMinute: 6 }, clock: () => 0 });
    sandbox.faults.add({ times: 1, fault });
    expect(await statuses(sandbox, "GET /tags", 2)).toEqual([503, 429]);
  });
});
