import { createIntercom as create211 } from "@interkit/client/2.11";
import { createIntercom as create216 } from "@interkit/client/2.16";
import { createIntercom as create217 } from "@interkit/client/2.17";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { memoryState, type StateStore } from "@interkit/jobs";
import {
  createMirror,
  type MemoryTarget,
  type Mirror,
  type MirroredItem,
  type MirrorStream,
  type MirrorTarget,
  memoryTarget,
} from "@interkit/jobs/sync";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasAllExamples } from "../../../../scripts/soak/share.ts";
import { MirroredWorkspace, randomNumbers } from "../support/mirrored-workspace.ts";
import { SimulatedProcess } from "../support/simulated-process.ts";

const clients = { "2.11": create211, "2.16": create216, "2.17": create217, Preview: createPreview };
type Version = keyof typeof clients;

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

/** The client of a mirror. It sends a call that failed again, at once. */
function clientOf(version: Version, { fetch }: MirroredWorkspace) {
  const create = clients[version] as typeof createPreview;
  return create({ token: "mirror", rateLimit: false, retry: { maxDelayMs: 1 }, fetch });
}

/** What all lists have, with each conversation as a whole. */
async function readWorkspace(version: Version, workspace: MirroredWorkspace) {
  const client = clientOf(version, workspace);
  const limit = Number.POSITIVE_INFINITY;
  const query = { field: "created_at", operator: ">", value: 0 } as const;
  const listed = await client.conversations.list().collect({ limit });
  const lists: Record<MirrorStream, readonly MirroredItem[]> = {
    contacts: await client.contacts.list().collect({ limit }),
    companies: await client.companies.scroll().collect({ limit }),
    conversations: await Promise.all(listed.map(({ id }) => client.conversations.get(id))),
    tickets: await client.tickets.search({ query }).collect({ limit }),
  };
  return lists;
}

const byId = (items: readonly { readonly id: string }[]) =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/** A target as a process uses it: it may be killed before or after a write. */
function targetOf(process: SimulatedProcess, target: MirrorTarget): MirrorTarget {
  const within = async <T>(call: () => Promise<T>): Promise<T> => {
    await process.point();
    const result = await call();
    await process.point();
    return result;
  };
  return {
    put: (...args) => within(() => target.put(...args)),
    remove: (...args) => within(() => target.remove(...args)),
    alias: (...args) => within(() => target.alias(...args)),
    get: (...args) => target.get(...args),
    ids: (...args) => target.ids(...args),
  };
}

/** Synchronises, in processes that are killed at random points of their work before one ends. */
async function syncWithKills(
  random: () => number,
  open: (
    target: (to: MirrorTarget) => MirrorTarget,
    state: (of: StateStore) => StateStore,
  ) => Mirror,
) {
  for (let kills = Math.floor(random() * 4); kills > 0; kills -= 1) {
    const process = new SimulatedProcess(1 + Math.floor(random() * 30));
    const mirror = open(
      (target) => targetOf(process, target),
      (state) => process.storeOf(state),
    );
    const end = await Promise.race([mirror.sync(), process.killed]);
    if (end !== "killed") return;
    // Its leases end.
    vi.setSystemTime(Date.now() + 60_000);
  }
  await open(
    (target) => target,
    (state) => state,
  ).sync();
}

/** Checks what a copy has without a comparison: every change, and the removals of which the version has a feed. */
function expectSynchronized(
  version: Version,
  lists: Awaited<ReturnType<typeof readWorkspace>>,
  { deleted, merged }: MirroredWorkspace,
  target: MemoryTarget,
) {
  for (const stream of ["contacts", "conversations", "tickets"] as const) {
    const copy = target.records(stream);
    const times = lists[stream].map(({ id, updated_at }) => [id, updated_at]);
    expect(times.map(([id]) => [id, copy.get(String(id))?.updatedAt])).toEqual(times);
  }
  const has = (stream: MirrorStream, ids: readonly string[]) =>
    ids.filter((id) => target.records(stream).has(id));
  if (version !== "2.11") expect(has("conversations", deleted)).toEqual([]);
  if (version === "2.11" || version === "2.16") return;
  const sources = merged.map(([from]) => from);
  expect(has("contacts", [...deleted, ...sources])).toEqual([]);
  expect(Object.fromEntries(target.aliases("contacts"))).toEqual(Object.fromEntries(merged));
}

/** How long people work in a workspace; `npm run test:soak` has days. */
const hours = Number(process.env["SIMULATED_HOURS"] ?? 16);
/** The hours after which the copy is compared with the whole workspace. */
const comparisons = [Math.floor(hours / 3) - 1, Math.floor((2 * hours) / 3) - 1];

interface Simulation {
  readonly seed: number;
  readonly hasHints: boolean;
  readonly hasKills: boolean;
}

async function simulate(version: Version, { seed, hasHints, hasKills }: Simulation) {
  const random = randomNumbers(seed);
  const target = memoryTarget();
  const state = memoryState();
  let hints = 0;
  const workspace: MirroredWorkspace = new MirroredWorkspace(
    random,
    hasHints
      ? {
          onNotice: async (body) => {
            hints += 1;
            await mirror.hint(JSON.parse(body));
          },
        }
      : {},
  );
  const { sandbox } = workspace;
  const intercom = clientOf(version, workspace);
  const open = (to: MirrorTarget, of: StateStore) =>
    createMirror(intercom, { target: to, state: of });
  const mirror = open(target, state);
  await workspace.populate();
  for (const route of ["GET *", "POST /contacts/search", "POST /conversations/search"] as const) {
    sandbox.faults.add({ route, version, chance: 0.02, fault: { status: 503 } });
  }
  for (let hour = 0; hour < hours; hour += 1) {
    for (let minute = 0; minute < 60; minute += 10) {
      workspace.advance(600);
      if (random() < 0.5) await workspace.change();
      await sandbox.webhooks.settled();
    }
    if (hour === 5) workspace.spoiled = workspace.conversations.at(-1);
    if (hour === Math.floor(hours * 0.55)) workspace.spoiled = undefined;
    if (hasKills) await syncWithKills(random, (to, of) => open(to(target), of(state)));
    else await mirror.sync();
    if (comparisons.includes(hour)) await mirror.compare();
  }
  sandbox.faults.clear();
  workspace.advance(7_200);
  await sandbox.webhooks.settled();
  await mirror.sync();
  const lists = await readWorkspace(version, workspace);
  expectSynchronized(version, lists, workspace, target);
  await mirror.compare();
  for (const [stream, items] of Object.entries(lists)) {
    const copy = [...target.records(stream as MirrorStream).values()].map(({ data }) => data);
    expect(byId(copy as never), stream).toEqual(byId(items));
  }
  expect(await mirror.verify({ deep: true })).toEqual([]);
  const aliases = target.aliases("contacts");
  return { hints, aliases, workspace };
}

const versions = Object.keys(clients) as Version[];

// The simulations with kills have no notifications either, so one version is enough in `npm test`.
const plain = hasAllExamples ? versions : versions.slice(0, 1);

test.each(plain)("after days of changes in %s, the copy is the workspace", async (version) => {
  const seed = versions.indexOf(version) + 1;
  const run = { seed, hasHints: false, hasKills: false };
  const { workspace, aliases } = await simulate(version, run);
  expect(workspace.merged.length).toBeGreaterThan(hours / 36);
  expect(aliases.size).toBeGreaterThan(hours / 36);
});

test.each(versions)(
  "so it is in %s with notifications that come late, twice or never",
  async (version) => {
    const seed = versions.indexOf(version) + 11;
    const { hints } = await simulate(version, { seed, hasHints: true, hasKills: false });
    expect(hints).toBeGreaterThan(hours * 2.7);
  },
);

test.each(versions)("so it is in %s when processes are killed at any moment", async (version) => {
  const seed = versions.indexOf(version) + 21;
  await simulate(version, { seed, hasHints: false, hasKills: true });
});
