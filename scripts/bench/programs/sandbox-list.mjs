// Prints the microseconds of CPU in which a server lists 50 contacts, of which it has 1,000.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@interkit/sandbox";

const [name] = process.argv.slice(2);
const size = 1_000;
const count = 1_000;

const url = name === "@interkit/sandbox" ? await startSandbox() : await startJsonServer();
const loader = fork(fileURLToPath(new URL("./load.mjs", import.meta.url)), [url]);
await load(600);
const before = process.cpuUsage();
await load(count);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / count);
loader.kill();
process.exit();

async function load(calls) {
  loader.send(calls);
  const [failure] = await once(loader, "message");
  if (failure) throw new Error(failure);
}

async function startSandbox() {
  return `${(await createWorkspace().listen()).url}/contacts?per_page=50`;
}

function createWorkspace() {
  const sandbox = createSandbox({ rateLimit: { perMinute: 1e9 } });
  for (let index = 0; index < size; index += 1) sandbox.seed.contact(contactOf(index));
  return sandbox;
}

async function startJsonServer() {
  const { default: jsonServer } = await import("json-server");
  // The contacts as the sandbox writes them, so that both write as much.
  const contacts = [];
  const sandbox = createWorkspace();
  for (let page = 1; page <= size / 50; page += 1) {
    const list = `http://127.0.0.1/contacts?per_page=50&page=${page}`;
    const response = await sandbox.fetch(list, { headers: { authorization: "Bearer token" } });
    contacts.push(...(await response.json()).data);
  }
  const app = jsonServer.create();
  app.use(jsonServer.router({ contacts }));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}/contacts?_page=1&_limit=50`;
}

function contactOf(index) {
  const custom_attributes = { plan: index % 10 === 0 ? "pro" : "free", seats: index % 50 };
  return { role: "user", email: `user-${index}@example.com`, name: "Ada", custom_attributes };
}
