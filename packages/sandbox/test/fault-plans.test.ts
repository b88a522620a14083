import { createSandbox, type FaultPlan, type Sandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";

/** Sends a request, and gives its status. */
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

/** Which of these requests a plan strikes. */
async function struck(plan: Partial<FaultPlan>, routes: readonly string[]): Promise<string[]> {
  const sandbox = createSandbox();
  sandbox.faults.add({ ...plan, fault } as FaultPlan);
  const all: string[] = [];
  for (const route of routes) if ((await status(sandbox, route)) === 503) all.push(route);
  return all;
}

describe("which requests a fault strikes", () => {
  const routes = ["GET /contacts", "GET /contacts/1", "POST /contacts", "GET /tags", "GET /no"];

  test("all of them, when the plan names none", async () => {
    expect(await struck({}, routes)).toEqual(routes);
    expect(await struck({ route: "*" }, routes)).toEqual(routes);
  });

  test("those of a route, whatever its parameters are called", async () => {
    expect(await struck({ route: "GET /contacts" }, routes)).toEqual(["GET /contacts"]);
    for (const route of ["GET /contacts/{contact_id}", "get /contacts/{id}"]) {
      expect(await struck({ route } as FaultPlan, routes)).toEqual(["GET /contacts/1"]);
    }
  });

  test("a parameter does not stand for a route of its own", async () => {
    const plan = { route: "GET /conversations/{conversation_id}" } as const;
    const own = ["GET /conversations/deleted", "GET /conversations/1"];
    expect(await struck(plan, own)).toEqual(["GET /conversations/1"]);
  });

  test("those that a wildcard stands for", async () => {
    expect(await struck({ route: "GET *" }, routes)).toEqual(
      routes.filter((it) => /^GET/.test(it)),
    );
    expect(await struck({ route: "* /contacts*" }, routes)).toEqual(routes.slice(0, 3));
    expect(await struck({ route: "* /contacts/*" }, routes)).toEqual(["GET /contacts/1"]);
  });

  test("those of an operation, by its name", async () => {
    expect(await struck({ operation: "contacts.list" }, routes)).toEqual(["GET /contacts"]);
  });

  test("those in a version, Unstable and Preview being one", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ version: "Preview", fault });
    expect(await status(sandbox, "GET /tags", "2.16")).toBe(200);
    expect(await status(sandbox, "GET /tags", "Unstable")).toBe(503);
  });

  test("a HEAD is struck by what is planned for the GET", async () => {
    expect(await struck({ route: "GET /tags" }, ["HEAD /tags"])).toEqual(["HEAD /tags"]);
  });
});

describe("how often a fault strikes", () => {
  test("after some, so many times", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ skip: 1, times: 2, fault });
    expect(await statuses(sandbox, "GET /tags", 5)).toEqual([200, 503, 503, 200, 200]);
  });

  test("plans for the same requests strike one after the other", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ times: 1, fault: { status: 500 } });
    sandbox.faults.add({ times: 1, fault: { status: 502 } });
    expect(await statuses(sandbox, "GET /tags", 3)).toEqual([500, 502, 200]);
  });

  test("by chance, in the same way for the same seed and the same requests", async () => {
    const walk = async (seed: string, others: number) => {
      const sandbox = createSandbox();
      // What else is planned changes nothing.
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

  test("never with a chance of 0, always with 1", async () => {
    const sandbox = createSandbox();
    sandbox.faults.add({ route: "GET /tags", chance: 0, fault });
    sandbox.faults.add({ route: "GET /contacts", chance: 1, fault });
    expect(new Set(await statuses(sandbox, "GET /tags", 50))).toEqual(new Set([200]));
    expect(new Set(await statuses(sandbox, "GET /contacts", 50))).toEqual(new Set([503]));
  });
});

describe("the plans of a sandbox", () => {
  test("are listed with how many requests they were about and how many they struck", async () => {
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

  test("are taken back one by one, or all at once", async () => {
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

  test("do not change with the object that they were made from", async () => {
    const sandbox = createSandbox();
    const own = { route: "GET /tags" as const, fault: { status: 503 } };
    sandbox.faults.add(own);
    own.fault.status = 200;
    expect(await status(sandbox, "GET /tags")).toBe(503);
  });

  test("count for the limit, so that no fault gives a client more requests", async () => {
    const sandbox = createSandbox({ rateLimit: { perMinute: 6 }, clock: () => 0 });
    sandbox.faults.add({ times: 1, fault });
    expect(await statuses(sandbox, "GET /tags", 2)).toEqual([503, 429]);
  });
});
