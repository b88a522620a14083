import type { Sandbox } from "@interkit/sandbox";
import type { Json } from "./workspace.ts";

/** Sends a request in Preview, which has the most operations, and returns the body of the response. */
export type PreviewSend = (method: string, path: string, body?: unknown) => Promise<Json>;

/** Sends requests that have to succeed. */
export function previewSender(sandbox: Sandbox): PreviewSend {
  return async (method, path, body) => {
    const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
      method,
      headers: {
        Authorization: "Bearer secret",
        "Intercom-Version": "Preview",
        "Content-Type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}
