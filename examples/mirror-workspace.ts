import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { createMirror, type MirrorReport, type MirrorTarget } from "@interkit/jobs/sync";
import { createWebhooks, type Webhooks } from "@interkit/webhooks";

/** Keeps a copy of a workspace: webhooks change it at once, `sync` runs every few minutes, `compare` every night. */
export function mirrorWorkspace(
  options: IntercomOptions,
  { secret, target, state }: { secret: string; target: MirrorTarget; state: string },
): { webhooks: Webhooks; sync(): Promise<MirrorReport>; compare(): Promise<MirrorReport> } {
  const mirror = createMirror(createIntercom(options), { target, state });
  const webhooks = createWebhooks({ secret });
  webhooks.on("*", (event) => mirror.hint(event));
  return { webhooks, sync: () => mirror.sync(), compare: () => mirror.compare() };
}
