import type { AppRecord } from "../registry/apps.ts";
import { type SendFetch, type SendOutcome, send } from "../webhooks/send.ts";
import { signatureHeaders } from "../webhooks/sign.ts";

/** Sends a signed request to an endpoint of an app. It never rejects. */
export type SendToApp = (
  app: AppRecord,
  url: string,
  body: unknown,
  timeoutMs: number,
) => Promise<SendOutcome>;

/** Sends requests that are signed with `X-Body-Signature`: uninstalls, health checks, Canvas Kit. */
export function sendToApp(fetch: SendFetch | undefined, signal: AbortSignal): SendToApp {
  return async ({ client_secret }, url, body, timeoutMs) => {
    const text = JSON.stringify(body);
    const headers = await signatureHeaders(text, client_secret, "app");
    return send(url, text, headers, { timeoutMs, signal, ...(fetch && { fetch }) });
  };
}
