import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { post } from "./post.ts";

type Fetch = Sandbox["fetch"];

/** The requests of a program. */
export interface Network {
  /** Shows in the page what is sent with a `fetch`. */
  readonly record: (fetch: Fetch) => Fetch;
  /** Resolves when no request is waiting for its response. */
  readonly idle: () => Promise<void>;
}

const intercomHosts: ReadonlySet<string> = new Set([
  "api.intercom.io",
  "api.eu.intercom.io",
  "api.au.intercom.io",
]);

/** Other ways to send something. */
const senders = ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "caches", "Worker"];

/** Most readers look at the beginning of a body, and a page has a list of them. */
const maxBodyLength = 10_000;

/** Puts a sandbox in place of Intercom, and everything else out of reach. */
export function openNetwork(): Network {
  const recorder = new Recorder();
  const sandbox = createSandbox({ token: "test-token" });
  const send = recorder.record(sandbox.fetch);
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { host } = new URL(request.url);
    if (intercomHosts.has(host)) return send(request);
    throw new TypeError(
      `A program in a page reaches the API of Intercom alone, in whose place the sandbox answers, and not ${host}.`,
    );
  };
  for (const name of senders) Reflect.deleteProperty(globalThis, name);
  return recorder;
}

class Recorder implements Network {
  #count = 0;
  readonly #pending = new Set<Promise<void>>();

  readonly record = (fetch: Fetch): Fetch => {
    return async (input, init) => {
      const request = new Request(input, init);
      this.#count += 1;
      const id = this.#count;
      const { pathname, search } = new URL(request.url);
      const body = await bodyOf(request);
      post({ kind: "request", id, method: request.method, path: pathname + search, body });
      const response = fetch(request);
      this.#track(this.#report(id, response));
      return response;
    };
  };

  async idle(): Promise<void> {
    while (this.#pending.size > 0) {
      await Promise.all(this.#pending);
      // What waits for the last response may send another request.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async #report(id: number, response: Promise<Response>): Promise<void> {
    const start = performance.now();
    try {
      const { status, body } = await response.then(async (arrived) => {
        return { status: arrived.status, body: await bodyOf(arrived) };
      });
      post({ kind: "response", id, status, durationMs: performance.now() - start, body });
    } catch (error) {
      const durationMs = performance.now() - start;
      post({ kind: "response", id, status: undefined, durationMs, body: String(error) });
    }
  }

  #track(report: Promise<void>): void {
    this.#pending.add(report);
    void report.finally(() => this.#pending.delete(report));
  }
}

/** The body as it is shown: JSON with line breaks, and of a file its type alone. */
async function bodyOf(message: Request | Response): Promise<string> {
  const type = message.headers.get("content-type") ?? "";
  if (message.body === null) return "";
  if (!/json|text/.test(type)) return `(${type})`;
  const text = await message.clone().text();
  return readable(text).slice(0, maxBodyLength);
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
