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

/** A json-server that has the contacts as the sandbox writes them, and lists them in the same JSON. */
async function startJsonServer() {
  const { default: jsonServer } = await import("json-server");
  const contacts = [];
  const sandbox = createWorkspace();
  const list = async (page) => {
    const url = `http://127.0.0.1/contacts?per_page=50&page=${page}`;
    const response = await sandbox.fetch(url, { headers: { authorization: "Bearer token" } });
    return response.text();
  };
  for (let page = 1; page <= size / 50; page += 1) {
    contacts.push(...JSON.parse(await list(page)).data);
  }
  const wanted = await list(1);
  const page = JSON.parse(wanted);
  // By default it indents JSON, which doubles the bytes.
  const app = jsonServer.create().set("json spaces", 0);
  const router = jsonServer.router({ contacts });
  router.render = (_request, response) => {
    response.jsonp({ ...page, data: response.locals.data });
  };
  app.use(router);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/contacts?_page=1&_limit=50`;
  if ((await (await fetch(url)).text()) !== wanted) throw new Error("json-server lists other JSON");
  return url;
}

function contactOf(index) {
  const custom_attributes = { plan: index % 10 === 0 ? "pro" : "free", seats: index % 50 };
  return { role: "user", email: `user-${index}@example.com`, name: "Ada", custom_attributes };
}
