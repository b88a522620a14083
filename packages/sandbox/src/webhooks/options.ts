import { checkFaults, type DeliveryFaults } from "./delivery-faults.ts";
import type { SendFetch } from "./send.ts";
import type { WebhookTarget } from "./target.ts";

/** Options of the webhooks of a sandbox. */
export interface WebhooksOptions {
  /** The targets of a new sandbox, and after a reset. */
  readonly targets?: readonly WebhookTarget[];
  /**
   * When notifications are sent: `immediately`, in the background, which is the default; or `on-flush`,
   * when `sandbox.webhooks.flush()` is called.
   */
  readonly deliver?: "immediately" | "on-flush";
  /**
   * How many requests to one target are on their way at once. 1 when left out, so that notifications
   * arrive in order.
   */
  readonly concurrency?: number;
  /** The time for a response, in milliseconds of real time. 5,000 when left out, as at Intercom. */
  readonly timeoutMs?: number;
  /** What goes wrong with notifications. Nothing when left out. */
  readonly faults?: DeliveryFaults;
  /** Sends the requests. The platform's `fetch` when left out. */
  readonly fetch?: SendFetch;
}

/** Options that were validated, with their defaults. */
export interface WebhookSettings {
  readonly targets: readonly WebhookTarget[];
  readonly isManual: boolean;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly faults: DeliveryFaults;
  readonly fetch: SendFetch | undefined;
}

const names = ["targets", "deliver", "concurrency", "timeoutMs", "faults", "fetch"];

/** @throws {TypeError} when an option is unknown or invalid. */
export function readWebhooksOptions(given: WebhooksOptions = {}): WebhookSettings {
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other !== undefined) {
    throw new TypeError(`webhooks has no option "${other}". It has ${names.join(", ")}.`);
  }
  const { targets = [], deliver = "immediately", concurrency = 1, timeoutMs = 5000 } = given;
  if (!Array.isArray(targets)) throw new TypeError("webhooks.targets is a list of targets.");
  if (deliver !== "immediately" && deliver !== "on-flush") {
    const shown = JSON.stringify(deliver);
    throw new TypeError(`webhooks.deliver is "immediately" or "on-flush", not ${shown}.`);
  }
  checkNumber("concurrency", concurrency, 1000);
  checkNumber("timeoutMs", timeoutMs, 600_000);
  if (given.fetch !== undefined && typeof given.fetch !== "function") {
    throw new TypeError("webhooks.fetch is a function.");
  }
  return {
    targets,
    isManual: deliver === "on-flush",
    concurrency,
    timeoutMs,
    faults: checkFaults(given.faults ?? {}),
    fetch: given.fetch,
  };
}

function checkNumber(name: string, value: unknown, most: number): void {
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most) return;
  throw new TypeError(
    `webhooks.${name} is a whole number from 1 to ${most}, not ${String(value)}.`,
  );
}
