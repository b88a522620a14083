import { ConnectionReset, truncatedBody } from "./connection.ts";
import type { CutOffFault, HtmlFault } from "./fault.ts";
import type { ResponseFault } from "./fault-plans.ts";

/**
 * Applies a fault to a response. The engine writes errors, since they have Intercom's form.
 *
 * @throws {ConnectionReset} for the fault `reset`.
 */
export async function applyFault(
  fault: Exclude<ResponseFault, { readonly kind: "error" }>,
  answer: Response,
): Promise<Response> {
  switch (fault.kind) {
    case "reset":
      throw new ConnectionReset();
    case "html":
      return htmlPage(fault);
    case "cut-off":
      return cutOff(fault, answer);
    case "content-type": {
      const type = fault.contentType ?? "text/plain";
      return withBody(answer, await answer.arrayBuffer(), { "Content-Type": type });
    }
    case "broken-json": {
      const whole = await answer.text();
      // An empty body would be read as a response without content.
      const broken = whole.length > 1 ? whole.slice(0, -1) : "{";
      return withBody(answer, broken, { "Content-Type": "application/json" });
    }
  }
}

function htmlPage({ status = 200 }: HtmlFault): Response {
  const title = status < 400 ? "Down for maintenance" : `${status} Error`;
  const html = `<!DOCTYPE html>
<html lang="en">
<head><title>${title}</title></head>
<body><h1>${title}</h1><p>We will be back soon.</p></body>
</html>
`;
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function cutOff({ afterBytes }: CutOffFault, answer: Response): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const sent = bytes.slice(0, afterBytes ?? Math.floor(bytes.length / 2));
  const declaredLength = Math.max(bytes.length, sent.length + 1);
  return withBody(answer, truncatedBody(sent), { "Content-Length": String(declaredLength) });
}

const bodiless = [204, 205, 304];

function withBody(
  answer: Response,
  body: BodyInit,
  headers: Readonly<Record<string, string>>,
): Response {
  const all = new Headers(answer.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const status = bodiless.includes(answer.status) ? 200 : answer.status;
  return new Response(body, { status, headers: all });
}
