import type { JsonObject } from "../description/openapi.ts";
import { notFound } from "../engine/errors.ts";
import type { WorkspaceOptions } from "../registry/options.ts";
import type { WorkspaceSnapshot } from "../store/store.ts";
import type { Workspace, Workspaces } from "../workspaces/workspaces.ts";
import { readObject } from "./body.ts";
import { type ControlRoutes, noContent } from "./route.ts";
import { createSeed } from "./seed.ts";

const form = 'A workspace takes { "status": "active", "suspended" or "restricted" }';

/** The routes of the workspaces of a sandbox, and of the state of one of them. */
export const workspaceRoutes: ControlRoutes = {
  "/workspaces": {
    GET: ({ workspaces }) => ({ json: { workspaces: workspaces.list().map(workspaceView) } }),
    POST: async ({ workspaces }, request) => {
      const options = (await readObject(request)) as unknown as WorkspaceOptions;
      return { status: 201, json: workspaceView(await workspaces.add(options)) };
    },
  },
  "/workspaces/:workspace": {
    GET: ({ workspaces }, _request, params) => ({ json: workspaceView(find(workspaces, params)) }),
    PATCH: async ({ workspaces }, request, params) => {
      const workspace = find(workspaces, params);
      setStatus(workspace, await readObject(request));
      return { json: workspaceView(workspace) };
    },
  },
  "/workspaces/:workspace/state": {
    GET: ({ workspaces }, _request, params) => ({ json: find(workspaces, params).snapshot() }),
    PUT: async ({ workspaces }, request, params) => {
      const workspace = find(workspaces, params);
      workspace.restore((await readObject(request)) as unknown as WorkspaceSnapshot);
      return noContent;
    },
    DELETE: ({ workspaces }, _request, params) => {
      find(workspaces, params).reset();
      return noContent;
    },
  },
  "/workspaces/:workspace/seed/:kind": {
    POST: async ({ workspaces }, request, params) => {
      const { seed } = find(workspaces, params);
      const { kind = "" } = params;
      return { status: 201, json: createSeed(seed, kind, await readObject(request)) };
    },
  },
};

function workspaceView({ id, name, region, timezone, token, status }: Workspace): JsonObject {
  return { id, name, region, timezone, token, status };
}

/** @throws {ApiError} 404 when there is no such workspace. */
function find(
  workspaces: Workspaces,
  { workspace: id = "" }: Readonly<Record<string, string>>,
): Workspace {
  const all = workspaces.list();
  const found = all.find((one) => one.id === id);
  if (found) return found;
  throw notFound(`There is no workspace ${id}. There is ${all.map((one) => one.id).join(", ")}.`);
}

/** @throws {TypeError} when it is no such change. */
function setStatus(workspace: Workspace, { status, ...others }: JsonObject): void {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new TypeError(`${form}, not ${other}.`);
  const change = { active: "activate", suspended: "suspend", restricted: "restrict" } as const;
  if (typeof status !== "string" || !Object.hasOwn(change, status)) throw new TypeError(`${form}.`);
  workspace[change[status as keyof typeof change]]();
}
