import { ApiError } from "@interkit/client";
import type { Connection } from "../connection/connection.ts";
import { callOperation } from "../operations/call.ts";
import type { Check } from "./check.ts";

/** A read of each area that an app has a permission of its own for. */
const reads = [
  "contacts.list",
  "companies.list",
  "conversations.list",
  "ticketTypes.list",
  "articles.list",
  "aiContent.contentImportSources.list",
  "tags.list",
  "admins.list",
  "dataAttributes.list",
] as const;

/** Reads one object of each area: Intercom returns 403 where the app has no permission. */
export async function checkPermissions(
  connection: Connection,
  signal: AbortSignal,
): Promise<Check> {
  const { operations } = await connection.catalog();
  const known = reads.flatMap((id) => operations.find((operation) => operation.id === id) ?? []);
  const refused: { operation: string; reason: string }[] = [];
  for (const operation of known) {
    try {
      const result = callOperation(connection, operation, { options: { signal } });
      if (result.kind === "list") for await (const _ of result.list) break;
      if (result.kind === "call") await result.call;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 403) throw error;
      refused.push({ operation: operation.id, reason: error.message });
    }
  }
  const details = { allowed: known.length - refused.length, refused };
  if (refused.length === 0) {
    const message = `all ${known.length} areas that were tried can be read`;
    return { name: "permissions", result: "ok", message, details };
  }
  return {
    name: "permissions",
    result: "failed",
    message: refused.map(({ reason }) => reason).join("; "),
    fix: "add the permissions to the app under Configure > Authentication in Intercom's Developer Hub",
    details,
  };
}
