import { versions } from "../description/versions.ts";
import { notFound } from "../engine/errors.ts";
import type { Requests } from "../engine/request-log.ts";
import type { FaultPlan } from "../faults/fault.ts";
import type { Snapshot } from "../store/store.ts";
import { appRoutes } from "./apps.ts";
import { readObject } from "./body.ts";
import { clockState, moveClock } from "./clock.ts";
import { silentRecording } from "./recording.ts";
import {
  type ControlledSandbox,
  type ControlResult,
  type ControlRoutes,
  noContent,
} from "./route.ts";
import { createSeed, seedKinds } from "./seed.ts";
import { webhookRoutes } from "./webhooks.ts";
import { workspaceRoutes } from "./workspaces.ts";

/** The routes of the control API, under `/_sandbox`. */
export const routes: ControlRoutes = {
  "/": { GET: overview },
  "/state": {
    GET: ({ snapshot }) => ({ json: snapshot() }),
    PUT: async ({ restore }, request) => {
      restore((await readObject(request)) as unknown as Snapshot);
      return noContent;
    },
    DELETE: ({ reset }) => {
      reset();
      return noContent;
    },
  },
  "/faults": {
    GET: ({ faults }) => ({ json: { faults: faults.list() } }),
    POST: async ({ faults }, request) => ({
      status: 201,
      json: faults.add((await readObject(request)) as unknown as FaultPlan),
    }),
    DELETE: ({ faults }) => {
      faults.clear();
      return noContent;
    },
  },
  "/faults/:id": {
    GET: ({ faults }, _request, { id }) => {
      const planned = faults.list().find((one) => one.id === id);
      if (!planned) throw faultNotFound(id);
      return { json: planned };
    },
    DELETE: ({ faults }, _request, { id = "" }) => {
      if (!faults.remove(id)) throw faultNotFound(id);
      return noContent;
    },
  },
  "/clock": {
    GET: ({ clock }) => ({ json: clockState(clock) }),
    PATCH: async ({ clock }, request) => {
      moveClock(clock, await readObject(request));
      return { json: clockState(clock) };
    },
  },
  "/requests": {
    GET: ({ requests }, { url }) => ({ json: { requests: requests.list(filterOf(url)) } }),
    DELETE: ({ requests }) => {
      requests.clear();
      return noContent;
    },
  },
  // The address that `calls.recording.get` redirects to.
  "/recordings/:file": { GET: silentRecording },
  "/seed/:kind": {
    POST: async ({ seed }, request, { kind = "" }) => ({
      status: 201,
      json: createSeed(seed, kind, await readObject(request)),
    }),
  },
  ...webhookRoutes,
  ...workspaceRoutes,
  ...appRoutes,
};

function overview(
  {
    seed,
    workspaces,
    faults,
    clock,
    requests,
    webhooks,
    snapshot,
    defaultVersion,
  }: ControlledSandbox,
  { url }: Request,
): ControlResult {
  const link = (path: string) => new URL(`/_sandbox${path}`, url).href;
  const { collections } = snapshot();
  const counts = Object.entries(collections).map(([name, all]) => [name, all.length]);
  return {
    json: {
      versions,
      defaultVersion,
      clock: clockState(clock),
      counts: {
        requests: requests.list().length,
        faults: faults.list().length,
        workspaces: workspaces.list().length,
        webhooks: webhooks.list().length,
        collections: Object.fromEntries(counts),
      },
      links: {
        state: link("/state"),
        faults: link("/faults"),
        clock: link("/clock"),
        requests: link("/requests"),
        workspaces: link("/workspaces"),
        webhooks: link("/webhooks"),
        apps: link("/apps"),
        seed: seedKinds(seed).map((kind) => link(`/seed/${kind}`)),
      },
    },
  };
}

const faultNotFound = (id?: string) => notFound(`There is no fault ${id}.`);

/** @throws {TypeError} for any other filter: ignoring it would return too many requests. */
function filterOf(url: string): Parameters<Requests["list"]>[0] {
  const filter = Object.fromEntries(new URL(url).searchParams);
  const [other] = Object.keys(filter).filter((name) => name !== "operation");
  if (other === undefined) return filter;
  throw new TypeError(`Requests cannot be filtered by ${other}, only by operation.`);
}
