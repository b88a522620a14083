// Prints the microseconds of CPU, or the bytes of heap, of one more client of which one method is called.
import { clients } from "./clients.mjs";

const [name, , what] = process.argv.slice(2);
const { load, create } = clients[name];
const module = await load();
const text = JSON.stringify({ type: "contact", id: "1" });
const fetch = async () =>
  new Response(text, { status: 200, headers: { "content-type": "application/json" } });
const options = { url: "https://api.intercom.io", fetch };
const count = 1_000;

console.log(what === "heap" ? await bytesOfOne() : await microsecondsOfOne());

async function microsecondsOfOne() {
  // Code is compiled while it runs: the first thousands cost several times as much.
  for (let round = 0; round < 4; round += 1) await createMany();
  const rounds = 4;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await createMany();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (rounds * count);
}

async function bytesOfOne() {
  await createMany();
  // The last of these clients are released after their calls, not with them.
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const made = await createMany();
  globalThis.gc();
  return (process.memoryUsage().heapUsed - before) / made.length;
}

async function createMany() {
  const made = [];
  for (let index = 0; index < count; index += 1) {
    const client = create(module, options);
    await client.get();
    made.push(client);
  }
  return made;
}
