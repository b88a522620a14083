import { isControl } from "../control/control.ts";
import { readAccessToken } from "../engine/auth.ts";
import type { AnswerRequest } from "../engine/text-response.ts";

/** The address that a server listens on, and the tokens that it accepts; `undefined` for any. */
export interface AccessSettings {
  readonly host: string;
  readonly tokens: () => readonly string[] | undefined;
}

/** Whether a host, without its port, is a loopback address or name. */
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
 * Checks access before a request is answered. A server on a loopback address requires a loopback
 * name in the Host header: a web page could otherwise point a domain of its own to this machine (DNS
 * rebinding) and be of the sandbox's own origin. On other addresses, the control API requires a
 * token, if the sandbox has tokens.
 */
export function withAccessCheck(
  fetch: AnswerRequest,
  { host, tokens }: AccessSettings,
): AnswerRequest {
  if (isLoopback(host)) {
    return async (request) => refuseForeignHost(request) ?? fetch(request);
  }
  return async (request) => refuseWithoutToken(request, tokens()) ?? fetch(request);
}

function refuseForeignHost(request: Request): Response | undefined {
  const named = new URL(request.url).hostname;
  if (isLoopback(named)) return undefined;
  return refusal(
    421,
    `This sandbox listens on a loopback address only, and is not ${named}. Use localhost or 127.0.0.1, ` +
      "or listen on another address (--host) for other machines.",
  );
}

/** Paths that need no token: the files of the page, the bundles, and recordings of calls. */
const openPaths = /^\/_sandbox\/(page|openapi|recordings)\//;

function refuseWithoutToken(
  request: Request,
  tokens: readonly string[] | undefined,
): Response | undefined {
  if (tokens === undefined || !isControl(request) || openPaths.test(new URL(request.url).pathname))
    return undefined;
  const token = readAccessToken(request.headers);
  if (typeof token === "string" && tokens.includes(token)) return undefined;
  return refusal(
    401,
    "This sandbox listens for other machines too. Send one of its tokens: Authorization: Bearer <token>.",
  );
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
