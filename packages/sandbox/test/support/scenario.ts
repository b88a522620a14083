import type { Sandbox } from "@interkit/sandbox";

/** The result as JSON, so that it can be sent from a browser or a worker. */
export interface ScenarioResult {
  readonly made: number;
  readonly found: string[];
  readonly listed: string[];
  readonly listening: string;
}

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
  const made = await send("/contacts", { email: "ada@example.com" });
  await send("/contacts", { email: "grace@example.com" });
  const query = { field: "email", operator: "^", value: "ada" };
  return {
    made: made.status,
    found: await emails(await send("/contacts/search", { query })),
    listed: await emails(await send("/contacts")),
    listening: await sandbox.listen().then(
      () => "listens",
      (error: Error) => error.message,
    ),
  };
}
