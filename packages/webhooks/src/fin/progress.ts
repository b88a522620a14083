import type { FinStreamEvent } from "./events.ts";

/** Statuses after which Intercom closes the stream. */
const last: readonly string[] = ["awaiting_user_reply", "complete"];

/** How far Fin is, by the events of a stream. */
export class Progress {
  #isOver = false;
  readonly #streams = new Set<string>();

  /** Whether nothing is to come any more, but late parts of answers, and a rating. */
  get isOver(): boolean {
    return this.#isOver;
  }

  add(event: FinStreamEvent): void {
    if (event.event_name === "csat_requested") {
      this.#isOver = true;
    } else if (event.event_name === "fin_reply_chunk") {
      if (!this.#streams.has(event.stream_id)) this.#isOver = false;
      this.#streams.add(event.stream_id);
    } else {
      this.#isOver = last.includes(event.status);
    }
  }
}
