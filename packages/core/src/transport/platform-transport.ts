import type { Transport } from "./exchange.ts";
import { fetchTransport } from "./fetch-transport.ts";
import { fetchStrictly } from "./strict-gzip.ts";

/** The transport of a client without a `fetch` of its own, on platforms other than Node and browsers. */
export const platformTransport: Transport = fetchTransport(fetchStrictly);
