/**
 * Refuses changes that web pages of other origins request: any page that is open in a browser can
 * send requests to this machine.
 */
export function refuseForeignOrigin(request: Request): Response | undefined {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const origin = request.headers.get("Origin");
  if (origin === null || hostOf(origin) === hostOf(request.url)) return undefined;
  const error =
    `A page of ${origin} cannot change this sandbox. ` +
    "Send the request from a program, without an Origin header, or from a page of the sandbox's own address.";
  return Response.json({ error }, { status: 403 });
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
