// Prints the microseconds of CPU in which a server receives one delivery of a webhook, of many.
import { fork } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { createWebhooks } from "@interkit/webhooks";
import { toNodeListener } from "@interkit/webhooks/node";

const secret = "client secret";
const count = 15_000;
const [name] = process.argv.slice(2);
const listeners = { "node:http": plain, "@interkit/webhooks": ours() };

let handled = 0;
const server = createServer(listeners[name]).listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}/`;
const sender = fork(fileURLToPath(new URL("./deliver.mjs", import.meta.url)), [url, secret]);
await deliver(5_000);
const before = process.cpuUsage();
await deliver(count);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / count);
sender.kill();
process.exit();

async function deliver(deliveries) {
  handled = 0;
  sender.send(deliveries);
  const [failure] = await once(sender, "message");
  if (failure || handled !== deliveries) throw new Error(failure || `${handled} were handled`);
}

/** The least that a receiver has to do. */
function plain(request, response) {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const digest = createHmac("sha1", secret).update(body).digest();
    const signature = Buffer.from(String(request.headers["x-hub-signature"]).slice(5), "hex");
    if (signature.length !== digest.length || !timingSafeEqual(signature, digest)) {
      response.writeHead(401).end();
      return;
    }
    const { topic } = JSON.parse(body);
    if (topic === "conversation.user.replied") handled += 1;
    response.writeHead(200).end();
  });
}

function ours() {
  const webhooks = createWebhooks({ secret });
  webhooks.on("conversation.user.replied", () => {
    handled += 1;
  });
  return toNodeListener(webhooks);
}
