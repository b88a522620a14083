/**
 * Refuses a change that a web page asks for which is not the sandbox's own: any page that is open in
 * a browser can send requests to this machine.
 */
export function refuseForeignOrigin(request: Request): Response | undefined {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const origin = request.headers.get("Origin");
  if (origin === null || hostOf(origin) === hostOf(request.url)) return undefined;
  const error =
    `A page of ${origin} cannot change this sandbox. ` +
    "Ask from a program, which sends no Origin header, or from a page of the sandbox's own address.";
  return Response.json({ error }, { status: 403 });
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
