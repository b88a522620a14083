import { createIntercom } from "@interkit/client/2.16";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";

/** A sandbox with contacts `user-1` and so on, and a client of it that sends each call once. */
export function setup(contacts = 0, options: SandboxOptions = {}) {
  const sandbox = createSandbox({ token: "test-token", ...options });
  for (let number = 1; number <= contacts; number++) {
    sandbox.seed.contact({ external_id: `user-${number}`, email: `user-${number}@example.com` });
  }
  const intercom = createIntercom({ token: "test-token", fetch: sandbox.fetch, retry: false });
  return { sandbox, intercom };
}

/** The first request reads files, which a virtual clock cannot await: call it before the clock is faked. */
export async function loadSandbox(): Promise<void> {
  const { intercom } = setup(1);
  for await (const { id } of intercom.contacts.list()) await intercom.contacts.update(id, {});
  const body = { query: { field: "role", operator: "=", value: "user" } } as const;
  await intercom.contacts.search(body).collect({ limit: 1 });
  await intercom.contacts.create({ external_id: "first" });
}
