import { createClient as create211 } from "@interkit/core/2.11";
import { createClient as create216 } from "@interkit/core/2.16";
import {
  type ContactActivity,
  createClient as createPreview,
  type DeletedConversationReference as Deletion,
} from "@interkit/core/preview";
import {
  type CompareState,
  compare,
  type List,
  type PollState,
  poll,
  type SearchList,
  type SyncState,
  since,
  walk,
} from "@interkit/pagination";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type Item,
  query,
  type Resource,
  randomNumbers,
  resources,
  simulatedWorkspace,
} from "./support/simulated-workspace.ts";
import { stored } from "./support/stored.ts";

const start = Date.UTC(2026, 8, 14, 21, 30) / 1000;
const searchLagMs = 90_000;

// The clock of this machine is decades behind that of the server.
beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

interface Version {
  readonly create: unknown;
  /** Whether it has the feed of deleted conversations, and that of contacts. */
  readonly feeds: { readonly conversations: boolean; readonly contacts: boolean };
}

const versions: Readonly<Record<string, Version>> = {
  "2.11": { create: create211, feeds: { conversations: false, contacts: false } },
  "2.16": { create: create216, feeds: { conversations: true, contacts: false } },
  Preview: { create: createPreview, feeds: { conversations: true, contacts: true } },
};

/** A program that syncs a workspace in one version, and is killed at times. */
function syncingProgram(
  { create, feeds }: Version,
  workspace: ReturnType<typeof simulatedWorkspace>,
  random: () => number,
) {
  const client = (create as typeof createPreview)({
    token: "program",
    rateLimit: false,
    retry: false,
    // The clocks of the servers that answer differ by up to a minute.
    fetch: async (url, init) => {
      const response = await workspace.send(url, init as RequestInit);
      const headers = new Headers(response.headers);
      const time = workspace.now() + Math.round(random() * 120 - 60);
      headers.set("date", new Date(time * 1000).toUTCString());
      return new Response(response.body, { status: response.status, headers });
    },
  });
  const mirror: Record<Resource, Map<string, Item>> = {
    contacts: new Map(),
    conversations: new Map(),
    tickets: new Map(),
  };
  const copies = new Map<string, number>();
  const seen = new Set<string>();
  const states = new Map<Resource, SyncState>();
  const removed: Record<Resource, string[]> = { contacts: [], conversations: [], tickets: [] };
  const merged: unknown[] = [];
  const compared = new Map<Resource, CompareState>();
  const polled = new Map<Resource, PollState>();

  async function sync(resource: Resource, onPage: () => Promise<void>) {
    const body = { query, pagination: { per_page: 10 } };
    const list = walk(client, `POST /${resource}/search`, { body }) as SearchList<Item>;
    for (;;) {
      const kill = random() < 0.25 ? Math.floor(random() * 3) : Number.POSITIVE_INFINITY;
      let pages = 0;
      for await (const page of since(list, { state: states.get(resource) ?? null })) {
        await onPage();
        if (pages === kill) break;
        for (const item of page.items) {
          mirror[resource].set(item.id, item);
          seen.add(item.id);
          const copy = JSON.stringify([resource, item]);
          copies.set(copy, (copies.get(copy) ?? 0) + 1);
        }
        states.set(resource, stored(page.state));
        pages += 1;
      }
      if (pages !== kill) return;
    }
  }

  async function pollDeletions() {
    if (feeds.conversations) {
      const list = walk(client, "GET /conversations/deleted") as List<Deletion>;
      for await (const page of poll(list, { state: polled.get("conversations") ?? null })) {
        removed.conversations.push(...page.items.map(({ id }) => id));
        polled.set("conversations", stored(page.state));
      }
    }
    if (!feeds.contacts) return;
    const list = walk(client, "GET /contacts/activities") as List<ContactActivity>;
    for await (const page of poll(list, { state: polled.get("contacts") ?? null })) {
      for (const event of page.items) {
        if (event.event_type === "contact.deleted") removed.contacts.push(event.contact_id);
        if (event.event_type === "contact.merged")
          merged.push([event.merge_source_id, event.merge_target_id]);
      }
      polled.set("contacts", stored(page.state));
    }
  }

  /** Compares the whole lists of what has no feed in this version. */
  async function compareLists() {
    const routes: [Resource, string][] = [["tickets", "POST /tickets/search"]];
    if (!feeds.conversations) routes.push(["conversations", "GET /conversations"]);
    if (!feeds.contacts) routes.push(["contacts", "GET /contacts"]);
    for (const [resource, route] of routes) {
      const init = route.startsWith("POST") ? { body: { query } } : {};
      const state = compared.get(resource) ?? null;
      const list = walk(client, route, init) as List<Item>;
      // What was created and deleted since the last comparison is known from the search alone.
      const ids = mirror[resource].keys();
      for await (const page of compare(list, { state, ids })) {
        // A list has at once what the search may never return.
        for (const { id } of page.items) seen.add(id);
        for (const id of page.removed ?? []) {
          removed[resource].push(id);
          mirror[resource].delete(id);
        }
        compared.set(resource, stored(page.state));
      }
    }
  }

  return { mirror, copies, seen, removed, merged, sync, pollDeletions, compareLists };
}

const sorted = (ids: Readonly<Record<Resource, readonly string[]>>) =>
  Object.fromEntries(Object.entries(ids).map(([resource, some]) => [resource, [...some].sort()]));

/** Simulates a workspace and a program that syncs it every hour, and checks what the program has. */
async function simulate(version: string, seed: number, hours: number) {
  const random = randomNumbers(seed);
  const workspace = simulatedWorkspace(random, start, searchLagMs);
  const { deleted, merged, archived } = workspace.removals;
  const { feeds } = versions[version] as Version;
  const program = syncingProgram(versions[version] as Version, workspace, random);
  const inactive = () => [...deleted.contacts, ...archived, ...merged.map(([from]) => from)];
  await workspace.populate();
  for (let hour = 0; hour <= hours; hour += 1) {
    const isLast = hour === hours;
    // The server's clock is corrected by up to a minute, also back.
    const correction = Math.round(random() * 120 - 60);
    const minutes = isLast ? [] : [7, 22, 41, 56, 58, 59].filter(() => random() < 0.6);
    let minute = 0;
    for (const next of minutes) {
      workspace.advance((next - minute) * 60);
      minute = next;
      await workspace.change();
    }
    workspace.advance((60 - minute) * 60 + correction);
    const before = new Map<Resource, readonly Item[]>();
    for (const resource of resources) before.set(resource, await workspace.read(resource));
    const settled = workspace.now() - searchLagMs / 1000 - 60;
    for (const resource of resources) {
      await program.sync(resource, async () => {
        workspace.advance(1);
        if (!isLast && random() < 0.1) await workspace.change();
      });
      // What was removed during the run need not be returned.
      const gone = new Set([...inactive(), ...deleted.conversations, ...deleted.tickets]);
      const missed = before.get(resource)?.filter(({ id, updated_at }) => {
        const known = program.mirror[resource].get(id);
        const isKnown = known !== undefined && known.updated_at >= updated_at;
        return updated_at < settled && !isKnown && !gone.has(id);
      });
      expect(missed, `hour ${hour}`).toEqual([]);
    }
    await program.pollDeletions();
    if (hour % 24 === 0 || isLast) await program.compareLists();
  }
  const twice = [...program.copies].filter(([, count]) => count > 1);
  expect(twice).toEqual([]);
  // A feed has everything, and a comparison what the search or an earlier comparison had returned.
  const wasSeen = (id: string) => program.seen.has(id);
  expect(sorted(program.removed)).toEqual(
    sorted({
      contacts: feeds.contacts ? deleted.contacts : inactive().filter(wasSeen),
      conversations: feeds.conversations
        ? deleted.conversations
        : deleted.conversations.filter(wasSeen),
      tickets: deleted.tickets.filter(wasSeen),
    }),
  );
  if (feeds.contacts) expect(program.merged).toEqual(merged);
  return { changes: program.copies.size, removals: inactive().length };
}

/** `npm run test:soak` has three days. */
const simulatedHours = Number(process.env["SIMULATED_HOURS"] ?? 24);

test.each(Object.keys(versions).map((version, index) => [version, index + 1] as const))(
  "an hourly sync over days in %s misses nothing, and returns nothing twice",
  async (version, seed) => {
    const { changes, removals } = await simulate(version, seed, simulatedHours);
    expect(changes).toBeGreaterThan(4 * simulatedHours);
    expect(removals).toBeGreaterThan(simulatedHours / 15);
  },
);

test("neither does a sync of any other workspace over some hours, whenever it is killed", async () => {
  const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(versions)), seeds, async (version, seed) => {
      await simulate(version, seed, 5);
    }),
    { numRuns: 8 },
  );
});
