import { dispatch } from "./dispatch-transport.ts";
import { platformDispatcher } from "./dispatcher.ts";
import type { Transport } from "./exchange.ts";
import { fetchTransport } from "./fetch-transport.ts";
import { fetchStrictly } from "./strict-gzip.ts";

export { fetchStrictly as sendWithPlatform };

const withFetch = fetchTransport(fetchStrictly);

/**
 * The transport of a client without a `fetch` of its own, on Node: the connections of the platform's
 * `fetch`, used directly where that is possible.
 */
export const platformTransport: Transport = (request) => {
  const dispatcher = platformDispatcher();
  return dispatcher ? dispatch(dispatcher, request) : withFetch(request);
};
