/** A fetch that returns its own responses and records the requests. */
export interface Observed {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly requests: Request[];
}

export function observe(
  respond: (request: Request) => Response | Promise<Response> = () => Response.json({}),
): Observed {
  const requests: Request[] = [];
  return {
    requests,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      requests.push(request.clone());
      return respond(request);
    },
  };
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

/**
 * What a call rejects with whose time ends after its request has come to the server: with more time each try, since a
 * busy machine may take all of it to send the request.
 */
export async function timeoutOf(
  call: (timeoutMs: number) => Promise<unknown>,
  hasCome: () => boolean,
): Promise<unknown> {
  for (let timeoutMs = 150; ; timeoutMs *= 4) {
    const error = await failureOf(call(timeoutMs));
    if (hasCome() || timeoutMs > 10_000) return error;
  }
}
