// Loaded before a program (`node --import`): what it sends to Intercom, a sandbox answers.
import { createSandbox } from "@interkit/sandbox";

const { fetch } = createSandbox({ token: "test-token" });
globalThis.fetch = fetch;
