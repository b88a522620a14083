import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { latest } from "./description/versions.ts";
import { Access } from "./engine/access.ts";
import { Engine } from "./engine/engine.ts";
import { RequestLog, type Requests } from "./engine/request-log.ts";
import { toResponse } from "./engine/text-response.ts";
import type { Faults } from "./faults/fault.ts";
import { FaultPlans } from "./faults/fault-plans.ts";
import { implicitWorkspace } from "./registry/options.ts";
import { handlers } from "./resources/index.ts";
import { VirtualClock } from "./state/clock.ts";
import { State } from "./state/state.ts";

/** Options of a sandbox. */
export interface SandboxOptions {
  /** The tokens that are accepted; any when left out. */
  readonly token?: string | readonly string[];
  /** Requests per minute; 10,000 when left out. */
  readonly perMinute?: number;
}

/** A stateful Pedal in memory. */
export interface Sandbox {
  /** Answers a request. Pass it wherever a `fetch` function is accepted. The host is ignored. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Serves the sandbox over HTTP on this machine. Port 0 selects any free port. */
  readonly listen: (options?: { readonly port?: number }) => Promise<SandboxServer>;
  /** Makes requests fail on purpose. */
  readonly faults: Faults;
  /** The requests that were answered. */
  readonly requests: Requests;
}

/** A server that is listening. */
export interface SandboxServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Creates a sandbox, which answers every API version from the same description as the clients. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { token, perMinute = 10_000 } = options;
  const state = new State({
    workspaces: [implicitWorkspace(token)],
    areDeclared: false,
    seedStore: () => {},
  });
  const faults = new FaultPlans("pedal");
  const requests = new RequestLog();
  const engine = new Engine({
    handlers,
    state,
    faults,
    requests,
    access: new Access(() => state.stores.registry),
    clock: new VirtualClock(Date.now),
    defaultVersion: latest,
    rateLimits: { perMinute, workspacePerMinute: perMinute },
    log: undefined,
  });
  const fetch = async (request: Request) => toResponse(await engine.fetch(request));
  return {
    fetch: (input, init) => fetch(new Request(input, init)),
    listen: ({ port = 0 } = {}) => listen(fetch, port),
    faults,
    requests,
  };
}

function listen(
  fetch: (request: Request) => Promise<Response>,
  port: number,
): Promise<SandboxServer> {
  return new Promise((resolve, reject) => {
    const options = { fetch, port, hostname: "127.0.0.1", overrideGlobalObjects: false };
    const server = serve(options, (info: AddressInfo) => {
      const close = () =>
        new Promise<void>((done, failed) => {
          server.close((error) => (error ? failed(error) : done()));
          if ("closeAllConnections" in server) server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${info.port}`, close });
    });
    server.once("error", reject);
  });
}
