import { type Reply, receiver, secret } from "./receiver.ts";
import { workspace } from "./workspace.ts";

/**
 * A workspace with a target for contacts, which has responded to the ping, and responds as `reply` decides from
 * then on. The ping comes first: its success would reset the count of errors of notifications sent beside it.
 */
export async function withTarget(reply: (count: number) => Reply = () => ({}), options = {}) {
  let count = 0;
  const endpoint = await receiver(({ body }) =>
    body && body.topic !== "ping" ? reply(++count) : {},
  );
  const place = await workspace("2.16", { webhooks: options });
  const { id } = place.sandbox.webhooks.add({ url: endpoint.url, secret, topics: ["contact.*"] });
  const { webhooks, seed, clock } = place.sandbox;
  await webhooks.settled();
  const target = () => webhooks.list().find((one) => one.id === id);
  return { ...place, webhooks, seed, clock, endpoint, target };
}
