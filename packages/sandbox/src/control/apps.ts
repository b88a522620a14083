import type { App, Installation } from "../apps/app.ts";
import type { AppOptions } from "../apps/app-options.ts";
import type { Apps } from "../apps/apps.ts";
import type { AppCanvas, CanvasSubmission, CanvasView } from "../apps/canvas.ts";
import type { JsonObject } from "../description/openapi.ts";
import { notFound } from "../engine/errors.ts";
import { readObject } from "./body.ts";
import { type ControlRoutes, noContent } from "./route.ts";

type Params = Readonly<Record<string, string>>;

/** The routes of the apps of a sandbox, and of what teammates decide about them. */
export const appRoutes: ControlRoutes = {
  "/apps": {
    GET: ({ apps }) => ({ json: { apps: apps.list().map(appView) } }),
    POST: async ({ apps }, request) => {
      const app = apps.add((await readObject(request)) as unknown as AppOptions);
      return { status: 201, json: { ...appView(app), clientSecret: app.clientSecret } };
    },
  },
  "/apps/:app": {
    GET: ({ apps }, _request, params) => ({ json: appView(find(apps, params)) }),
  },
  "/apps/:app/installations": {
    POST: async ({ apps }, request, params) => {
      const app = find(apps, params);
      const { workspace } = readFields(await readObject(request), ["workspace"]);
      return { status: 201, json: installationView(app.install(workspace)) };
    },
  },
  "/apps/:app/installations/:workspace": {
    DELETE: async ({ apps }, _request, params) => {
      const response = await find(apps, params).uninstall(params["workspace"]);
      return { json: { response: response ?? null } };
    },
  },
  "/apps/:app/installations/:workspace/token": {
    DELETE: ({ apps }, _request, params) => {
      find(apps, params).revoke(params["workspace"]);
      return noContent;
    },
  },
  "/apps/:app/health/:workspace": {
    POST: async ({ apps }, _request, params) => ({
      json: { ...(await find(apps, params).checkHealth(params["workspace"])) },
    }),
  },
  "/apps/:app/canvas/:kind": {
    POST: async ({ apps }, request, params) => {
      const { canvas } = find(apps, params);
      const { kind = "" } = params;
      if (!Object.hasOwn(canvas, kind)) {
        throw notFound(`There is no canvas/${kind}. There is ${Object.keys(canvas).join(", ")}.`);
      }
      const given = (await readObject(request)) as unknown as CanvasSubmission & CanvasView;
      return { json: { ...(await canvas[kind as keyof AppCanvas](given)) } };
    },
  },
  "/oauth/approve": {
    POST: async ({ oauth }, request) => {
      const { url = "", workspace } = readFields(await readObject(request), ["url", "workspace"]);
      return { json: { location: oauth.approve(url, workspace) } };
    },
  },
  "/oauth/deny": {
    POST: async ({ oauth }, request) => {
      const { url = "" } = readFields(await readObject(request), ["url"]);
      return { json: { location: oauth.deny(url) } };
    },
  },
};

function appView(app: App): JsonObject {
  const { clientId, name, redirectUris } = app;
  return {
    clientId,
    name,
    redirectUris: [...redirectUris],
    installations: app.installations().map(installationView),
  };
}

function installationView({ workspace, token, status }: Installation): JsonObject {
  return { workspace, token, status };
}

/** @throws {ApiError} 404 when there is no such app. */
function find(apps: Apps, { app: id = "" }: Params): App {
  const found = apps.list().find(({ clientId }) => clientId === id);
  if (found) return found;
  throw notFound(`There is no app ${id}.`);
}

/** @throws {TypeError} for other properties, and for values that are no text. */
function readFields<Name extends string>(
  given: JsonObject,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  for (const [name, value] of Object.entries(given)) {
    if (!(names as readonly string[]).includes(name)) {
      throw new TypeError(`There is no "${name}" here. There is ${names.join(", ")}.`);
    }
    if (typeof value !== "string") throw new TypeError(`${name} is a text.`);
  }
  return given as Partial<Record<Name, string>>;
}
