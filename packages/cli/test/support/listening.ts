import path from "node:path";
import { createSandbox } from "@interkit/sandbox";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { type Ended, interkit } from "./interkit.ts";

type SandboxOptions = NonNullable<Parameters<typeof createSandbox>[0]>;

/** A sandbox that listens, a folder that commands run in, and what runs them against the sandbox. */
export async function listening(options: SandboxOptions = {}) {
  const requests: string[] = [];
  const sandbox = createSandbox({
    ...options,
    log: ({ method, path: address }) => requests.push(`${method} ${address}`),
  });
  onTestFinished(() => sandbox.close());
  await sandbox.ready;
  const { url } = await sandbox.listen({ port: 0 });
  const cwd = temporaryFolder();
  const env = {
    INTERCOM_TOKEN: "test",
    INTERCOM_BASE_URL: url,
    XDG_STATE_HOME: path.join(cwd, "state"),
    XDG_CONFIG_HOME: path.join(cwd, "config"),
  };
  const run = (...args: string[]): Promise<Ended> =>
    interkit(["--base-url", url, ...args], { env, cwd });
  /** The requests that may have changed something. */
  const writes = () => requests.filter((one) => !/^GET |\/search/.test(one));
  return { sandbox, url, cwd, env, run, requests, writes };
}
