import { expect, test } from "vitest";
import { readsOf } from "./support/reads.ts";
import { workspace } from "./support/workspace.ts";

test.each(["2.7", "2.9", "2.11", "2.13", "2.15", "2.16", "Preview"])(
  "in version %s, everything in a workspace with data can be listed and read",
  async (version) => {
    const { sandbox, send } = await workspace(version, { seed: "acme" });
    const reads = readsOf(version, sandbox.snapshot());
    expect(new Set(reads.map(({ id }) => id)).size).toBeGreaterThan(30);
    for (const { id, method, path, body: sent, listsAll } of reads) {
      const { status, body } = await send(method, path, sent);
      expect(status, `${id} ${path} ${JSON.stringify(body)}`).toBeLessThan(400);
      if (!listsAll) continue;
      const items = Object.values({ ...body, ...body.data }).find(Array.isArray) ?? [];
      expect(items.length, id).toBeGreaterThan(0);
    }
  },
  60_000,
);
