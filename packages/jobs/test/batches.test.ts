import { ConfigError, ConnectionError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { defineJob, fromList, fromRows, inBatches, memoryState, run } from "@interkit/jobs";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

test("a step gets the batches of a source, once more when one failed", async () => {
  const rows = Array.from({ length: 25 }, (_, number) => number);
  const [first, second, last] = [rows.slice(0, 10), rows.slice(10, 20), rows.slice(20)];
  const seen: (readonly number[])[] = [];
  const job = defineJob({
    name: "batches",
    source: inBatches(fromRows(rows, { batchSize: 10 })),
    concurrency: 1,
    step: (batch, { attempt }) => {
      seen.push(batch);
      if (batch[0] === 10 && attempt === 1) throw new ConnectionError("lost", { cause: undefined });
    },
  });
  const { counts, outcome } = await run(job, { state: memoryState() });
  expect({ outcome, done: counts.done }).toEqual({ outcome: "complete", done: 3 });
  expect(seen).toEqual([first, second, second, last]);
});

test("a page of a list is a batch", async () => {
  const sandbox = createSandbox();
  for (let n = 0; n < 7; n += 1) sandbox.seed.contact({ role: "user" });
  const { contacts } = createIntercom({ token: "any", fetch: sandbox.fetch });
  const sizes: number[] = [];
  const source = inBatches(fromList(contacts.list({ per_page: 3 })));
  await run(
    { name: "pages", source, step: (page) => void sizes.push(page.length) },
    {
      state: memoryState(),
    },
  );
  expect(sizes.sort()).toEqual([1, 3, 3]);
});

test("what is no source is refused", () => {
  expect(() => inBatches([1, 2] as never)).toThrow(ConfigError);
});
