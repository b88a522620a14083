import {
  createWebhooks,
  type Endpoint,
  type RequestContext,
  verifySignature,
} from "@interkit/webhooks";
import { canvas, createCanvasKit, text } from "@interkit/webhooks/canvas";
import { readFinStream } from "@interkit/webhooks/fin";
import { connectionEndpoints, routes as signInRoutes } from "./sign-in.ts";

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

const kit = createCanvasKit({ secret, onError });

/** The endpoints of an app, by path. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  ...connectionEndpoints,
  "/webhooks": webhooks("/webhooks"),
  "/before-work": webhooks("/before-work", { respond: "before-work" }),
  "/in-time": webhooks("/in-time", { timeoutMs: 100 }),
  "/initialize": kit.initialize(({ workspace_id }) =>
    canvas({ content: [text(`Welcome to ${workspace_id}`)] }),
  ),
  "/in-order": webhooks("/in-order", { orderBy: ({ topic }) => topic }),
};

const routes: Readonly<Record<string, (request: Request) => Promise<unknown>>> = {
  ...signInRoutes,
  "/handled": async () => ({ handled, errors }),
  "/verify": async (request) =>
    (await verifySignature(request, { secret, kind: "app" })).byteLength,
  "/stream": async ({ body }) => {
    const headers = { "Content-Type": "text/event-stream" };
    const events: string[] = [];
    for await (const event of readFinStream(new Response(body, { headers }))) {
      events.push(event.event_name);
    }
    return events;
  },
};

/** What is not of Intercom: what the endpoints have handled, and other functions of the package. */
async function respond(request: Request): Promise<Response> {
  const route = routes[new URL(request.url).pathname];
  if (route === undefined) return new Response(undefined, { status: 404 });
  return Response.json(await route(request));
}

/** The app in the form that workers, Bun and Deno serve. A worker has its context in third place. */
export default {
  fetch: (request: Request, _env?: unknown, context?: RequestContext): Promise<Response> =>
    endpoints[new URL(request.url).pathname]?.fetch(request, context) ?? respond(request),
};
