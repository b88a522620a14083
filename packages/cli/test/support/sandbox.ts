import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { onTestFinished } from "vitest";

/** A sandbox that listens, and the environment of a command that uses it. */
export interface ListeningSandbox {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly env: Record<string, string>;
}

/** Starts a sandbox, which is closed after the test. */
export async function listen(options: SandboxOptions = {}): Promise<ListeningSandbox> {
  const sandbox = createSandbox(options);
  const { url } = await sandbox.listen({ port: 0 });
  onTestFinished(() => sandbox.close());
  return { sandbox, url, env: { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: url } };
}
