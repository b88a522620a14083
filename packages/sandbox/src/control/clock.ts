import type { JsonObject } from "../description/openapi.ts";
import type { Clock } from "../state/clock.ts";

/** The clock in JSON. */
export function clockState({ now, paused }: Clock): JsonObject {
  return { now, paused, date: new Date(now).toISOString() };
}

const form = 'The clock takes { "now": … }, { "advanceMs": … } and { "paused": true or false }';

/**
 * Sets, advances, pauses or resumes the clock as the JSON requests.
 *
 * @throws {TypeError | RangeError} when the JSON is invalid. The clock is then unchanged.
 */
export function moveClock(clock: Clock, { now, advanceMs, paused, ...others }: JsonObject): void {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new TypeError(`${form}, not ${other}.`);
  if (now !== undefined && advanceMs !== undefined) {
    throw new TypeError(`${form}, but not now and advanceMs at once.`);
  }
  if ((now ?? advanceMs ?? paused) === undefined) throw new TypeError(`${form}.`);
  if (paused !== undefined && typeof paused !== "boolean") {
    throw new TypeError(`paused is true or false, not ${JSON.stringify(paused)}.`);
  }
  if (now !== undefined) clock.set(now as number);
  if (advanceMs !== undefined) clock.advance(advanceMs as number);
  if (paused === true) clock.pause();
  if (paused === false) clock.resume();
}
