import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox } from "@interkit/sandbox";
import { createWebhooks } from "@interkit/webhooks";
import { toNodeListener } from "@interkit/webhooks/node";

const secret = "demo";

/** What a receiver got from a sandbox while a customer wrote to it. */
export interface Received {
  /** The notifications that were verified and handled, by topic. */
  readonly handled: readonly string[];
  /** How many requests were refused, since they were not signed with the secret. */
  readonly refused: number;
}

/**
 * Serves a receiver of webhooks, has the sandbox notify it of a customer who writes, each notification
 * twice, and sends it one that is forged.
 */
export async function receiveWebhooks({ seed, webhooks }: Sandbox): Promise<Received> {
  const handled: string[] = [];
  let refused = 0;
  const endpoint = createWebhooks({ secret, onError: () => refused++ });
  endpoint.on("*", ({ topic }) => handled.push(topic));
  const server = createServer(toNodeListener(endpoint));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const topics = ["conversation.user.*"] as const;
  try {
    webhooks.faults = { duplicate: 1 };
    const { id } = webhooks.add({ url, secret, topics });
    const customer = seed.contact({ role: "user", email: "customer@example.com" });
    seed.conversation({ contact_ids: [customer.id] });
    await webhooks.settled();
    webhooks.remove(id);
    const headers = { "X-Hub-Signature": `sha1=${"0".repeat(40)}` };
    await fetch(url, { method: "POST", headers, body: "{}" });
  } finally {
    server.close();
  }
  return { handled, refused };
}
