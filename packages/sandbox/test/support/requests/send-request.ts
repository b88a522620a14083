import type { Sandbox } from "@interkit/sandbox";
import type { Operation } from "../described.ts";
import type { Json } from "../workspace.ts";

/** A request for an operation. */
export interface OperationRequest {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** JSON, or a form; `undefined` for none. */
  readonly body?: unknown;
}

/** A received response. */
export interface OperationResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the response; `undefined` when it is not JSON. */
  readonly body: Json;
}

/**
 * Sends a request in its operation's version. It goes through `sandbox.fetch`: there are more than
 * ten thousand of them, and other tests cover HTTP.
 */
export async function sendRequest(
  sandbox: Sandbox,
  { operation, path, query, body }: OperationRequest,
): Promise<OperationResponse> {
  const { version, method } = operation;
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ""),
  );
  const search = new URLSearchParams(query).toString();
  const isForm = body instanceof FormData;
  const response = await sandbox.fetch(`https://api.intercom.io${address}?${search}`, {
    method,
    headers: {
      Authorization: "Bearer secret",
      "Intercom-Version": version,
      ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /^application\/json/.test(response.headers.get("Content-Type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" || !isJson ? undefined : JSON.parse(text),
  };
}
