// Loaded before a program (`node --import`): a sandbox answers the requests that it sends to Intercom.
import { createSandbox } from "@interkit/sandbox";

const seed = process.env["SANDBOX_SEED"];
const sandbox = createSandbox({ token: "test-token", ...(seed === undefined ? {} : { seed }) });
await sandbox.ready;

const platformFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  if (/^api(\.eu|\.au)?\.intercom\.io$/.test(hostname)) return sandbox.fetch(input, init);
  if (hostname === "127.0.0.1" || hostname === "localhost") return platformFetch(input, init);
  throw new TypeError(`The program of a page sends nothing to ${hostname}`);
};
