import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const windowMs = 10_000;

/** What was let through and refused in one window. */
export interface Metered {
  allowed: number;
  refused: number;
}

/** A server that enforces a limit for each token, as Intercom does. */
export interface MeteredServer {
  readonly url: string;
  /** By token, and by the number of the window, in order. */
  readonly windows: ReadonlyMap<string, ReadonlyMap<number, Metered>>;
  /** How often each contact was served. */
  readonly served: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Starts a server that lets so many calls through in ten seconds, and refuses the rest. */
export async function meteredServer(limit: number, latencyMs = 0): Promise<MeteredServer> {
  const windows = new Map<string, Map<number, Metered>>();
  const served = new Map<string, number>();
  const windowOf = (token: string, index: number) => {
    const ofToken = windows.get(token) ?? new Map<number, Metered>();
    windows.set(token, ofToken);
    const window = ofToken.get(index) ?? { allowed: 0, refused: 0 };
    ofToken.set(index, window);
    return window;
  };
  const server = createServer((request, response) => {
    request.resume();
    const index = Math.floor(Date.now() / windowMs);
    const window = windowOf(request.headers.authorization ?? "", index);
    const isRefused = window.allowed >= limit;
    window[isRefused ? "refused" : "allowed"] += 1;
    const { url = "" } = request;
    if (!isRefused) served.set(url, (served.get(url) ?? 0) + 1);
    response.writeHead(isRefused ? 429 : 200, {
      "content-type": "application/json",
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(limit - window.allowed),
      "x-ratelimit-reset": String(((index + 1) * windowMs) / 1000),
    });
    const errors = [{ code: "rate_limit_exceeded" }];
    const body = JSON.stringify(isRefused ? { type: "error.list", errors } : { type: "contact" });
    if (latencyMs === 0) response.end(body);
    else setTimeout(() => response.end(body), latencyMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    windows,
    served,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
