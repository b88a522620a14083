import type { Transport } from "./exchange.ts";
import { fetchTransport } from "./fetch-transport.ts";
import type { fetchStrictly } from "./strict-gzip.ts";

/** Sends with the platform's `fetch`. */
export const sendWithPlatform: typeof fetchStrictly = (
  url,
  init,
  _isStrict,
  fetch = globalThis.fetch,
) => fetch(url, init);

/**
 * The transport of a client without a `fetch` of its own, in browsers, which hide whether a body was compressed.
 * The function is read for each request, so that an instrumentation that is installed later is used as well.
 */
export const platformTransport: Transport = fetchTransport((url, init) =>
  globalThis.fetch(url, init),
);
