import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { runProgram } from "./support/program.ts";
import { type Json, start } from "./support/workspace.ts";

const lag = 120_000;

function late(options: object = {}) {
  const sandbox = createSandbox({ clock: () => start * 1000, searchLagMs: lag, ...options });
  return { sandbox, ...callsOf(sandbox) };
}

function callsOf({ fetch }: Pick<Sandbox, "fetch">) {
  const send = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const response = await fetch(`https://api.intercom.io${path}`, {
      method,
      headers: {
        Authorization: "Bearer any",
        "Content-Type": "application/json",
        "Intercom-Version": "Preview",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.status === 204 ? undefined : await response.json();
  };
  const found = async (kind: string, field: string, value: unknown, operator = "=") => {
    const body = await send("POST", `/${kind}/search`, { query: { field, operator, value } });
    return (body.data ?? body[kind]).map(({ id }: Json) => id);
  };
  return { send, found };
}

describe("with searchLagMs", () => {
  test("a new contact is read and listed at once, and found by a search later", async () => {
    const { sandbox, send, found } = late();
    const { id } = await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
    expect((await send("GET", `/contacts/${id}`)).id).toBe(id);
    expect((await send("GET", "/contacts")).data).toHaveLength(1);
    expect(await found("contacts", "email", "ada@example.com")).toEqual([]);
    sandbox.clock.advance(lag - 1);
    expect(await found("contacts", "email", "ada@example.com")).toEqual([]);
    sandbox.clock.advance(1);
    expect(await found("contacts", "email", "ada@example.com")).toEqual([id]);
  });

  test("a program that searches and then creates makes a duplicate", async () => {
    const { sandbox, send, found } = late();
    const ensure = async (email: string) => {
      const [known] = await found("contacts", "email", email);
      return known ?? (await send("POST", "/contacts", { role: "lead", email })).id;
    };
    const first = await ensure("ada@example.com");
    expect(await ensure("ada@example.com")).not.toBe(first);
    sandbox.clock.advance(lag);
    expect(await found("contacts", "email", "ada@example.com")).toHaveLength(2);
  });

  test("a changed record matches by its previous values, and is returned with the new ones", async () => {
    const { sandbox, send, found } = late();
    const { id } = sandbox.seed.contact({ name: "Ada" });
    sandbox.clock.advance(lag);
    await send("PUT", `/contacts/${id}`, { name: "Grace" });
    await send("PUT", `/contacts/${id}`, { name: "Edith" });
    expect(await found("contacts", "name", "Edith")).toEqual([]);
    const query = { field: "name", operator: "=", value: "Ada" };
    const { data } = await send("POST", "/contacts/search", { query });
    expect(data).toMatchObject([{ id, name: "Edith" }]);
    sandbox.clock.advance(lag);
    expect(await found("contacts", "name", "Ada")).toEqual([]);
    expect(await found("contacts", "name", "Edith")).toEqual([id]);
  });

  test("a deleted or archived record is not returned, at once", async () => {
    const { sandbox, send, found } = late();
    const ids = ["Ada", "Grace"].map((name) => sandbox.seed.contact({ name }).id);
    sandbox.clock.advance(lag);
    await send("DELETE", `/contacts/${ids[0]}`);
    await send("POST", `/contacts/${ids[1]}/archive`);
    expect(await found("contacts", "name", null, "!=")).toEqual([]);
  });

  test("companies, conversations and tickets are found later too", async () => {
    const { sandbox, send, found } = late();
    const company = await send("POST", "/companies", { company_id: "1", name: "Engines" });
    const contact = sandbox.seed.contact({ company_ids: [company.id] });
    const conversation = sandbox.seed.conversation({ contact_ids: [contact.id] });
    const ticket = sandbox.seed.ticket({ contact_ids: [contact.id] });
    const all = async () => [
      await found("companies", "name", "Engines"),
      await found("conversations", "contact_ids", contact.id),
      await found("tickets", "contact_ids", contact.id),
    ];
    expect(await all()).toEqual([[], [], []]);
    sandbox.clock.advance(lag);
    expect(await all()).toEqual([[company.id], [conversation.id], [ticket.id]]);
    await send("PUT", `/conversations/${conversation.id}`, { read: false });
    expect(await found("conversations", "read", true)).toEqual([conversation.id]);
    expect((await send("GET", `/conversations/${conversation.id}`)).read).toBe(false);
  });

  test("a sync whose mark is ahead of the searches misses changes", async () => {
    const { sandbox, send, found } = late();
    const { id } = await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
    sandbox.clock.advance(1000);
    expect(await found("contacts", "updated_at", start - 1, ">")).toEqual([]);
    const mark = Math.floor(sandbox.clock.now / 1000);
    sandbox.clock.advance(lag);
    expect(await found("contacts", "updated_at", mark, ">")).toEqual([]);
    expect(await found("contacts", "updated_at", mark - lag / 1000, ">")).toEqual([id]);
  });

  test("a refused request causes no lag", async () => {
    const { sandbox, send, found } = late();
    sandbox.seed.contact({ external_id: "1" });
    const { id } = sandbox.seed.contact({ name: "Ada", external_id: "2" });
    sandbox.clock.advance(lag);
    await send("PUT", `/contacts/${id}`, { external_id: "1", name: "Grace" });
    expect(sandbox.snapshot()).not.toHaveProperty("late");
    expect(await found("contacts", "name", "Ada")).toEqual([id]);
  });

  test("a snooze that has ended is found after the lag, consistently", async () => {
    const { sandbox, found } = late();
    const snoozed_until = start + 600;
    const { id } = sandbox.seed.conversation({ state: "snoozed", snoozed_until });
    sandbox.clock.advance(600_000);
    for (const _ of [1, 2]) expect(await found("conversations", "state", "open")).toEqual([]);
    sandbox.clock.advance(lag);
    expect(await found("conversations", "state", "open")).toEqual([id]);
  });
});

describe("changes that searches do not see yet", () => {
  test("are in a snapshot: after a restore, searches return the same", async () => {
    const { sandbox, send, found } = late();
    await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
    const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot()));
    sandbox.reset();
    sandbox.restore(snapshot);
    expect(await found("contacts", "email", "ada@example.com")).toEqual([]);
    const other = late();
    other.sandbox.restore(snapshot);
    expect(await other.found("contacts", "email", "ada@example.com")).toEqual([]);
    other.sandbox.clock.advance(lag);
    expect(await other.found("contacts", "email", "ada@example.com")).toHaveLength(1);
    const prompt = createSandbox();
    prompt.restore(snapshot);
    expect(await callsOf(prompt).found("contacts", "email", "ada@example.com")).toHaveLength(1);
  });

  test.each([
    ["no list", {}],
    ["no change", [{ at: 1, collection: "contacts", id: "1", before: { id: "2" } }]],
  ])("is refused in a snapshot where it is %s", (_, wrong) => {
    const { sandbox } = late();
    const snapshot = { ...sandbox.snapshot(), late: wrong } as Json;
    expect(() => sandbox.restore(snapshot)).toThrow("its late changes are not a list of changes");
  });

  test("are cleared by reset, and initial records are found at once", async () => {
    const { sandbox, send, found } = late({ seed: { name: "acme", contacts: 3 } });
    await sandbox.ready;
    expect(await found("contacts", "name", null, "!=")).toHaveLength(3);
    await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
    sandbox.reset();
    expect(sandbox.snapshot()).not.toHaveProperty("late");
    expect(await found("contacts", "name", null, "!=")).toHaveLength(3);
  });
});

test("without searchLagMs, searches have no lag, and snapshots have no late changes", async () => {
  const { sandbox, send, found } = late({ searchLagMs: 0 });
  const { id } = await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
  expect(await found("contacts", "email", "ada@example.com")).toEqual([id]);
  expect(Object.keys(sandbox.snapshot())).toEqual(["format", "seed", "ids", "collections"]);
});

test.each([-1, Number.NaN, "1"])("searchLagMs %s is refused", (searchLagMs) => {
  expect(() => late({ searchLagMs })).toThrow(RangeError);
});

test("the option is --search-lag on the command line", async () => {
  const { said } = runProgram("--port", "0", "--search-lag", "3600000", "--quiet");
  const url = await said(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  const { send, found } = callsOf({
    fetch: (input, init) => fetch(String(input).replace("https://api.intercom.io", url), init),
  });
  await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
  expect(await found("contacts", "email", "ada@example.com")).toEqual([]);
  await send("PATCH", "/_sandbox/clock", { advanceMs: 3_600_000 });
  expect(await found("contacts", "email", "ada@example.com")).toHaveLength(1);
});
