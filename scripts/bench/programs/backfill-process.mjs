// Writes contacts: with a job in a file, as the run or a worker of a queue, or with a loop. Sends what it took.
const [role, url, count, place] = process.argv.slice(2);
/** Makes them one by one, as rows of a file are read: a list of all would take more memory than the job. */
function* people() {
  for (let at = 0; at < Number(count); at++) {
    yield { role: "user", external_id: `person-${at}`, email: `person-${at}@example.com` };
  }
}
const begin = performance.now();
const roles = { file, run, worker, loop };
process.once("disconnect", () => process.exit());
const summary = await roles[role]();
const ms = performance.now() - begin;
process.send({ ms, summary, bytes: process.resourceUsage().maxRSS * 1_024 }, () => process.exit());

async function file() {
  const { run } = await import("@interkit/jobs");
  return await run(await jobOf({}), { state: place });
}

async function run() {
  const job = await jobOf({});
  return await (await queueOf(job)).run(job, { leaseMs: 2_000 });
}

async function worker() {
  const { redisStore } = await import("@interkit/core/redis");
  const { Redis } = await import("ioredis");
  const store = redisStore({ client: new Redis({ path: place }) });
  const queue = await queueOf(await jobOf({ store }));
  await queue.startWorkers({ lockMs: 2_000 }).closed;
}

async function queueOf(job) {
  const { createJobQueue } = await import("@interkit/jobs/bullmq");
  return createJobQueue({ connection: { path: place }, jobs: [job] });
}

async function jobOf(rateLimit) {
  const { createIntercom } = await import("@interkit/client/2.16");
  const { upsertContact } = await import("@interkit/client/helpers/upsert-contact");
  const { defineJob, fromRows } = await import("@interkit/jobs");
  // No other program needs a share of this workspace's limit.
  const limit = { reserve: 0, ...rateLimit };
  const intercom = createIntercom({ token: "token", baseUrl: url, rateLimit: limit });
  return defineJob({
    name: "backfill",
    source: fromRows(people),
    key: ({ external_id }) => external_id,
    step: (person, { call }) => upsertContact(intercom, person, { ...call, first: "create" }),
  });
}

async function loop() {
  const { IntercomClient } = await import("intercom-client");
  const client = new IntercomClient({ token: "token", environment: url });
  const rows = people();
  const work = async () => {
    for (const person of rows) await client.contacts.create(person);
  };
  await Promise.all(Array.from({ length: 10 }, work));
}
