import { openRecording, type Recording, readRecording } from "@interkit/webhooks/recordings";
import { parseTime } from "../arguments/time.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { secretFor } from "./client-secret.ts";
import { Forwarder } from "./forwarder.ts";
import { type Listener, startListener } from "./listener.ts";
import { isLoopback, storeFile, targetUrl } from "./places.ts";
import { topicFilter } from "./topics.ts";

/** The options of `interkit webhooks listen`. */
export interface ListenFlags {
  readonly port: number;
  readonly host: string;
  readonly forwardTo?: string | undefined;
  readonly allowRemote?: boolean | undefined;
  readonly topic?: string | undefined;
  readonly since?: string | undefined;
  readonly store?: string | undefined;
}

/** Receives notifications, keeps each of them, and forwards it, until Ctrl-C. */
export async function listen(cli: Cli, flags: ListenFlags): Promise<void> {
  const { topic, forwardTo } = flags;
  const isChosen = topicFilter(cli.output, topic);
  const to = forwardTo === undefined ? undefined : targetUrl("--forward-to", forwardTo, flags);
  const since = flags.since === undefined ? undefined : parseTime("--since", flags.since);
  if (since !== undefined && to === undefined) {
    throw new CliError("--since forwards what was kept; give --forward-to with a URL, too");
  }
  const secret = await secretFor(cli);
  const file = await storeFile(cli, flags.store);
  const recording = await openRecording(file);
  const forwarder = new Forwarder(cli, isChosen, to);
  let listener: Listener | undefined;
  try {
    // What is received from now on is forwarded when it is received.
    const kept = readRecording(file, { since, until: new Date(), topic });
    listener = await start(cli, flags, { secret, recording, forwarder });
    cli.output.note(`Listening on ${listener.url}; notifications are kept in ${file}`);
    if (since !== undefined && to !== undefined) await forwarder.catchUp(to, kept);
    await aborted(cli.signal);
  } finally {
    await listener?.close();
    await recording.close();
  }
}

interface Parts {
  readonly secret: string;
  readonly recording: Recording;
  readonly forwarder: Forwarder;
}

async function start({ output }: Cli, flags: ListenFlags, parts: Parts): Promise<Listener> {
  const { port, host } = flags;
  const { secret, recording, forwarder } = parts;
  const listener = await startListener({
    port,
    host,
    secret,
    recording,
    onDelivery: (delivery) => forwarder.receive(delivery),
    onRefusal: (status, reason) => output.warn(`${status} ${reason}`),
  });
  if (!isLoopback(host)) {
    output.warn(`other machines can reach ${host}; what is not signed with the secret is refused`);
  }
  return listener;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
