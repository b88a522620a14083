// Loaded before a program (`node --import`): a sandbox answers the requests that it sends to Intercom. It has the
// workspace of INTERCOM_TOKEN, and two more for programs that work with several.
import { createSandbox } from "@interkit/sandbox";

const seed = process.env["SANDBOX_SEED"];
const sandbox = createSandbox({
  workspaces: [
    { id: "sandbox", token: "test-token", ...(seed === undefined ? {} : { seed }) },
    { id: "acme", name: "Acme", token: "acme-token" },
    {
      id: "globex",
      name: "Globex",
      token: "globex-token",
      region: "EU",
      timezone: "Europe/Dublin",
    },
  ],
});
await sandbox.ready;

const platformFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  if (/^api(\.eu|\.au)?\.intercom\.io$/.test(hostname)) return sandbox.fetch(input, init);
  if (hostname === "127.0.0.1" || hostname === "localhost") return platformFetch(input, init);
  throw new TypeError(`The program of a page sends nothing to ${hostname}`);
};
