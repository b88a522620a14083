import {
  type RecordedDelivery,
  type RecordingFilter,
  readRecording,
  replayDeliveries,
} from "@interkit/webhooks/recordings";
import { parseTime } from "../arguments/time.ts";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { givenSecret } from "./client-secret.ts";
import { type Outcome, printDelivery } from "./delivery-line.ts";
import { storeFile, targetUrl } from "./places.ts";
import { topicFilter } from "./topics.ts";

/** The options of `interkit webhooks replay`. */
export interface ReplayFlags {
  readonly to: string;
  readonly allowRemote?: boolean | undefined;
  readonly since?: string | undefined;
  readonly topic?: string | undefined;
  readonly store?: string | undefined;
  readonly times: number;
  readonly shuffle?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Sends kept notifications again, and prints how the endpoint responded. */
export async function replay(cli: Cli, ids: readonly string[], flags: ReplayFlags): Promise<void> {
  const { output, signal } = cli;
  const to = targetUrl("--to", flags.to, flags);
  topicFilter(output, flags.topic);
  const since = flags.since === undefined ? undefined : parseTime("--since", flags.since);
  const file = await storeFile(cli, flags.store);
  const filter = { since, topic: flags.topic, ...(ids.length === 0 ? undefined : { ids }) };
  await checkIds(file, filter);
  const deliveries = await chosen(cli, readAll(cli, file, filter), flags);
  const print = (delivery: RecordedDelivery, outcome: Outcome) =>
    printDelivery(output, delivery, outcome, cli.flags().json);
  let [sent, failed] = [0, 0];
  if (flags.dryRun) {
    for await (const delivery of deliveries) {
      await print(delivery, {});
      sent += 1;
    }
    output.note(`${counted(sent)} would be sent to ${to}`);
    return;
  }
  const secret = givenSecret(cli);
  for await (const result of replayDeliveries(deliveries, { to, secret, signal })) {
    await print(result.delivery, result);
    sent += 1;
    if (!result.isDelivered) failed += 1;
  }
  output.note(`${counted(sent)} sent to ${to}, ${failed.toLocaleString("en-US")} failed`);
  if (failed > 0) cli.exitWith(exitCodes.failed);
}

function counted(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "notification" : "notifications"}`;
}

/** @throws {CliError} for an id that the file does not have among what is chosen. */
async function checkIds(file: string, filter: RecordingFilter): Promise<void> {
  const { ids } = filter;
  if (ids === undefined) return;
  const missing = new Set(ids);
  for await (const { id = "" } of readRecording(file, filter)) missing.delete(id);
  const [first] = missing;
  if (first === undefined) return;
  throw new CliError(`${file} has no notification ${first}; check the id, --since and --topic`);
}

function readAll(
  { output }: Cli,
  file: string,
  filter: RecordingFilter,
): AsyncIterable<RecordedDelivery> {
  const onSkip = (line: number) =>
    output.note(`Line ${line} of ${file} is incomplete, as after a kill, and is left out`);
  return readRecording(file, { ...filter, onSkip });
}

/** The notifications as often as they are sent. Without `--shuffle`, one is in memory at a time. */
async function chosen(
  cli: Cli,
  kept: AsyncIterable<RecordedDelivery>,
  { times, shuffle }: ReplayFlags,
): Promise<Iterable<RecordedDelivery> | AsyncIterable<RecordedDelivery>> {
  if (!shuffle) return repeated(kept, times);
  const all: RecordedDelivery[] = [];
  for await (const delivery of repeated(kept, times)) {
    cli.signal.throwIfAborted();
    all.push(delivery);
  }
  return shuffled(all);
}

async function* repeated(
  kept: AsyncIterable<RecordedDelivery>,
  times: number,
): AsyncGenerator<RecordedDelivery> {
  for await (const delivery of kept) {
    for (let count = 0; count < times; count++) yield delivery;
  }
}

/** Each order is as likely as any other. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const places = items.map((item) => ({ item, at: Math.random() }));
  return places.sort((one, other) => one.at - other.at).map(({ item }) => item);
}
