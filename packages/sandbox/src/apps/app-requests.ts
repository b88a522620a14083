import type { AppRecord } from "../registry/apps.ts";
import { type SendFetch, type SendOutcome, send } from "../webhooks/send.ts";
import { signatureHeaders } from "../webhooks/sign.ts";

/** Sends requests that are signed with `X-Body-Signature`: uninstalls, health checks, Canvas Kit. */
export class AppRequests {
  readonly #fetch: SendFetch | undefined;
  /** Ends the requests of a closed sandbox. Workers allow no `AbortController` at their start. */
  #closing: AbortController | undefined;

  constructor(fetch: SendFetch | undefined) {
    this.#fetch = fetch;
  }

  /** Sends a request to an endpoint of an app. It never rejects. */
  async send(
    { client_secret }: AppRecord,
    url: string,
    body: unknown,
    timeoutMs: number,
  ): Promise<SendOutcome> {
    this.#closing ??= new AbortController();
    const { signal } = this.#closing;
    const text = JSON.stringify(body);
    const headers = await signatureHeaders(text, client_secret, "app");
    const fetch = this.#fetch;
    return send(url, text, headers, { timeoutMs, signal, ...(fetch && { fetch }) });
  }

  /** Ends all requests. */
  close(): void {
    this.#closing?.abort();
  }
}
