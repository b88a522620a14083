import { createIntercom, type Intercom } from "@interkit/client/2.16";
import { memoryState } from "@interkit/jobs";
import { createMirror, type MirrorOptions, memoryTarget } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";

/** A request of a mirror, and what sends it on. */
export type Intercept = (
  request: Request,
  send: () => Promise<Response>,
) => Response | Promise<Response>;

/** A sandbox, and a mirror of it in memory, whose requests a test may answer itself. */
export function mirrorSetup(options: Partial<MirrorOptions> = {}) {
  const sandbox = createSandbox();
  const requests: string[] = [];
  const world: { intercept: Intercept | undefined } = { intercept: undefined };
  const intercom = createIntercom({
    token: "mirror",
    retry: { attempts: 2, maxDelayMs: 1 },
    fetch: async (url, init) => {
      const request = new Request(url, init);
      requests.push(`${request.method} ${new URL(url).pathname}`);
      const send = () => sandbox.fetch(request);
      return world.intercept === undefined ? send() : world.intercept(request, send);
    },
  });
  const people: Intercom = createIntercom({ token: "people", fetch: sandbox.fetch });
  const target = memoryTarget();
  const state = memoryState();
  const mirror = createMirror(intercom, { target, state, ...options });
  return { sandbox, people, intercom, mirror, target, state, requests, world };
}

/** A promise that a test resolves. */
export function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
