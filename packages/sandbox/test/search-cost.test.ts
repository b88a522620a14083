import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test, vi } from "vitest";
import { type Json, start, workspace } from "./support/workspace.ts";

/** Searches many contacts, and returns the results and how many contacts were read. */
async function searched(size: number, query: object) {
  const sandbox = createSandbox({ clock: () => start * 1000, rateLimit: { perMinute: 1e9 } });
  for (let i = 0; i < size; i++) {
    sandbox.seed.contact({
      email: `u${i}@example.com`,
      external_id: `X${i}`,
      phone: `+1${i}`,
      created_at: start - size + i,
      updated_at: start - size + i,
      custom_attributes: { plan: "Pro" },
    });
  }
  // Texts are compared in lower case, so that each plan that is read is changed into that.
  const { toLowerCase } = String.prototype;
  let looked = 0;
  const spy = vi.spyOn(String.prototype, "toLowerCase").mockImplementation(function (this: string) {
    if (String(this) === "Pro") looked += 1;
    return toLowerCase.call(this);
  });
  const plan = { field: "custom_attributes.plan", operator: "=", value: "pro" };
  const response = await sandbox.fetch("https://api.intercom.io/contacts/search", {
    method: "POST",
    headers: {
      Authorization: "Bearer any",
      "Content-Type": "application/json",
      "Intercom-Version": "Preview",
    },
    // The plan is the first filter, so that it is read from each contact that is scanned.
    body: JSON.stringify({ query: { operator: "AND", value: [plan, query] } }),
  });
  spy.mockRestore();
  const { total_count }: Json = await response.json();
  return { total_count, looked };
}

describe("a search with an index reads as few of 10,000 contacts as of 1,000", () => {
  test.each([
    ["an email", { field: "email", operator: "=", value: "U500@example.com" }, 1],
    ["ids of one's own", { field: "external_id", operator: "IN", value: ["x5", "x6", "x0"] }, 3],
    ["a phone number", { field: "phone", operator: "=", value: "+1700" }, 1],
    ["what has changed lately", { field: "updated_at", operator: ">", value: start - 11 }, 10],
  ])("by %s", async (_name, query, total_count) => {
    const few = await searched(1000, query);
    expect(few.total_count).toBe(total_count);
    expect(few.looked).toBeGreaterThanOrEqual(total_count);
    expect(few.looked).toBeLessThan(10 * total_count);
    expect(await searched(10_000, query)).toEqual(few);
  });
});

test("an index is updated with its records", async () => {
  const { send, sandbox } = await workspace("Preview");
  const { id } = sandbox.seed.contact({ email: "ada@example.com", updated_at: start - 50 });
  const count = async (field: string, operator: string, value: unknown) =>
    (await send("POST", "/contacts/search", { query: { field, operator, value } })).body
      .total_count;
  const counts = async () => [
    await count("email", "=", "ADA@example.com"),
    await count("email", "=", "byron@example.com"),
    await count("updated_at", "<", start - 10),
    await count("updated_at", ">=", start),
  ];
  expect(await counts()).toEqual([1, 0, 1, 0]);
  await send("PUT", `/contacts/${id}`, { email: "byron@example.com" });
  expect(await counts()).toEqual([0, 1, 0, 1]);
  await send("POST", `/contacts/${id}/archive`);
  expect(await counts()).toEqual([0, 0, 0, 0]);
  await send("POST", `/contacts/${id}/unarchive`);
  expect(await counts()).toEqual([0, 1, 0, 1]);
  await send("DELETE", `/contacts/${id}`);
  expect(await counts()).toEqual([0, 0, 0, 0]);
});

test("lists and searches return a conversation whose snooze is over as open", async () => {
  const { send, sandbox, advance } = await workspace();
  const until = start + 100;
  const { id } = sandbox.seed.conversation({ state: "snoozed", snoozed_until: until });
  sandbox.seed.conversation({ updated_at: start + 50 });
  const open = { field: "state", operator: "=", value: "open" };
  const found = async () =>
    (await send("POST", "/conversations/search", { query: open })).body.conversations.map(
      (one: Json) => one.id,
    );
  expect(await found()).toEqual(["2"]);
  advance(100);
  expect(await found()).toEqual([id, "2"]);
  const [first] = (await send("GET", "/conversations")).body.conversations;
  expect(first).toMatchObject({ id, state: "open", updated_at: until });
});
