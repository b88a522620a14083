import { type Context, Hono } from "hono";
import { AppAnswerError } from "../apps/health.ts";
import { ApiError } from "../engine/errors.ts";
import { refuseForeignOrigin } from "./origin.ts";
import type { ControlHandler, ControlledSandbox } from "./route.ts";
import { routes } from "./routes.ts";

const controlPath = "/_sandbox";

/** Whether a request is for the control API under `/_sandbox`. */
export function isControl({ url }: Request): boolean {
  const { pathname } = new URL(url);
  return pathname === controlPath || pathname.startsWith(`${controlPath}/`);
}

/**
 * Answers requests to the control API, in JSON: it gives tests in any language access to
 * `sandbox.faults`, `sandbox.clock` and so on. Requests need no token and count for no rate limit.
 */
export function control(sandbox: ControlledSandbox): (request: Request) => Promise<Response> {
  const app = new Hono({ strict: false }).basePath(controlPath);
  for (const [path, methods] of Object.entries(routes)) {
    for (const [method, handle] of Object.entries(methods)) {
      app.on(method, path, (context) => handleControlRequest(sandbox, handle, context));
    }
    const allowed = Object.keys(methods).join(", ");
    app.all(path, ({ req }) => {
      const error = `There is no ${req.method} of ${req.path}. There is ${allowed}.`;
      return Response.json({ error }, { status: 405, headers: { Allow: allowed } });
    });
  }
  app.notFound(({ req }) => {
    const all = Object.keys(routes).map((path) => controlPath + path.replace(/\/$/, ""));
    const error = `There is no ${req.path}. There are ${all.join(", ")}.`;
    return Response.json({ error }, { status: 404 });
  });
  return async (request) => {
    const refusal = refuseForeignOrigin(request);
    if (refusal) return refusal;
    await sandbox.ready;
    return app.fetch(request);
  };
}

async function handleControlRequest(
  sandbox: ControlledSandbox,
  handle: ControlHandler,
  context: Context,
): Promise<Response> {
  try {
    const result = await handle(sandbox, context.req.raw, context.req.param());
    if (result instanceof Response) return result;
    const { status = 200, json } = result;
    if (json === undefined) return new Response(null, { status: 204 });
    return Response.json(json, { status });
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    return Response.json({ error: message }, { status: statusOf(error) });
  }
}

/**
 * Errors that the sandbox's functions throw for bad arguments are 400, and those of apps 502; all
 * others are bugs: 500.
 */
function statusOf(error: unknown): number {
  if (error instanceof AppAnswerError) return 502;
  if (error instanceof ApiError) return error.status;
  return error instanceof TypeError || error instanceof RangeError ? 400 : 500;
}
