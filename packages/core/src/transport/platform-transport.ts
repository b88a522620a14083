import type { Transport } from "./exchange.ts";
import { fetchTransport } from "./fetch-transport.ts";

/** The transport of a client without a `fetch` of its own, on platforms other than Node. */
export const platformTransport: Transport = fetchTransport(undefined);
