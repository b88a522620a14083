import type { Delivery } from "./delivery.ts";
import type { AddedTarget, CheckedTarget, HeadOutcome } from "./target.ts";
import { topicMatcher } from "./topic-pattern.ts";

/** A delivery in a queue, or the copy of one. */
interface Queued {
  readonly delivery: Delivery;
  readonly dueAt: number;
  readonly isDuplicate: boolean;
}

const minuteMs = 60_000;
const maxThrottleMs = 120 * minuteMs;
const windowMs = 15 * minuteMs;
const maxErrors = 1000;
/** How long a shuffled notification waits for a later one. */
const maxShuffleMs = 1000;

/** A target, with the notifications that wait for it, in order. */
export class TargetQueue {
  readonly id: string;
  readonly target: CheckedTarget;
  readonly #matches: (topic: string) => boolean;
  head: HeadOutcome | null = null;
  /** How many requests are on their way. */
  active = 0;
  isDisabled = false;
  /** Whether the HEAD request is still to be sent. */
  isNew = true;
  #waiting: Queued[] = [];
  /** Notifications that wait until a later one is in the queue. */
  #shuffled: Queued[] = [];
  #throttleMs = 0;
  #throttledUntil = 0;
  #pausedUntil = 0;
  /** The times of the errors in a row. */
  #errors: number[] = [];

  constructor(id: string, target: CheckedTarget) {
    this.id = id;
    this.target = target;
    this.#matches = topicMatcher(target.topics);
  }

  /** Whether it gets notifications of a topic, in a workspace. */
  wants(topic: string, workspaceId: string): boolean {
    const { workspaceId: own = workspaceId } = this.target;
    return !this.isDisabled && own === workspaceId && this.#matches(topic);
  }

  /** Adds a delivery, and perhaps its copy. Shuffled ones are placed after the next ones. */
  add(queued: readonly Queued[], isShuffled = false): void {
    if (isShuffled) {
      this.#shuffled.push(...queued);
      return;
    }
    this.#waiting.push(...queued, ...this.#shuffled);
    this.#shuffled = [];
  }

  /** Removes a delivery from the queue. */
  withdraw(delivery: Delivery): void {
    const isOther = (queued: Queued) => queued.delivery !== delivery;
    this.#waiting = this.#waiting.filter(isOther);
    this.#shuffled = this.#shuffled.filter(isOther);
  }

  /** Places shuffled deliveries that no later one came for in time. Without a time, all. */
  releaseShuffled(now: number = Number.POSITIVE_INFINITY): void {
    const isOver = ({ dueAt }: Queued) => dueAt + maxShuffleMs <= now;
    this.#waiting.push(...this.#shuffled.filter(isOver));
    this.#shuffled = this.#shuffled.filter((queued) => !isOver(queued));
  }

  /** Takes the first delivery that is due. */
  take(now: number): Queued | undefined {
    if (now < this.#throttledUntil) return undefined;
    const index = this.#waiting.findIndex(({ dueAt }) => dueAt <= now);
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** When the next delivery is due; `undefined` when none waits. */
  nextAt(): number | undefined {
    const times = [
      ...this.#waiting.map(({ dueAt }) => dueAt),
      ...this.#shuffled.map(({ dueAt }) => dueAt + maxShuffleMs),
    ];
    if (times.length === 0) return undefined;
    return Math.max(this.#throttledUntil, Math.min(...times));
  }

  /** Ends the target for good, with everything that waits for it. */
  disable(reason: string): void {
    this.isDisabled = true;
    this.drop(reason);
  }

  /** Ends all deliveries that wait. */
  drop(reason: string): void {
    for (const { delivery, isDuplicate } of [...this.#waiting, ...this.#shuffled]) {
      if (!isDuplicate) delivery.end("dropped", reason);
    }
    this.#waiting = [];
    this.#shuffled = [];
  }

  /** Counts a delivery that succeeded. */
  succeed(): void {
    this.#throttleMs = 0;
    this.#errors = [];
  }

  /** Delays everything after a 429: for a minute at first, then longer. Returns until when. */
  throttle(now: number): number {
    this.#throttleMs = Math.min(maxThrottleMs, Math.max(minuteMs, this.#throttleMs * 2));
    this.#throttledUntil = now + this.#throttleMs;
    return this.#throttledUntil;
  }

  /** Counts an error. After many in a row, notifications are dropped for 15 minutes. */
  fail(now: number): void {
    this.#errors = this.#errors.filter((at) => at > now - windowMs);
    this.#errors.push(now);
    if (this.#errors.length < maxErrors) return;
    this.#errors = [];
    this.#pausedUntil = now + windowMs;
    this.drop("The target is paused after 1,000 errors.");
  }

  isPaused(now: number): boolean {
    return now < this.#pausedUntil;
  }

  /** The target without its secret. */
  entry(now: number): AddedTarget {
    const { secret, ...shown } = this.target;
    return {
      id: this.id,
      ...shown,
      topics: [...shown.topics],
      status: this.#status(now),
      head: this.head,
    };
  }

  #status(now: number): AddedTarget["status"] {
    if (this.isDisabled) return "disabled";
    if (this.isPaused(now)) return "paused";
    return now < this.#throttledUntil ? "throttled" : "active";
  }
}
