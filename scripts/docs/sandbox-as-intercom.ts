// Loaded before a program (`node --import`): a sandbox answers the requests that it sends to Intercom.
import { createSandbox } from "@interkit/sandbox";

const { fetch } = createSandbox({ token: "test-token" });
globalThis.fetch = fetch;
