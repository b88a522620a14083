import { expect, test } from "vitest";
import { page, site } from "../support/pages.ts";
import { manyPages, syncSetup } from "../support/sync.ts";

test("12,000 pages, of which a list returns 10,000: one change is one write, and none is none", async () => {
  const { world, create, sandbox } = syncSetup({ concurrency: 50 });
  const { id } = sandbox.seed.contentImportSource({ url: site });
  world.rows = manyPages(12_000);
  for (const { external_id, title, html, url = site } of world.rows) {
    const available = { ai_agent_availability: true, ai_copilot_availability: true };
    const seeded = { source_id: id, external_id, title, html, url: url ?? "", ...available };
    sandbox.seed.externalPage(seeded);
  }
  let writes = 0;
  world.intercept = async ({ method }, send) => {
    const response = await send();
    if (method !== "GET" && response.ok) writes += 1;
    return response;
  };
  const docs = create();
  // Pages that no list returned are sent: Intercom finds them by their keys.
  const { counts } = await docs.apply();
  expect(counts).toEqual({ created: 2_000, updated: 0, removed: 0, unchanged: 10_000, failed: 0 });
  expect(writes).toBe(2_000);
  const again = await docs.apply();
  expect(again.counts).toEqual({
    created: 0,
    updated: 0,
    removed: 0,
    unchanged: 12_000,
    failed: 0,
  });
  expect(writes).toBe(2_000);
  world.rows = [...world.rows.slice(0, -1), page("page-11999.md", { title: "New" })];
  expect((await docs.apply()).counts).toMatchObject({ updated: 1, unchanged: 11_999 });
  expect(writes).toBe(2_001);
}, 300_000);
