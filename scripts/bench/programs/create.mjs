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

// Code is compiled while it runs: the first thousands cost several times as much.
for (let round = 0; round < 6; round += 1) await createMany();
// The last of these clients are released after their calls, not with them.
await new Promise((resolve) => setTimeout(resolve, 100));
globalThis.gc();
const heap = process.memoryUsage().heapUsed;
const before = process.cpuUsage();
const made = await createMany();
const { user, system } = process.cpuUsage(before);
globalThis.gc();
const grown = process.memoryUsage().heapUsed - heap;
console.log((what === "heap" ? grown : user + system) / made.length);

async function createMany() {
  const made = [];
  for (let index = 0; index < count; index += 1) {
    const client = create(module, options);
    await client.get();
    made.push(client);
  }
  return made;
}
