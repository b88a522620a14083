import { createSandbox, type Sandbox, type Snapshot } from "@interkit/sandbox";
import type { Json } from "../workspace.ts";
import type { Names } from "./example.ts";
import { exceptions } from "./exceptions.ts";
import { makeContent } from "./world-content.ts";
import { makeDesk } from "./world-desk.ts";
import { makeJobs, makePeople } from "./world-people.ts";
import { makeTalk } from "./world-talk.ts";

/** A workspace in which everything exists that the examples of the description speak of. */
export interface World {
  readonly sandbox: Sandbox;
  /** What it is put back to before each request. */
  readonly snapshot: Snapshot;
  /** What the ids of the examples are called in it, as an operation means them. */
  names(operationId: string): Names;
}

/** What the parts of a world are made with. */
export interface Maker {
  readonly seed: Sandbox["seed"];
  /** Asks for something in Preview, which has the most operations. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Json>;
  /** Makes something, and gives its id. */
  readonly make: (path: string, body: unknown) => Promise<string>;
}

/** Within the times that the examples speak of: a Wednesday in January 2026. */
export const now = 1_769_000_000;

/**
 * Makes the world, an hour before now. All versions see the same one. Its ids are counted from `ids`,
 * or from one.
 */
export async function makeWorld(ids?: Snapshot["ids"]): Promise<World> {
  let time = now - 3600;
  const sandbox = createSandbox({
    clock: () => time * 1000,
    rateLimit: { perMinute: Number.MAX_SAFE_INTEGER },
  });
  if (ids) sandbox.restore({ ...sandbox.snapshot(), ids });
  const ask: Maker["ask"] = async (method, path, body) => {
    const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
      method,
      headers: {
        Authorization: "Bearer secret",
        "Intercom-Version": "Preview",
        "Content-Type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const make: Maker["make"] = async (path, body) => String((await ask("POST", path, body)).id);
  const maker = { seed: sandbox.seed, ask, make };
  let names: Names = {};
  for (const part of [makeDesk, makePeople, makeContent, makeTalk]) {
    names = { ...names, ...(await part(maker, names)) };
  }
  time = now;
  names = { ...names, ...(await makeJobs(maker)) };
  return {
    sandbox,
    snapshot: sandbox.snapshot(),
    names: (id) => ({ ...names, ...exceptions[id]?.(names) }),
  };
}
