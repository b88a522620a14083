import { ApiError } from "@interkit/client";
import { connectWith } from "../connection/connect.ts";
import type { Connection } from "../connection/connection.ts";
import type { ConnectionSettings } from "../connection/settings.ts";
import type { Check } from "./check.ts";
import { checkPermissions } from "./permission-checks.ts";
import { checkClock, checkRateLimit, checkVersion, checkWorkspace } from "./workspace-checks.ts";

/** Whether Intercom accepts the token, and what it is of. */
export async function checkConnection(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<Check[]> {
  const { tokenFrom } = settings;
  const connection = await connectWith(settings);
  try {
    const { data, response } = await connection.intercom.admins.identify({ signal }).withResponse();
    const { headers } = response;
    return [
      { name: "token", result: "ok", message: `of ${tokenFrom}, accepted`, details: { tokenFrom } },
      checkWorkspace(data, connection),
      checkVersion(connection.version, await versionOfApp(connection, signal)),
      checkRateLimit(headers),
      checkClock(headers),
      await checkPermissions(connection, signal),
    ];
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const fix = "run `interkit login`, or set INTERCOM_TOKEN";
    const message = `of ${tokenFrom}, refused: ${error.message}`;
    return [{ name: "token", result: "failed", message, fix, details: { tokenFrom } }];
  }
}

/** The version in the response to a request that names none. */
async function versionOfApp({ options }: Connection, signal: AbortSignal): Promise<string | null> {
  const { createIntercom } = await import("@interkit/client/latest");
  const intercom = createIntercom({
    ...options,
    layers: [
      (next) => (request) => {
        request.headers.delete("intercom-version");
        return next(request);
      },
    ],
  });
  try {
    const { response } = await intercom.admins.identify({ signal }).withResponse();
    return response.headers.get("intercom-version");
  } catch (error) {
    // An app without a version of its own cannot send requests that name none.
    if (error instanceof ApiError && error.status === 400) return null;
    throw error;
  }
}
