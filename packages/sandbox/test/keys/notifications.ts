import { createSandbox, type Version } from "@interkit/sandbox";
import type { Schema } from "../support/described.ts";
import { doEverything } from "../support/everything.ts";
import { type Instance, instancesOf } from "../support/instances.ts";
import { itemSchema } from "../support/notification-error.ts";
import { secret } from "../support/receiver.ts";
import { webhookSchemas } from "../support/webhook-schemas.ts";
import { start } from "../support/workspace.ts";

const notification: Schema = { $ref: "#/components/schemas/Notification" };

/** The objects of notifications of all topics in one version, of schemas that only webhooks have. */
export async function notificationInstances(version: string): Promise<Instance[]> {
  const target = { url: "http://127.0.0.1/", secret, topics: ["*" as const] };
  const sandbox = createSandbox({
    clock: () => start * 1000,
    webhooks: {
      targets: [{ ...target, version: version as Version }],
      deliver: "on-flush",
    },
  });
  await doEverything(sandbox);
  await sandbox.webhooks.settled();
  const all = sandbox.webhooks
    .deliveries()
    .flatMap(({ body }) => [
      ...instancesOf(version, notification, body),
      ...instancesOf(version, itemSchema(version, body.topic), body.data.item),
    ]);
  await sandbox.close();
  const own = webhookSchemas(version);
  return all.filter(({ name }) => own.has(name.split(/[.[]/)[0] ?? ""));
}
