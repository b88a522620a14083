import { defineJob, fromRows, type JobSummary } from "@interkit/jobs";
import { createJobQueue } from "@interkit/jobs/bullmq";
import { expectTypeOf, test } from "vitest";

const people = defineJob({
  name: "people",
  source: fromRows([{ id: 1, email: "ada@example.com" }]),
  key: ({ email }) => email,
  step: ({ email }, { call }) => console.log(email, call),
});
const tags = defineJob({
  name: "tags",
  source: fromRows(["vip"]),
  step: async (tag) => ({ tag }),
});
const queue = createJobQueue({ connection: "redis://127.0.0.1", jobs: [people, tags] });

test("a queue has jobs of different items, and a run returns the summary of run", () => {
  expectTypeOf(queue.run(people)).resolves.toEqualTypeOf<JobSummary>();
  expectTypeOf(queue.replay(tags)).resolves.toEqualTypeOf<JobSummary>();
  expectTypeOf(queue.startWorkers().closed).resolves.toEqualTypeOf<void>();
});

test("what is no job, and options that do not exist, do not compile", () => {
  // @ts-expect-error: a job has a source.
  createJobQueue({ connection: "", jobs: [{ name: "x", step: () => undefined }] });
  // @ts-expect-error: a queue has jobs.
  createJobQueue({ connection: "" });
  // @ts-expect-error: the file of a state is for `run` of one process.
  queue.run(people, { state: "jobs.db" });
  // @ts-expect-error: a replay has no source to restart.
  queue.replay(people, { restart: true });
});
