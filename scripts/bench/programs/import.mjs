// Prints the milliseconds of CPU from the start of the process until a client is imported.
import { clients } from "./clients.mjs";

const [name] = process.argv.slice(2);
if (name !== "nothing") await clients[name].load();
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);
