// A program that works on Node without the optional peers.
import { createClient } from "@interkit/core/2.16";
import { type ConnectionOptions, diagnostics, nodeFetch } from "@interkit/core/node";
import { paginate } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { handlersFor } from "@interkit/sandbox/msw";

const options: ConnectionOptions = { connections: 5 };
export const client = createClient({
  token: "x",
  fetch: nodeFetch(options),
  hooks: diagnostics(),
});
// @ts-expect-error the options are not of any type
nodeFetch({ connections: "many" });

const sandbox = createSandbox({ token: "x" });
export const handlers = handlersFor(sandbox);
export const response: Response = await sandbox.fetch("https://api.intercom.io/me");
// @ts-expect-error a sandbox's fetch takes no number
await sandbox.fetch(5);

// The types of Node have `Symbol.asyncDispose`.
await using contacts = paginate(client, "GET /contacts");
await using iterator = contacts[Symbol.asyncIterator]();
export const first = await iterator.next();
