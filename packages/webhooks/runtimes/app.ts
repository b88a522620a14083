import {
  createWebhooks,
  type Endpoint,
  type RequestContext,
  verifySignature,
} from "@interkit/webhooks";
import { connectionEndpoints, routes } from "./sign-in.ts";

const secret = "a client secret";
const handled: { readonly path: string; readonly id: unknown; readonly item: unknown }[] = [];
const errors: string[] = [];
const onError = (error: unknown) => errors.push(String(error));

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function webhooks(path: string, options: Partial<Parameters<typeof createWebhooks>[0]> = {}) {
  const made = createWebhooks({ secret, onError, maxBodyBytes: 100_000, ...options });
  made.on("*", async ({ id, data }) => {
    const { afterMs = 0, fails = false } = data.item as { afterMs?: number; fails?: boolean };
    if (afterMs > 0) await wait(afterMs);
    const isFirst = !handled.some((one) => one.id === id);
    handled.push({ path, id, item: data.item });
    if (fails && isFirst) throw new Error("a handler failed");
  });
  return made;
}

/** The endpoints of an app, by path. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  ...connectionEndpoints,
  "/webhooks": webhooks("/webhooks"),
  "/before-work": webhooks("/before-work", { respond: "before-work" }),
  "/in-time": webhooks("/in-time", { timeoutMs: 100 }),
  "/in-order": webhooks("/in-order", { orderBy: ({ topic }) => topic }),
};

/** What is not of Intercom: what the endpoints have handled, and routes of the app itself. */
async function respond(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/handled") return Response.json({ handled, errors });
  const route = routes[pathname];
  if (route) return Response.json(await route(request));
  if (pathname !== "/verify") return new Response(undefined, { status: 404 });
  const bytes = await verifySignature(request, { secret, kind: "app" });
  return Response.json({ length: bytes.byteLength });
}

/** The app in the form that workers, Bun and Deno serve. A worker has its context in third place. */
export default {
  fetch: (request: Request, _env?: unknown, context?: RequestContext): Promise<Response> =>
    endpoints[new URL(request.url).pathname]?.fetch(request, context) ?? respond(request),
};
