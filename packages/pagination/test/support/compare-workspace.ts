import { createClient } from "@interkit/core/2.16";
import { type CompareState, compare, type List, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { stored } from "./stored.ts";

export interface Item {
  readonly id: string;
}

export function workspace() {
  const sandbox = createSandbox();
  const client = createClient({
    token: "token",
    fetch: (url, init) => sandbox.fetch(new Request(url, init)),
    rateLimit: false,
    retry: false,
  });
  return {
    sandbox,
    client,
    companies: (per_page = 5, options = {}) =>
      walk(client as never, "GET /companies", { query: { per_page } }, options) as List<Item>,
    add: (company_id: string) => {
      const { id } = sandbox.seed.company({ company_id, name: company_id });
      sandbox.seed.contact({ role: "user", company_ids: [id] });
      return id;
    },
    rename: async (id: string, name: string) => {
      await client.PUT("/companies/{company_id}", {
        params: { path: { company_id: id } },
        body: { name } as never,
      });
    },
    remove: async (id: string) => {
      await client.DELETE("/companies/{company_id}", { params: { path: { company_id: id } } });
    },
  };
}

/** Contacts whose names change. */
export function contacts() {
  const { client, sandbox } = workspace();
  let count = 0;
  const rename = async (contact_id: string) => {
    count += 1;
    const params = { path: { contact_id } };
    await client.PUT("/contacts/{contact_id}", { params, body: { name: `name ${count}` } });
  };
  return { client, sandbox, rename };
}

/** Runs a comparison to its end. */
export async function run(list: List<Item>, state: CompareState | null) {
  const ids: string[] = [];
  let last = state;
  let removed: readonly string[] | undefined;
  let cost = { pages: 0, items: 0 };
  for await (const page of compare(list, { state })) {
    ids.push(...page.items.map(({ id }) => id));
    last = stored(page.state);
    removed = page.removed;
    cost = page.cost;
  }
  return { ids, state: last as CompareState, removed, cost };
}
