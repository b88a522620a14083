import { isControl } from "../control/control.ts";
import { identify } from "../engine/auth.ts";

type Fetch = (request: Request) => Promise<Response>;

/** Where a server listens, and the tokens that it accepts, if not any. */
export interface AccessSettings {
  readonly host: string;
  readonly tokens: readonly string[] | undefined;
}

/** Whether a host, without its port, is this machine and no other. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" || isLoopback4(name);
}

function isLoopback4(name: string): boolean {
  return /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Stands in front of a server. What is asked of one that listens on this machine alone has to name this
 * machine: a web page can give a name of its own this machine's address, and would then be of the
 * sandbox's own origin. On other addresses, what controls a sandbox needs a token, where some are given.
 */
export function withAccessCheck(fetch: Fetch, { host, tokens }: AccessSettings): Fetch {
  if (isLoopback(host)) {
    return async (request) => refuseForeignHost(request) ?? fetch(request);
  }
  if (tokens === undefined) return fetch;
  return async (request) => refuseWithoutToken(request, tokens) ?? fetch(request);
}

function refuseForeignHost(request: Request): Response | undefined {
  const named = new URL(request.url).hostname;
  if (isLoopback(named)) return undefined;
  return refusal(
    421,
    `This sandbox listens for this machine alone, and is not ${named}. Call it localhost or 127.0.0.1, ` +
      "or listen on another address (--host) for others to call it.",
  );
}

/** What is only read by the page and by the API's own clients: files, bundles, the sound of a call. */
const openPaths = /^\/_sandbox\/(page|openapi|recordings)\//;

function refuseWithoutToken(request: Request, tokens: readonly string[]): Response | undefined {
  if (!isControl(request) || openPaths.test(new URL(request.url).pathname)) return undefined;
  if (identify(request.headers, tokens).refusal === undefined) return undefined;
  return refusal(
    401,
    "This sandbox listens for other machines too. Give one of its tokens: Authorization: Bearer <token>.",
  );
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
