import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { checkPattern, fits } from "../topics/events.ts";
import { checkFile, fileError } from "./file-error.ts";
import { fromLine, type RecordedDelivery } from "./recorded-delivery.ts";

/** Which notifications of a recording are read. */
export interface RecordingFilter {
  /** Those that were received at this time or later. */
  readonly since?: Date | undefined;
  /** Those that were received before this time. */
  readonly until?: Date | undefined;
  /** Those of a topic, or of a group such as `conversation.*`. */
  readonly topic?: string | undefined;
  /** Those with one of these ids. */
  readonly ids?: readonly string[] | undefined;
  /** Gets the number of each line that is incomplete, as after a kill, or of another form. It is left out. */
  readonly onSkip?: ((line: number) => void) | undefined;
}

/**
 * Reads the notifications that a file has at this moment, in the order in which they were added, one at a time: what
 * is added from then on is not read. One that Intercom sent twice is there twice.
 *
 * @param file from the current folder on.
 * @throws {ConfigError} for a wrong filter; the iteration throws it for a file that cannot be read.
 *
 * @example
 * ```ts
 * import { readRecording } from "@interkit/webhooks/recordings";
 *
 * const since = new Date(Date.now() - 2 * 60 * 60 * 1000);
 * for await (const { receivedAt, topic, id } of readRecording("notifications.jsonl", { since })) {
 *   console.log(receivedAt.toISOString(), topic, id);
 * }
 * ```
 */
export function readRecording(
  file: string,
  filter: RecordingFilter = {},
): AsyncIterable<RecordedDelivery> {
  checkFile("readRecording", file);
  checkFilter(filter);
  return deliveriesIn(file, filter);
}

function checkFilter(filter: RecordingFilter): void {
  checkNames("readRecording", filter, ["since", "until", "topic", "ids", "onSkip"]);
  const { since, until, topic, ids, onSkip } = filter;
  for (const [name, time] of Object.entries({ since, until })) {
    if (time !== undefined && !isTime(time)) {
      throw new ConfigError(`"${name}" must be a Date that is valid`);
    }
  }
  if (topic !== undefined) checkPattern(`"topic"`, topic);
  if (ids !== undefined && !Array.isArray(ids)) throw new ConfigError(`"ids" must be a list`);
  if (onSkip !== undefined && typeof onSkip !== "function") {
    throw new ConfigError(`"onSkip" must be a function`);
  }
}

function isTime(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

async function* deliveriesIn(
  file: string,
  filter: RecordingFilter,
): AsyncGenerator<RecordedDelivery> {
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    // There is one between deliveries.
    if (line === "") continue;
    const delivery = fromLine(line);
    if (delivery === undefined) {
      filter.onSkip?.(number);
    } else if (isChosen(delivery, filter)) {
      yield delivery;
    }
  }
}

function isChosen(
  { receivedAt, topic: given = "", id = "" }: RecordedDelivery,
  { since, until, topic, ids }: RecordingFilter,
): boolean {
  if (since !== undefined && receivedAt < since) return false;
  if (until !== undefined && receivedAt >= until) return false;
  if (topic !== undefined && !fits(topic, given)) return false;
  return ids === undefined || ids.includes(id);
}

/** `node:readline` ends lines at characters that JSON may have within a text, too. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  for await (const chunk of chunksOf(file)) {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
  }
  yield Buffer.concat(parts).toString();
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > 0) yield* createReadStream(file, { end: size - 1 });
  } catch (error) {
    throw fileError(file, error);
  }
}
