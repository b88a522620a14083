// Prints the microseconds of CPU of a call, of many that are made a few at a time.
import { clients } from "./clients.mjs";

const [name, url, operation, atATime] = process.argv.slice(2);
const { load, create } = clients[name];
const client = create(await load(), { url });

await callMany(1_500);
const before = process.cpuUsage();
const count = 3_000;
await callMany(count);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / count);
process.exit();

async function callMany(count) {
  let next = 0;
  const work = async () => {
    while (next++ < count) await client[operation]();
  };
  await Promise.all(Array.from({ length: Number(atATime) }, work));
}
