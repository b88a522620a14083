import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A request that an endpoint received. */
export interface ReceivedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The endpoint of a developer. */
export interface TestEndpoint {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** The topics of the requests. */
  topics(): string[];
  close(): Promise<void>;
}

/** Listens until the test ends, and responds with a status. */
export async function endpoint(
  statusOf: (count: number) => number | Promise<number> = () => 200,
  port = 0,
): Promise<TestEndpoint> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { headers } = request;
    requests.push({ headers, body: await buffer(request) });
    response.writeHead(await statusOf(requests.length), { Connection: "close" }).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    requests,
    topics: () => requests.map(({ body }) => JSON.parse(body.toString()).topic),
    close,
  };
}
