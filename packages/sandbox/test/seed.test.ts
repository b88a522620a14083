import { execFileSync } from "node:child_process";
import { createSandbox, type SandboxOptions, type SeedOptions } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { runProgram } from "./support/program.ts";
import { type Json, start, workspace } from "./support/workspace.ts";

async function ready(options: SandboxOptions) {
  const sandbox = createSandbox(options);
  await sandbox.ready;
  return sandbox;
}

/** The state of a sandbox that is created in a separate program. */
function elsewhere(environment: Record<string, string>): string {
  const program = `
    import { createSandbox } from "@interkit/sandbox";
    const sandbox = createSandbox({ seed: "acme" });
    await sandbox.ready;
    process.stdout.write(JSON.stringify(sandbox.snapshot()));`;
  const flags = ["--conditions=@interkit/source", "--import", "tsx", "--input-type=module"];
  return execFileSync(process.execPath, [...flags, "--eval", program], {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, ...environment },
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
}

describe("the same name", () => {
  test("generates the same bytes in other programs, time zones and languages", async () => {
    const here = JSON.stringify((await ready({ seed: "acme" })).snapshot());
    expect(elsewhere({ TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8" }) === here).toBe(true);
    expect(elsewhere({ TZ: "America/St_Johns", LANG: "tr_TR.UTF-8" }) === here).toBe(true);
  });

  test("generates the same bytes in a program that uses faker itself", async () => {
    const { faker } = await import("@faker-js/faker/locale/en");
    faker.seed(7);
    const expected = [faker.person.fullName(), faker.person.fullName()];
    faker.seed(7);
    const first = faker.person.fullName();
    const one = await ready({ seed: "acme" });
    expect([first, faker.person.fullName()]).toEqual(expected);
    expect((await ready({ seed: "acme" })).snapshot()).toEqual(one.snapshot());
  });

  test("another name generates other ids, contacts and texts", async () => {
    const [one, other] = await Promise.all(["acme", "globex"].map((seed) => ready({ seed })));
    const words = (sandbox: Json, kind: string, read: (thing: Json) => string) =>
      new Set<string>(sandbox.snapshot().collections[kind].map(read));
    for (const name of ["id", "email"]) {
      const [ours, theirs] = [one, other].map((made) => words(made, "contacts", (c) => c[name]));
      expect(
        [...(ours ?? [])].filter((word) => theirs?.has(word)),
        name,
      ).toEqual([]);
    }
  });
});

test("the number of contacts is the requested one, and other numbers depend on it", async () => {
  const { sandbox, send } = await workspace("2.16", { seed: { name: "acme", contacts: 80 } });
  const total = async (method: string, path: string, body?: Json) =>
    (await send(method, path, body)).body.total_count;
  expect(await total("GET", "/contacts")).toBe(80);
  expect(await total("POST", "/companies/list")).toBe(10);
  expect(await total("GET", "/conversations")).toBe(27);
  const any = { query: { field: "created_at", operator: ">", value: 1 } };
  expect(await total("POST", "/tickets/search", any)).toBe(10);
  expect(await total("GET", "/articles")).toBe(30);
  expect(sandbox.snapshot().collections["events"]?.length).toBe(160);
});

test("beyond 10,000 contacts, only the numbers of contacts and companies grow", async () => {
  const sandbox = await ready({ seed: { name: "acme", contacts: 10_400 } });
  const { collections } = sandbox.snapshot();
  const count = (kind: string) => collections[kind]?.length;
  expect(count("companies")).toBe(1300);
  expect([count("conversations"), count("tickets"), count("events")]).toEqual([3333, 1250, 20_000]);
});

test("all times are before that of the clock, or before September 2026", async () => {
  const planned = ["snoozed_until", "renewal_at", "trial_ends_at", "Due", "exception_date"];
  const latest = (thing: Json): number =>
    Math.max(
      0,
      ...Object.entries(thing ?? {}).map(([name, value]) => {
        if (typeof value === "object") return latest(value);
        return typeof value === "number" && !planned.includes(name) && /(_at|since)$/.test(name)
          ? value
          : 0;
      }),
    );
  const own = (await ready({ seed: "acme", clock: () => start * 1000 })).snapshot();
  expect(latest(own)).toBeLessThanOrEqual(start);
  expect(latest(own)).toBeGreaterThan(start - 24 * 3600);
  const fixed = (await ready({ seed: "acme" })).snapshot();
  expect(latest(fixed)).toBeLessThanOrEqual(Date.UTC(2026, 8, 1, 9) / 1000);
});

test("reset returns to the workspace with data, at any time of the clock", async () => {
  const { sandbox, send, advance } = await workspace("2.16", { seed: "acme" });
  const before = sandbox.snapshot();
  const [first] = (await send("GET", "/contacts")).body.data;
  await send("DELETE", `/contacts/${first.id}`);
  advance(3600);
  await send("POST", "/contacts", { email: "ada@example.com" });
  expect(sandbox.snapshot()).not.toEqual(before);
  sandbox.reset();
  expect(sandbox.snapshot()).toEqual(before);
});

test("before the data is created, seeds throw, and requests wait", async () => {
  const sandbox = createSandbox({ seed: "acme" });
  expect(() => sandbox.seed.contact()).toThrow("await sandbox.ready first");
  const response = await sandbox.fetch("https://api.intercom.io/contacts", {
    headers: { Authorization: "Bearer any" },
  });
  expect(await response.json()).toMatchObject({ total_count: 50 });
  expect(sandbox.seed.contact({ email: "ada@example.com" }).id).toBeDefined();
});

test("without a seed the workspace is empty", async () => {
  const { collections } = (await ready({})).snapshot();
  expect(collections["contacts"]).toBeUndefined();
  expect(collections["admins"]?.length).toBe(1);
});

test.each<[unknown, string]>([
  ["", 'seed needs a name that the data is generated from, such as "acme".'],
  [{ contacts: 5 }, 'seed needs a name that the data is generated from, such as "acme".'],
  [null, 'seed needs a name that the data is generated from, such as "acme".'],
  [{ name: "acme", contacts: 0 }, "seed.contacts must be a whole number from 1 to 100000, not 0."],
  [{ name: "acme", contacts: 1e9 }, "not 1000000000."],
  [{ name: "acme", contacts: 2.5 }, "not 2.5."],
  [{ name: "acme", contacts: "many" }, "not many."],
])("the seed %j is refused at once", (seed, message) => {
  expect(() => createSandbox({ seed: seed as SeedOptions })).toThrow(message);
});

describe("on the command line", () => {
  test("--seed and --contacts fill the workspace", async () => {
    const url = await runProgram("--port", "0", "--seed", "acme", "--contacts", "3").said(
      /(http:\S+)/,
    );
    const response = await fetch(`${url}/contacts`, { headers: { Authorization: "Bearer any" } });
    expect(await response.json()).toMatchObject({ total_count: 3 });
  });

  test("--contacts without --seed is refused", async () => {
    const { child, mistakes } = runProgram("--port", "0", "--contacts", "3");
    await new Promise((resolve) => child.once("close", resolve));
    expect(mistakes()).toContain("--contacts needs --seed with a name, such as --seed acme.\n");
  });
});
