/** How a simulated Intercom behaves. Times are in milliseconds of the faked clock. */
export interface ServerBehaviour {
  readonly limit: number;
  /** How many milliseconds pass from request n to its response. */
  readonly latency: (request: number) => number;
  /** Where in the ten seconds its windows begin. */
  readonly phase?: number;
  readonly headers?: boolean;
  /** The server's time, by default that of the faked clock. */
  readonly clock?: () => number;
  /** Calls that another client makes at the start of each window. */
  readonly otherCalls?: () => number;
}

/** Simulates Intercom's rate limit on the faked clock. */
export class SimulatedServer {
  readonly #behaviour: ServerBehaviour;
  /** Calls that were accepted and refused, by window. */
  readonly windows = new Map<number, { used: number; refused: number }>();
  readonly answered = new Map<string, number>();
  /** The indexes of the refused requests. */
  readonly refused: number[] = [];
  #requests = 0;

  constructor(behaviour: ServerBehaviour) {
    this.#behaviour = behaviour;
  }

  readonly fetch = async (url: string, _init?: RequestInit): Promise<Response> => {
    const { latency, limit, headers = true, clock = Date.now } = this.#behaviour;
    const name = new URL(url).pathname;
    const index = this.#requests++;
    const delay = latency(index);
    await sleep(delay / 2);
    const { window, end } = this.#windowAt(clock());
    const refused = window.used >= limit;
    if (refused) {
      window.refused += 1;
      this.refused.push(index);
    } else window.used += 1;
    const date = new Date(clock()).toUTCString();
    const rateLimitHeaders = {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(limit - window.used),
      "x-ratelimit-reset": String(Math.round(end / 1000)),
    };
    await sleep(delay / 2);
    if (!refused) this.answered.set(name, (this.answered.get(name) ?? 0) + 1);
    const body = refused
      ? { type: "error.list", errors: [{ code: "rate_limit_exceeded" }] }
      : { id: name };
    const init = {
      status: refused ? 429 : 200,
      headers: headers ? { ...rateLimitHeaders, date } : {},
    };
    return Response.json(body, init);
  };

  #windowAt(now: number): { window: { used: number; refused: number }; end: number } {
    const { phase = 0, otherCalls = () => 0 } = this.#behaviour;
    const index = Math.floor((now - phase) / 10_000);
    let window = this.windows.get(index);
    if (window === undefined) {
      window = { used: otherCalls(), refused: 0 };
      this.windows.set(index, window);
    }
    return { window, end: (index + 1) * 10_000 + phase };
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
