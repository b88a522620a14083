import { HookList } from "../observe/hook-list.ts";
import { Limiter } from "../rate-limit/limiter.ts";
import { createCounter } from "../rate-limit/shared-counter.ts";
import type { Transport } from "../transport/exchange.ts";
import type { FactsOf } from "../transport/operation-table-types.ts";
import { createTransport } from "./create-transport.ts";
import type { ClientOptions } from "./options.ts";
import { type Settings, settingsFrom } from "./settings.ts";

/**
 * What the calls of a client share. The options are checked at once; the rest is made at the first
 * call, since a program may have a client for each of its tenants.
 */
export class ClientState {
  /** The value of the header `Intercom-Version`. */
  readonly version: string;
  readonly settings: Settings;
  readonly factsOf: FactsOf;
  readonly hooks: HookList | undefined;
  readonly #createdAt = performance.now();
  #limiter: Limiter | undefined;
  #transport: Transport | undefined;

  /** @throws {ConfigError} when an option is missing or wrong. */
  constructor(version: string, options: ClientOptions, factsOf: FactsOf) {
    this.version = version;
    this.factsOf = factsOf;
    this.settings = settingsFrom(options);
    this.hooks = HookList.of(this.settings.hooks);
    // Layers are called when the client is made, so that a mistake in one is found then.
    if (this.settings.layers.length > 0) void this.transport;
  }

  /** `undefined` when the client does not limit calls. */
  get limiter(): Limiter | undefined {
    const { rateLimit } = this.settings;
    if (rateLimit === undefined) return undefined;
    this.#limiter ??= new Limiter(
      rateLimit,
      this.#createdAt,
      createCounter({ ...this.settings, rateLimit }),
    );
    return this.#limiter;
  }

  get transport(): Transport {
    this.#transport ??= createTransport(this.settings, this.limiter, this.hooks);
    return this.#transport;
  }
}
