import type { RetryOptions } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";

/** The parts of a request that paging changes. */
export interface ReceivedRequest {
  readonly path: string;
  /** The query as it was sent, `per_page=2&starting_after=b`. */
  readonly search: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown> | undefined;
  /** Aborted when the client gives the request up. */
  readonly signal: AbortSignal;
}

/**
 * A client whose responses `respond` returns, and the requests that the API received. A failed page is
 * not requested again by default, so that the number of requests is exact.
 */
export function api(
  respond: (request: ReceivedRequest, count: number) => unknown,
  retry: RetryOptions | false = false,
) {
  const requests: ReceivedRequest[] = [];
  const client = createClient({
    token: "token",
    retry,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const { pathname, search, searchParams } = new URL(request.url);
      const text = await request.text();
      const received: ReceivedRequest = {
        path: pathname,
        search: search.slice(1),
        query: Object.fromEntries(searchParams),
        body: text === "" ? undefined : JSON.parse(text),
        signal: request.signal,
      };
      requests.push(received);
      const response = await respond(received, requests.length);
      return response instanceof Response ? response : Response.json(response);
    },
  });
  return { client, requests };
}

/** Returns these responses one after the other, whatever the requests are. */
export function script(...responses: unknown[]) {
  return api((_, count) => responses[count - 1] ?? Response.json({}, { status: 500 }));
}

/** Ten contacts, two on a page, which are the numbers from 0. */
export function tenContacts() {
  return api(({ query }) => {
    const start = Number(query["starting_after"] ?? 0);
    const next = start + 2 < 10 ? { starting_after: String(start + 2) } : null;
    return { data: [start, start + 1], total_count: 10, pages: { next } };
  });
}

/** Collects all items of an iterable. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it succeeded");
    },
    (error: unknown) => error,
  );
}

/** No response: it rejects when the request is aborted. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}
