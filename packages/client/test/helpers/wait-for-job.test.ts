import { createIntercom } from "@interkit/client/2.16";
import { JobFailedError, waitForJob } from "@interkit/client/helpers/wait-for-job";
import { ConfigError, InterkitError, TimeoutError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { passTime } from "../support/pass-time.ts";

afterEach(() => void vi.useRealTimers());

const { sandbox, intercom } = start();

function start() {
  const sandbox = createSandbox({ clock: () => Date.now() });
  return { sandbox, intercom: createIntercom({ token: "any", fetch: sandbox.fetch }) };
}

beforeEach(async () => {
  // The first call of each kind reads files, which the virtual clock cannot await.
  await intercom.jobs.get((await enqueue()).id);
  sandbox.requests.clear();
  vi.useFakeTimers();
});

async function enqueue() {
  const { id } = sandbox.seed.contact({ email: "ada@example.com" });
  const type = sandbox.seed.ticketType({ name: "Fault" });
  return intercom.tickets.enqueue({ ticket_type_id: type.id, contacts: [{ id }] });
}

const reads = () => sandbox.requests.list({ operation: "jobs.get" });

test("a job is waited for until it has ended, with delays that double", async () => {
  const job = await passTime(enqueue());
  const states: string[] = [];
  const began = Date.now();
  const ended = await passTime(
    waitForJob(intercom, job, { onProgress: ({ status }) => void states.push(status) }),
  );
  expect(ended).toMatchObject({ id: job.id, status: "success", resource_type: "ticket" });
  expect((await passTime(intercom.tickets.get(ended.resource_id ?? ""))).id).toBe(
    ended.resource_id,
  );
  expect(states).toEqual(["pending", "pending", "success"]);
  expect(reads().map(({ time }) => time - began)).toEqual([500, 1500]);
});

test("an id is read at once, and a job that has ended is returned without a request", async () => {
  const { id } = sandbox.seed.job({});
  const ended = await passTime(waitForJob(intercom, id));
  const before = reads().length;
  expect(await passTime(waitForJob(intercom, ended))).toBe(ended);
  expect(reads()).toHaveLength(before);
});

test("a job that fails is a JobFailedError, which has the job", async () => {
  const { id } = sandbox.seed.job({ status: "failed" });
  const error = await passTime(waitForJob(intercom, id)).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(JobFailedError);
  expect(error).toBeInstanceOf(InterkitError);
  expect(error).toMatchObject({ kind: "job-failed", job: { id, status: "failed" } });
});

test("a job that has not ended in time is a TimeoutError, and can be waited for again", async () => {
  const job = await passTime(enqueue());
  const wait = waitForJob(intercom, job, { timeoutMs: 600 });
  await expect(passTime(wait)).rejects.toThrow(TimeoutError);
  await expect(passTime(waitForJob(intercom, job))).resolves.toMatchObject({ status: "success" });
});

test("delays grow to ten seconds, and the wait ends after ten minutes by default", async () => {
  const times: number[] = [];
  const jobs = {
    get: async (id: string) => {
      times.push(Date.now() - began);
      return { id, status: "in_progress" };
    },
  };
  const began = Date.now();
  await expect(passTime(waitForJob({ jobs }, "1"))).rejects.toThrow(/longer than 600000 ms/);
  expect(times.slice(0, 7)).toEqual([0, 500, 1500, 3500, 7500, 15_500, 25_500]);
  expect(times.at(-1)).toBeLessThan(600_000);
  expect(Date.now() - began).toBe(600_000);
});

test("an abort ends the wait at once, during a delay and before", async () => {
  const job = await passTime(enqueue());
  const controller = new AbortController();
  const wait = waitForJob(intercom, job, { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  const began = Date.now();
  await expect(passTime(wait)).rejects.toMatchObject({ name: "AbortError" });
  expect(Date.now() - began).toBe(100);
  const late = waitForJob(intercom, job, { signal: controller.signal });
  await expect(passTime(late)).rejects.toMatchObject({ name: "AbortError" });
  expect(reads()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("many waits that share a signal add one listener to it, and remove it", async () => {
  const { signal } = new AbortController();
  const add = vi.spyOn(signal, "addEventListener");
  const remove = vi.spyOn(signal, "removeEventListener");
  const ids = Array.from({ length: 20 }, () => sandbox.seed.job({}).id);
  const wait = Promise.all(ids.map((id) => waitForJob(intercom, id, { signal })));
  expect(await passTime(wait)).toHaveLength(20);
  expect(add).toHaveBeenCalledTimes(1);
  expect(remove).toHaveBeenCalledTimes(1);
});

test("what onProgress throws does not end the wait", async () => {
  const { id } = sandbox.seed.job({});
  const onProgress = () => {
    throw new Error("a mistake in a log line");
  };
  await expect(passTime(waitForJob(intercom, id, { onProgress }))).resolves.toMatchObject({ id });
});

test("a job that does not exist is an ApiError", async () => {
  await expect(passTime(waitForJob(intercom, "0"))).rejects.toMatchObject({ status: 404 });
});

test.each([
  [{ timeout: 5 }, /no option "timeout", only signal, timeoutMs/],
  [{ timeoutMs: -1 }, /"timeoutMs" of waitForJob must be a number of milliseconds/],
  [{ timeoutMs: 2 ** 31 }, /"timeoutMs" of waitForJob must be a number of milliseconds/],
  [{ onProgress: "log" }, /"onProgress" of waitForJob must be a function/],
])("invalid options are refused before a request is sent: %j", async (options, message) => {
  const wait = waitForJob(intercom, "1", options as object);
  await expect(wait).rejects.toThrow(ConfigError);
  await expect(wait).rejects.toThrow(message);
  const nothing = undefined as unknown as string;
  await expect(waitForJob(intercom, nothing)).rejects.toThrow(/a job or its id, and got undefined/);
  expect(sandbox.requests.list()).toEqual([]);
});
