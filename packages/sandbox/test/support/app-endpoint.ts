import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Json } from "./workspace.ts";

/** A request that the sandbox sent to an app. */
export interface AppRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  /** Whether the signature over the bytes is right. */
  readonly isSigned: boolean;
}

/** An app that listens until the test is over, and answers every request alike. */
export interface AppEndpoint {
  readonly url: string;
  readonly requests: AppRequest[];
  /** The status and the body of its responses, or its delay. */
  answer: { readonly status?: number; readonly body?: unknown; readonly delayMs?: number };
}

export async function appEndpoint(secret: string): Promise<AppEndpoint> {
  const endpoint: { -readonly [Name in keyof AppEndpoint]: AppEndpoint[Name] } = {
    url: "",
    requests: [],
    answer: {},
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const sha1 = `sha1=${createHmac("sha1", secret).update(bytes).digest("hex")}`;
    const sha256 = createHmac("sha256", secret).update(bytes).digest("hex");
    const { "x-hub-signature": hub, "x-body-signature": body } = request.headers;
    const { method = "", url: path = "" } = request;
    const isSigned = body === sha256 || hub === sha1;
    const text = bytes.toString();
    if (method === "POST") {
      endpoint.requests.push({ method, path, body: JSON.parse(text), isSigned });
    }
    const { status = 200, body: answer = {}, delayMs = 0 } = endpoint.answer;
    setTimeout(() => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    }, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return endpoint;
}
