// A sandbox with so many contacts in a process of its own, for bench/sandbox.ts: it listens, and
// measures itself on request.
import { createSandbox } from "@interkit/sandbox";
import { email, get, measure, windowSize } from "./calls.mjs";

const size = Number(process.argv[2]);
const start = 1_700_000_000;
const sandbox = createSandbox({ rateLimit: { perMinute: 1e9 } });
const begin = performance.now();
const ids = Array.from({ length: size }, (_, i) => seedContact(i));
const seedMs = performance.now() - begin;
const { url } = await sandbox.listen();
const fetch = (path, init) => sandbox.fetch(url + path, init);

const sample = ids.filter((_, i) => i % Math.ceil(size / 1000) === 0);
const changeable = ids.slice(windowSize).filter((_, i) => i % Math.ceil(size / 1000) === 0);
const seeded = { size, start, ids: sample, changeable, cursor: await cursorOf(5) };

process.on("message", async ({ name, milliseconds }) => {
  if (name) process.send({ rate: await measure(name, seeded, milliseconds, fetch) });
  else process.send({ memory: memory(), state: stateMs() });
});
process.send({ url, seeded, seedMs });

/** A contact as programs have them; every tenth one pays. */
function seedContact(i) {
  const time = start + i;
  return sandbox.seed.contact({
    email: email(i),
    external_id: `id-${i}`,
    name: `User ${i}`,
    created_at: time,
    updated_at: time,
    last_seen_at: i % 3 === 0 ? time : null,
    custom_attributes: { plan: i % 10 === 0 ? "pro" : "free", seats: i % 50 },
  }).id;
}

async function cursorOf(page) {
  let cursor = "";
  for (let i = 1; i < page; i++) {
    const { path, init } = get(`/contacts${cursor && `?starting_after=${cursor}`}`);
    const { pages } = await (await fetch(path, init)).json();
    cursor = encodeURIComponent(pages.next.starting_after);
  }
  return cursor;
}

/** The milliseconds of processor time of a snapshot and a restore; and of the restore of a snapshot that was read. */
function stateMs() {
  const [save, snapshot] = timed(() => sandbox.snapshot());
  const [restore] = timed(() => sandbox.restore(snapshot));
  const [read] = timed(() => Object.values(snapshot.collections));
  const [restoreRead] = timed(() => sandbox.restore(snapshot));
  return { save, restore, read, restoreRead };
}

function timed(work) {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  return [(user + system) / 1000, result];
}

function memory() {
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
}
