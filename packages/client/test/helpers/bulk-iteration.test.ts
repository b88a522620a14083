import { bulkCreateContacts } from "@interkit/client/helpers/bulk-contacts";
import { createIntercom } from "@interkit/client/preview";
import { ConfigError } from "@interkit/core";
import { expect, test } from "vitest";

/** Contacts of Preview that complete each job at once, and count. */
function start(delayMs = 0) {
  const counts = { submitted: 0, underWay: 0, most: 0 };
  const intercom = createIntercom({
    token: "any",
    rateLimit: false,
    fetch: async () => {
      counts.submitted++;
      counts.underWay++;
      counts.most = Math.max(counts.most, counts.underWay);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      counts.underWay--;
      const job = { id: "1", type: "contacts.bulk.job", state: "completed", created_at: 1 };
      return Response.json({ ...job, updated_at: 1, completed_at: 1 }, { status: 202 });
    },
  });
  return { intercom, counts };
}

function source(end: number) {
  const state = { read: 0, isClosed: false };
  async function* rows() {
    try {
      for (; state.read < end; state.read++) yield { external_id: String(state.read) };
    } finally {
      state.isClosed = true;
    }
  }
  return { state, rows };
}

test("as many jobs as the concurrency are under way, and no more records are read", async () => {
  const { intercom, counts } = start(1);
  const { state, rows } = source(2_000);
  let done = 0;
  for await (const _ of bulkCreateContacts(intercom, rows(), { concurrency: 3 })) {
    expect(state.read).toBeLessThanOrEqual(done + 300);
    done++;
  }
  expect({ done, submitted: counts.submitted, most: counts.most }).toEqual({
    done: 2_000,
    submitted: 20,
    most: 3,
  });
});

test("nothing is sent before the iteration, and nothing for no records", async () => {
  const { intercom, counts } = start();
  bulkCreateContacts(intercom, [{ external_id: "1" }]);
  for await (const _ of bulkCreateContacts(intercom, [])) expect.unreachable();
  expect(counts.submitted).toBe(0);
});

test("leaving the iteration closes the source", async () => {
  const { intercom } = start();
  const { state, rows } = source(1_000);
  for await (const _ of bulkCreateContacts(intercom, rows(), { concurrency: 1 })) break;
  expect(state).toEqual({ read: 99, isClosed: true });
});

test("an abort ends the iteration, also during the wait for a record", async () => {
  const { intercom, counts } = start();
  const controller = new AbortController();
  async function* silent() {
    yield { external_id: "1" };
    await new Promise(() => {});
  }
  const options = { signal: controller.signal };
  const read = async () => {
    for await (const _ of bulkCreateContacts(intercom, silent(), options)) expect.unreachable();
  };
  const reading = read();
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  await expect(read()).rejects.toMatchObject({ name: "AbortError" });
  expect(counts.submitted).toBe(0);
});

test("an error of the source is thrown after the results before it", async () => {
  const { intercom } = start();
  async function* broken() {
    for (let index = 0; index < 150; index++) yield { external_id: String(index) };
    throw new Error("the file is damaged");
  }
  const read = async () => {
    for await (const _ of bulkCreateContacts(intercom, broken(), { concurrency: 1 })) done++;
  };
  let done = 0;
  await expect(read()).rejects.toThrow("the file is damaged");
  expect(done).toBe(100);
});

test("what was submitted when the source fails has its results before the error", async () => {
  const { intercom, counts } = start(5);
  async function* broken() {
    for (let index = 0; index < 350; index++) yield { external_id: String(index) };
    throw new Error("the file is damaged");
  }
  let done = 0;
  const read = async () => {
    for await (const _ of bulkCreateContacts(intercom, broken())) done++;
  };
  await expect(read()).rejects.toThrow("the file is damaged");
  expect({ done, submitted: counts.submitted }).toEqual({ done: 300, submitted: 3 });
});

test("a second iteration is refused, since it would submit an array again", async () => {
  const { intercom, counts } = start();
  const results = bulkCreateContacts(intercom, [{ role: "lead" }]);
  const read = async () => {
    for await (const { outcome } of results) expect(outcome).toBe("created");
  };
  await read();
  await expect(read()).rejects.toThrow(ConfigError);
  expect(counts.submitted).toBe(1);
});

test("invalid options and records are refused at the call", () => {
  const { intercom } = start();
  const create = (records: unknown, options: object = {}) =>
    bulkCreateContacts(intercom, records as object[], options);
  expect(() => create([], { concurrency: 0 })).toThrow(ConfigError);
  expect(() => create([], { concurrency: 1.5 })).toThrow(/"concurrency".* whole number, 1 or more/);
  expect(() => create([], { size: 10 })).toThrow(/no option "size"/);
  expect(() => create([], { timeoutMs: "soon" })).toThrow(/"timeoutMs" of bulkCreateContacts/);
  expect(() => create({ external_id: "1" })).toThrow(/an array or another iterable/);
  expect(() => create("text")).toThrow(/an array or another iterable/);
});
