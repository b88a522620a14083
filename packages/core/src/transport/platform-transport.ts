import type { Transport } from "./exchange.ts";
import { fetchTransport } from "./fetch-transport.ts";
import { fetchStrictly } from "./strict-gzip.ts";

export { fetchStrictly as sendWithPlatform };

/** The transport of a client without a `fetch` of its own, on platforms other than Node and browsers. */
export const platformTransport: Transport = fetchTransport(fetchStrictly);
