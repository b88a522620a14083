import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { create } from "./support/state.ts";

test("no collection keeps a record of a deleted conversation", async () => {
  const sandbox = createSandbox({ seed: "acme" });
  await sandbox.ready;
  const { sideConversations = [], handlingEvents = [] } = sandbox.snapshot().collections;
  const before = sandbox.snapshot();
  const withMore = [...sideConversations, ...handlingEvents].map((row) =>
    "conversation_id" in row ? String(row.conversation_id) : "",
  );
  expect([sideConversations.length, handlingEvents.length]).not.toContain(0);
  for (const id of new Set(withMore)) {
    sandbox.restore(before);
    await create(sandbox, "DELETE", `/conversations/${id}`);
    const { collections } = sandbox.snapshot();
    for (const name of ["sideConversations", "handlingEvents", "conversationParts", "parts"]) {
      const left = (collections[name] ?? []).filter((row) =>
        Object.entries(row).some(([key, value]) => /conversation_id/.test(key) && value === id),
      );
      expect([name, left]).toEqual([name, []]);
    }
    const sides = sideConversations.filter(
      (row) => !collections["sideConversations"]?.some((one) => one.id === row.id),
    );
    for (const side of sides)
      expect(JSON.stringify(collections)).not.toContain(`"side ${side.id}"`);
  }
});
