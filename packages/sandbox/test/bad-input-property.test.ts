import { createSandbox, type Sandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArbitraryRequest, arbitraryRequests } from "./support/arbitrary-requests.ts";

async function send(
  sandbox: Sandbox,
  { method, path, headers, body }: ArbitraryRequest,
): Promise<Response> {
  return sandbox.fetch(`https://api.intercom.io${path}`, {
    method,
    headers: { Authorization: "Bearer any", ...headers },
    ...(body === undefined || method === "GET" || method === "HEAD" ? {} : { body }),
  });
}

test.each(["2.7", "2.16", "Preview"])(
  "in %s, no request breaks the sandbox, and what is refused changes nothing",
  async (version) => {
    const seed = { name: "wild", contacts: 2 };
    const sandbox = createSandbox({ seed, rateLimit: { perMinute: 1e9 } });
    await sandbox.ready;
    // Changes that depend on the time only are ignored here.
    sandbox.clock.pause();
    const property = fc.asyncProperty(
      arbitraryRequests(version, sandbox.snapshot()),
      async (wild) => {
        const before = sandbox.snapshot().collections;
        const response = await send(sandbox, wild);
        if (response.status < 400) return;
        const said = await response.text();
        expect(response.status, said).toBeLessThan(500);
        expect(sandbox.snapshot().collections).toEqual(before);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  },
);
