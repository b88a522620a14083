import { createMemoryStore } from "@interkit/webhooks";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("the store in memory remembers the latest ones for their time, however many it has seen", () => {
  const steps = fc.array(
    fc.record({
      id: fc.nat({ max: 40 }).map(String),
      end: fc.constantFrom("complete", "release"),
      passes: fc.constantFrom(0, 0, 1, 7, 120),
    }),
    { minLength: 2_500, maxLength: 3_000, size: "max" },
  );
  const property = fc.property(steps, (all) => {
    const store = createMemoryStore({ ttlMs: 100, maxEntries: 20 });
    let handled: { id: string; at: number }[] = [];
    for (const { id, end, passes } of all) {
      vi.advanceTimersByTime(passes);
      handled = handled.filter(({ at }) => at > Date.now() - 100).slice(-20);
      const isHandled = handled.some((one) => one.id === id);
      expect(store.claim(id)).toBe(isHandled ? "done" : "new");
      if (isHandled) continue;
      expect(store.claim(id)).toBe("busy");
      store[end](id);
      if (end === "complete") handled.push({ id, at: Date.now() });
    }
  });
  // To shorten a sequence as long as these takes minutes.
  fc.assert(property, { numRuns: 20, endOnFailure: true });
});
