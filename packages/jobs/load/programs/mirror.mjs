// Copies the contacts and the conversations of a workspace to files, until it is killed.
import { createMirror, fileTarget } from "@interkit/jobs/sync";
import { at, intercom, lease, whenFree } from "./process.mjs";

const { contacts, conversations } = intercom;
const mirror = createMirror(
  { contacts, conversations },
  { target: fileTarget(at("copy")), state: at("state.db"), concurrency: 10 },
);
await whenFree(() => mirror.sync(lease));
