// Prints the milliseconds of CPU from the start of the process until a client has its first response.
import { clients } from "./clients.mjs";

const [name, url] = process.argv.slice(2);
const { load, create } = clients[name];
await create(await load(), { url }).get();
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);
// Connections stay open.
process.exit();
