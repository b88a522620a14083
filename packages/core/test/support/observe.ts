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
