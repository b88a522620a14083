import { createClient } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import {
  type SearchList,
  type SinceOptions,
  type SyncState,
  since,
  walk,
} from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { expect } from "vitest";
import { stored } from "./stored.ts";

export const start = 1_790_000_000;
export const day = 86_400;

export interface Item {
  readonly id: string;
  readonly updated_at: number;
}

/** A workspace whose clock stands still, and searches of it that compare by the day and by the second. */
export function workspace(searchLagMs = 0) {
  let now = start * 1000;
  const sandbox = createSandbox({ clock: () => now, searchLagMs });
  const requests: Record<string, never>[] = [];
  const clientOf = (create: typeof createClient) =>
    create({
      token: "token",
      rateLimit: false,
      retry: false,
      fetch: async (url, init) => {
        const request = new Request(url, init);
        requests.push(JSON.parse(await request.clone().text()));
        return sandbox.fetch(request);
      },
    }) as never;
  const clients = { byDay: clientOf(createClient), bySecond: clientOf(createPreview as never) };
  return {
    sandbox,
    requests,
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
    search: (mode: "byDay" | "bySecond", perPage = 5) => {
      const query = { field: "role", operator: "=", value: "user" };
      const body = { query, pagination: { per_page: perPage } };
      return walk(clients[mode], "POST /contacts/search", { body }) as unknown as SearchList<Item>;
    },
    add: (count: number, updated_at: (index: number) => number) =>
      Array.from({ length: count }, (_, index) => {
        const times = { created_at: start - 900 * day, updated_at: updated_at(index) };
        return sandbox.seed.contact({ role: "user", external_id: crypto.randomUUID(), ...times })
          .id;
      }),
  };
}

/** Runs a sync to its end, and returns the ids that it returned, in order. */
export async function run(
  list: SearchList<Item>,
  state: SyncState | null,
  options: Partial<SinceOptions> = {},
) {
  const ids: string[] = [];
  let last = state;
  let pages = 0;
  for await (const page of since(list, { ...options, state })) {
    pages += 1;
    ids.push(...page.items.map(({ id }) => id));
    last = stored(page.state);
  }
  return { ids, state: last as SyncState, pages };
}

/** Changes a contact with the API, so that its time of change is the present one. */
export async function change(
  sandbox: ReturnType<typeof createSandbox>,
  id: string,
  name = "changed",
) {
  const response = await sandbox.fetch(`https://api.intercom.io/contacts/${id}`, {
    method: "PUT",
    headers: { Authorization: "Bearer any", "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
  expect(response.status).toBe(200);
}
