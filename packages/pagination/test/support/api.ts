import { createClient } from "@interkit/core/2.16";

/** A request, as far as paging is concerned. */
export interface Asked {
  readonly path: string;
  /** The query as it was sent, `per_page=2&starting_after=b`. */
  readonly search: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown> | undefined;
}

/** A client of an API that answers as told, and what it was asked. */
export function api(answer: (asked: Asked, turn: number) => unknown) {
  const asked: Asked[] = [];
  const client = createClient({
    token: "token",
    // What one page answers is the matter here.
    retry: false,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const { pathname, search, searchParams } = new URL(request.url);
      const text = await request.text();
      const received: Asked = {
        path: pathname,
        search: search.slice(1),
        query: Object.fromEntries(searchParams),
        body: text === "" ? undefined : JSON.parse(text),
      };
      asked.push(received);
      const given = answer(received, asked.length);
      return given instanceof Response ? given : Response.json(given);
    },
  });
  return { client, asked };
}

/** Answers one after the other, whatever is asked. */
export function script(...answers: unknown[]) {
  return api((_, turn) => answers[turn - 1] ?? Response.json({}, { status: 500 }));
}

/** Everything of an iterable. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it succeeded");
    },
    (error: unknown) => error,
  );
}
