import type { Sandbox, SandboxOptions } from "@interkit/sandbox";

/** The result as JSON, so that it can be sent from a browser or a worker. */
export interface ScenarioResult {
  readonly made: number;
  readonly found: string[];
  readonly listed: string[];
  readonly listening: string;
  /** The signature of the notification of the last contact. */
  readonly signature: string | null;
}

/** The last signature that the endpoint of notifications got. */
let signature: string | null = null;

/** Options of the sandbox: an endpoint of notifications within the program. */
export const options: SandboxOptions = {
  seed: "acme",
  clock: () => 1_788_253_200_000,
  webhooks: {
    fetch: async (_url, init) => {
      signature = new Headers(init.headers).get("X-Hub-Signature");
      return new Response();
    },
  },
};

/** A program that uses a sandbox, for all runtimes. It has no imports, since it is bundled. */
export async function scenario(sandbox: Sandbox): Promise<ScenarioResult> {
  const send = (path: string, body?: unknown) =>
    sandbox.fetch(`https://api.intercom.io${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: "Bearer any", "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const emails = async (response: Response): Promise<string[]> => {
    const { data } = (await response.json()) as { data: { email: string }[] };
    return data.map(({ email }) => email);
  };
  await sandbox.ready;
  const topics = ["contact.user.created"] as const;
  sandbox.webhooks.add({ url: "https://endpoint.test/", secret: "client secret", topics });
  const made = await send("/contacts", { email: "ada@example.com" });
  await send("/contacts", { email: "grace@example.com" });
  await sandbox.webhooks.settled();
  const query = { field: "email", operator: "^", value: "ada" };
  return {
    made: made.status,
    found: await emails(await send("/contacts/search", { query })),
    listed: await emails(await send("/contacts")),
    listening: await sandbox.listen().then(
      () => "listens",
      (error: Error) => error.message,
    ),
    signature,
  };
}
