import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { listening } from "./support/connection.ts";

const seconds = (text: string) => Date.parse(text) / 1000;

/** How many contacts each search finds, in a workspace with a time zone. */
async function workspaceIn(timezone: string, created: readonly number[]) {
  const sandbox = createSandbox({ workspaces: [{ id: "zone", timezone }] });
  for (const created_at of created) sandbox.seed.contact({ created_at });
  return async (operator: string, value: number, version: string): Promise<number> => {
    const response = await sandbox.fetch("https://api.intercom.io/contacts/search", {
      method: "POST",
      headers: {
        Authorization: "Bearer zone-token",
        "Content-Type": "application/json",
        "Intercom-Version": version,
      },
      body: JSON.stringify({ query: { field: "created_at", operator, value } }),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { total_count: number }).total_count;
  };
}

test("up to 2.16, a contact is found by the calendar day of its workspace", async () => {
  // 23:30 on 3 June in New York.
  const late = seconds("2024-06-04T03:30:00Z");
  const find = await workspaceIn("America/New_York", [late]);
  const sameDay = seconds("2024-06-03T04:00:00Z");
  const dayBefore = seconds("2024-06-03T03:59:59Z");
  const dayAfter = seconds("2024-06-04T04:00:00Z");
  for (const version of ["2.7", "2.16"]) {
    expect(await find("=", sameDay, version)).toBe(1);
    expect(await find(">", sameDay, version)).toBe(0);
    expect(await find(">", dayBefore, version)).toBe(1);
    expect(await find("<", dayAfter, version)).toBe(1);
    expect(await find("=", dayAfter, version)).toBe(0);
  }
  for (const version of ["2.17", "Preview"]) {
    expect(await find("=", sameDay, version)).toBe(0);
    expect(await find("=", late, version)).toBe(1);
    expect(await find(">", sameDay, version)).toBe(1);
  }
});

test("a program that polls by the time near midnight misses contacts of the day", async () => {
  const [before, after] = ["2024-06-03T21:59:00Z", "2024-06-03T22:01:00Z"].map(seconds) as [
    number,
    number,
  ];
  const find = await workspaceIn("Europe/Berlin", [before, after]);
  expect(await find(">", before, "2.16")).toBe(1);
  expect(await find(">", after, "2.16")).toBe(0);
});

test("days with another number of hours are whole days", async () => {
  const days = [
    ["Europe/Dublin", "2024-03-31T00:00:00Z", "2024-03-31T22:59:59Z"],
    ["Europe/Dublin", "2024-10-26T23:00:00Z", "2024-10-27T23:59:59Z"],
    ["Asia/Kathmandu", "2024-06-02T18:15:00Z", "2024-06-03T18:14:59Z"],
  ] as const;
  for (const [timezone, from, to] of days) {
    const [first, last] = [seconds(from), seconds(to)];
    const find = await workspaceIn(timezone, [first - 1, first, last, last + 1]);
    expect(await find("=", first, "2.16")).toBe(2);
    expect(await find("=", last, "2.16")).toBe(2);
    expect(await find("<", first, "2.16")).toBe(1);
    expect(await find(">", last, "2.16")).toBe(1);
  }
});

test("searches agree with the calendar of the time zone at any time", async () => {
  const zones = [
    "Pacific/Auckland",
    "America/St_Johns",
    "Pacific/Apia",
    "Etc/UTC",
    "Africa/Casablanca",
  ];
  const time = fc.integer({ min: seconds("2010-01-01"), max: seconds("2030-01-01") });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zones),
      time,
      fc.integer({ min: -100_000, max: 100_000 }),
      async (timezone, created, difference) => {
        const dayOf = (at: number) =>
          new Date(at * 1000).toLocaleDateString("sv-SE", { timeZone: timezone });
        const find = await workspaceIn(timezone, [created]);
        const value = created + difference;
        const [own, other] = [dayOf(created), dayOf(value)];
        expect(await find("=", value, "2.16")).toBe(own === other ? 1 : 0);
        expect(await find(">", value, "2.16")).toBe(own > other ? 1 : 0);
        expect(await find("<", value, "2.16")).toBe(own < other ? 1 : 0);
      },
    ),
    { numRuns: 100 },
  );
});

test("GET /me names the time zone by which searches go", async () => {
  const { send } = await listening(
    createSandbox({ workspaces: [{ id: "zone", timezone: "Asia/Tokyo" }] }),
  );
  expect((await send("zone-token", "GET", "/me")).body.app.timezone).toBe("Asia/Tokyo");
});
