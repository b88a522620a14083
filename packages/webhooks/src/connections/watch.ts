import type { Layer } from "@interkit/core";
import { NotConnectedError } from "./not-connected-error.ts";
import { type ConnectionRecord, isFinal, stateOf } from "./record.ts";
import type { Records } from "./records.ts";

/**
 * A layer that refuses calls of a connection that has ended, and moves the connection by what calls answer.
 * A failure of the store is reported, and fails no call: Intercom refuses a token that is not valid anyway.
 */
export function watch(
  connection: Pick<ConnectionRecord, "workspaceId" | "id">,
  records: Records,
  report: (error: unknown) => void,
): Layer {
  const { workspaceId } = connection;
  return (next) => async (request) => {
    const record = await records.get(workspaceId).catch((error: unknown) => {
      report(error);
      return "failed" as const;
    });
    if (record === undefined) throw new NotConnectedError(workspaceId, "unknown");
    if (record !== "failed" && isFinal(record.state)) {
      throw new NotConnectedError(workspaceId, record.state);
    }
    const response = await next(request);
    if (response.status === 401 || response.status === 403) {
      try {
        const state = stateOf(response.status, await codeIn(response));
        if (state !== undefined) await records.move(connection, state);
      } catch (error) {
        report(error);
      }
    }
    return response;
  };
}

/** The code of the first error. The body of the response itself is not read. */
async function codeIn(response: Response): Promise<unknown> {
  const text = await response.clone().text();
  try {
    return Object(JSON.parse(text)).errors?.[0]?.code;
  } catch {
    // A proxy may have answered, with a page.
    return undefined;
  }
}
