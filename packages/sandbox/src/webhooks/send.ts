/** How a request that the sandbox sent ended: with a response, or with an error. */
export type SendOutcome =
  | { readonly status: number; readonly body: string; readonly error?: undefined }
  | { readonly status?: undefined; readonly error: string };

/** Sends requests. `fetch` of the platform is one. */
export type SendFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Options of {@link send}. */
export interface SendOptions {
  /** `POST` when left out. */
  readonly method?: "POST" | "HEAD";
  /** The limit for the whole exchange, in milliseconds of real time. */
  readonly timeoutMs: number;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
  /** The platform's `fetch` when left out. */
  readonly fetch?: SendFetch;
}

/** The name that Intercom's requests have. */
const userAgent = "intercom-parrot-service-client/1.0";

/** How much of a response is read, in characters. */
const maxCharacters = 256 * 1024;

/**
 * Sends a body of JSON to an endpoint of the program under test, and reads the response. Redirects
 * are not followed. It never rejects.
 */
export async function send(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: SendOptions,
): Promise<SendOutcome> {
  const { method = "POST", timeoutMs, fetch = globalThis.fetch } = options;
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, timeoutMs);
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    if (options.signal?.aborted) return { error: "The sandbox was closed." };
    const isPost = method === "POST";
    const response = await fetch(url, {
      method,
      headers: {
        "User-Agent": userAgent,
        ...(isPost ? { Accept: "application/json", "Content-Type": "application/json" } : {}),
        ...headers,
      },
      ...(isPost ? { body } : {}),
      redirect: "manual",
      signal: limit.signal,
    });
    return { status: response.status, body: await readText(response) };
  } catch (error) {
    if (options.signal?.aborted) return { error: "The sandbox was closed." };
    if (limit.signal.aborted) return { error: `There was no response within ${timeoutMs} ms.` };
    return { error: messageOf(error) };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
  }
}

/** Reads the first characters of a body, and cancels the rest. */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += decoder.decode(next.value, { stream: true });
    if (text.length <= maxCharacters) continue;
    await reader.cancel();
    return text.slice(0, maxCharacters);
  }
  return text + decoder.decode();
}

/** The message of an error of `fetch`, whose cause has the reason. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as { readonly code?: unknown };
  return cause.message || (typeof code === "string" ? code : cause.name);
}
