import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { fakeTimers, timerStarted } from "./support/fake-timers.ts";
import { type Received, start, type Workspace, workspace } from "./support/workspace.ts";

const monday = start * 1000;

describe("the clock", () => {
  test("follows the base clock, from the time that it is set to", () => {
    let base = monday;
    const { clock } = createSandbox({ clock: () => base });
    expect(clock.now).toBe(monday);
    clock.advance(5000);
    expect(clock.now).toBe(monday + 5000);
    base += 100;
    expect(clock.now).toBe(monday + 5100);
    clock.set(0);
    base += 100;
    expect(clock.now).toBe(100);
  });

  test("follows the real time by default", () => {
    vi.useFakeTimers({ now: monday, toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { clock } = createSandbox();
    expect(clock.now).toBe(monday);
    vi.setSystemTime(monday + 5);
    expect(clock.now).toBe(monday + 5);
  });

  test("stops while it is paused, and continues from there", () => {
    let base = monday;
    const { clock } = createSandbox({ clock: () => base });
    clock.pause();
    base += 1000;
    expect([clock.paused, clock.now]).toEqual([true, monday]);
    clock.advance(7);
    expect(clock.now).toBe(monday + 7);
    clock.set(42);
    expect(clock.now).toBe(42);
    clock.resume();
    base += 3;
    expect([clock.paused, clock.now]).toEqual([false, 45]);
  });

  test("refuses an invalid time, with how to go back", () => {
    const { clock } = createSandbox({ clock: () => monday });
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY, 9e15, "1000", null]) {
      expect(() => clock.advance(ms as number)).toThrow(
        /^The clock advances by a number of milliseconds, 0 or more, not .+\. To go back, set it/,
      );
      expect(() => clock.set(ms as number)).toThrow(
        /^The clock is set to milliseconds since 1970, such as 1717401600000, not /,
      );
    }
    expect(clock.now).toBe(monday);
  });

  test("is stated by the Date of responses, of errors too", async () => {
    const { send, advance } = await workspace();
    advance(90);
    for (const path of ["/me", "/contacts/none"]) {
      const { headers } = await send("GET", path);
      expect(Date.parse(headers.get("date") ?? "")).toBe(monday + 90_000);
    }
  });

  test("follows the base clock again after a reset", () => {
    const sandbox = createSandbox({ clock: () => monday });
    sandbox.clock.set(0);
    sandbox.clock.pause();
    sandbox.reset();
    expect([sandbox.clock.now, sandbox.clock.paused]).toEqual([monday, false]);
    expect(JSON.stringify(sandbox.snapshot())).not.toContain('"created_at":0');
  });
});

/** A sandbox whose clock is paused. */
async function paused(version = "2.16", options = {}): Promise<Workspace & { sandbox: Sandbox }> {
  const made = await workspace(version, options);
  made.sandbox.clock.pause();
  return made;
}

describe("features that use the clock", () => {
  test("the windows of the rate limit", async () => {
    const { send, sandbox } = await paused("2.16", { rateLimit: { perMinute: 6 } });
    const status = async () => (await send("GET", "/tags")).status;
    expect([await status(), await status()]).toEqual([200, 429]);
    sandbox.clock.advance(9_999);
    expect(await status()).toBe(429);
    sandbox.clock.advance(1);
    expect(await status()).toBe(200);
  });

  test("a reset clears the counts of the rate limit", async () => {
    const { send, sandbox } = await paused("2.16", { rateLimit: { perMinute: 6 } });
    await send("GET", "/tags");
    sandbox.reset();
    expect((await send("GET", "/tags")).status).toBe(200);
  });

  test("scrolls, which expire after a minute", async () => {
    const { send, sandbox } = await paused();
    sandbox.seed.company({ name: "Engines" });
    const begin = () => send("GET", "/companies/scroll");
    const { scroll_param } = (await begin()).body;
    const next = () => send("GET", `/companies/scroll?scroll_param=${scroll_param}`);
    sandbox.clock.advance(60_000);
    expect((await begin()).status).toBe(400);
    sandbox.clock.advance(1_000);
    expect((await next()).status).toBe(404);
    expect((await begin()).status).toBe(200);
  });

  test("data exports, which are done after a minute and gone after two days", async () => {
    const { send, sandbox } = await paused();
    const { id } = sandbox.seed.contact({});
    sandbox.seed.receipt({ contact_id: id });
    const span = { created_at_after: 0, created_at_before: start };
    const { job_identifier } = (await send("POST", "/export/content/data", span)).body;
    sandbox.clock.advance(60_000);
    const job = await send("GET", `/export/content/data/${job_identifier}`);
    expect(job.body.status).toBe("completed");
    const download = async () => {
      const accept = { Accept: "application/octet-stream" };
      const path = `/download/content/data/${job_identifier}`;
      return (await send("GET", path, undefined, accept)).status;
    };
    sandbox.clock.advance(2 * 24 * 3600 * 1000);
    expect(await download()).toBe(200);
    sandbox.clock.advance(1000);
    expect(await download()).toBe(404);
  });

  test("reporting exports, five of which can be pending", async () => {
    const { send, sandbox } = await paused();
    const enqueue = () =>
      send("POST", "/export/reporting_data/enqueue", {
        dataset_id: "call",
        attribute_ids: ["call.call_id"],
        start_time: 0,
        end_time: start,
      });
    const all: Received[] = [];
    for (let i = 0; i < 6; i += 1) all.push(await enqueue());
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    sandbox.clock.advance(60_000);
    expect((await enqueue()).status).toBe(200);
    const path = `/export/reporting_data/${all[0]?.body.job_identifier}?app_id=x&client_id=x`;
    expect((await send("GET", path)).body.status).toBe("complete");
  });

  test("snoozes, which end at their time", async () => {
    const { send, sandbox } = await paused();
    const contact = sandbox.seed.contact({});
    const { id } = sandbox.seed.conversation({ contact_ids: [contact.id] });
    const snooze = { message_type: "snoozed", admin_id: "1", snoozed_until: start + 3600 };
    await send("POST", `/conversations/${id}/parts`, snooze);
    const state = async () => (await send("GET", `/conversations/${id}`)).body.state;
    sandbox.clock.advance(3_599_000);
    expect(await state()).toBe("snoozed");
    sandbox.clock.advance(1_000);
    expect(await state()).toBe("open");
  });

  test("bulk jobs, which take further tasks for a minute", async () => {
    const { send, sandbox } = await paused("Preview");
    const run = (job?: object) =>
      send("POST", "/contacts/bulk", {
        contacts: [{ role: "user", external_id: "1" }],
        job,
      });
    const { id } = (await run()).body;
    sandbox.clock.advance(59_000);
    expect((await run({ id })).body.id).toBe(id);
    sandbox.clock.advance(60_000);
    expect((await run({ id })).status).toBe(403);
    const job = (await send("GET", `/contacts/bulk/${id}`)).body;
    expect(job).toMatchObject({ state: "completed_with_errors", completed_at: start + 119 });
  });

  test("timestamps of new records, and the log of requests", async () => {
    const { send, sandbox } = await paused();
    sandbox.clock.advance(86_400_000);
    const { body } = await send("POST", "/contacts", { email: "ada@example.com" });
    expect(body.created_at).toBe(start + 86_400);
    expect(sandbox.requests.list()).toMatchObject([{ time: monday + 86_400_000 }]);
  });
});

test("the duration of a request is real time", async () => {
  fakeTimers();
  const sandbox = createSandbox();
  sandbox.clock.pause();
  sandbox.faults.add({ fault: { kind: "slow", latencyMs: 20 } });
  const headers = { Authorization: "Bearer x" };
  const answered = sandbox.fetch("https://api.intercom.io/tags", { headers });
  await timerStarted();
  vi.advanceTimersByTime(20);
  await answered;
  expect(sandbox.requests.list()).toMatchObject([{ durationMs: 20 }]);
});
