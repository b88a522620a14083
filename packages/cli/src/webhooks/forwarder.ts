import { type RecordedDelivery, replayDeliveries } from "@interkit/webhooks/recordings";
import type { Cli } from "../program/cli.ts";
import { printDelivery } from "./delivery-line.ts";
import type { TopicFilter } from "./topics.ts";

/** Sends notifications to the endpoint of the developer, if there is one, and prints the results. */
export class Forwarder {
  readonly #cli: Cli;
  readonly #isChosen: TopicFilter;
  readonly #to: string | undefined;
  #caughtUp: Promise<unknown> = Promise.resolve();

  constructor(cli: Cli, isChosen: TopicFilter, to: string | undefined) {
    this.#cli = cli;
    this.#isChosen = isChosen;
    this.#to = to;
  }

  /** Forwards what was kept. What is received during that waits, so that it is not handled first. */
  async catchUp(to: string, kept: AsyncIterable<RecordedDelivery>): Promise<void> {
    this.#caughtUp = this.#forward(to, kept, this.#cli.signal);
    await this.#caughtUp;
  }

  /** Resolves to the status for Intercom: that of the endpoint, or 502 where it did not respond. */
  async receive(delivery: RecordedDelivery): Promise<number> {
    if (!this.#isChosen(delivery.topic)) return 200;
    await this.#caughtUp;
    if (this.#to !== undefined) return this.#forward(this.#to, [delivery]);
    await this.#print(delivery, 200);
    return 200;
  }

  /** Resolves to the last status. */
  async #forward(
    to: string,
    deliveries: Iterable<RecordedDelivery> | AsyncIterable<RecordedDelivery>,
    signal?: AbortSignal,
  ): Promise<number> {
    let last = 200;
    for await (const result of replayDeliveries(deliveries, { to, signal })) {
      last = result.status ?? 502;
      await this.#print(result.delivery, last, result.error);
    }
    return last;
  }

  #print(delivery: RecordedDelivery, status: number, error?: string): Promise<void> {
    const { output, flags } = this.#cli;
    return printDelivery(output, delivery, { status, error }, flags().json);
  }
}
