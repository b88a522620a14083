import { createIntercom as create27 } from "@interkit/client/2.7";
import { createIntercom, type Intercom } from "@interkit/client/2.16";
import { createIntercom as createPreview } from "@interkit/client/preview";
import {
  defineJob,
  fromChanges,
  fromList,
  fromSearch,
  memoryState,
  run,
  type Source,
  type SourceListOptions,
} from "@interkit/jobs";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { setup } from "./support/setup.ts";

const users = { field: "role", operator: "=", value: "user" } as const;

/** Runs a job that collects the ids of a source. */
async function idsOf(source: Source<{ readonly id: string }>, state = memoryState()) {
  const ids: string[] = [];
  const job = defineJob({ name: "job", source, step: ({ id }) => void ids.push(id) });
  const summary = await run(job, { state });
  return { ids: ids.sort(), ...summary };
}

describe("a list", () => {
  test("gets the signal, the priority and the notices of the run, and reports what it left out", async () => {
    const { sandbox, intercom } = setup();
    const contact = sandbox.seed.contact({ email: "ada@example.com" });
    for (let number = 1; number <= 12; number++) {
      // A company without contacts is in no list.
      const { id } = sandbox.seed.company({ company_id: `c${number}` });
      await intercom.contacts.companies.attach(contact.id, { id });
    }
    // A page with one of the companies cannot be read.
    const fetch: typeof sandbox.fetch = async (...args) => {
      const response = await sandbox.fetch(...args);
      const isSpoiled = (await response.clone().text()).includes('"c6"');
      return isSpoiled ? new Response("", { status: 500 }) : response;
    };
    const spoiled = createIntercom({
      token: "test-token",
      fetch,
      retry: { attempts: 2, maxDelayMs: 1 },
    });
    const options: SourceListOptions[] = [];
    const source = fromList((given) => {
      options.push(given);
      return spoiled.companies.list({ per_page: 4 }, { ...given, onUnreadable: "skip" });
    });
    const { ids, counts, notices } = await idsOf(source);
    expect(ids).toHaveLength(11);
    expect(counts.done).toBe(11);
    expect(notices).toContainEqual(
      expect.stringMatching(/could not be read.*, at \{"page":7,"per_page":1\}$/),
    );
    expect(options.at(-1)).toMatchObject({ priority: "bulk", signal: expect.any(AbortSignal) });
  });

  test("is read again by the run after a complete one", async () => {
    const { intercom } = setup(5);
    const state = memoryState();
    const source = fromList(intercom.contacts.list({ per_page: 2 }));
    const first = await idsOf(source, state);
    expect(await idsOf(source, state)).toMatchObject({ ids: first.ids, isResumed: false });
  });

  test("of other arguments is refused by a run that continues, and read with restart", async () => {
    const { intercom } = setup(20);
    const state = memoryState();
    const listOf = (per_page: number) => fromList(intercom.contacts.list({ per_page }));
    const job = defineJob({
      name: "job",
      source: listOf(2),
      concurrency: 1,
      step: () => void process.emit("SIGTERM"),
    });
    expect((await run(job, { state })).outcome).toBe("stopped");
    const other = defineJob({ ...job, source: listOf(3), step: () => undefined });
    await expect(run(other, { state })).rejects.toThrow(
      /other arguments; .* run with \{ restart: true \}$/,
    );
    expect(await run(other, { state, restart: true })).toMatchObject({
      outcome: "complete",
      isResumed: false,
      counts: { done: 20 },
    });
  });

  test("that fails ends the run with its error, when everything before it is stored", async () => {
    const { sandbox, intercom } = setup(20);
    sandbox.faults.add({ route: "GET /contacts", skip: 3, fault: { status: 422 } });
    const state = memoryState();
    const source = fromList(intercom.contacts.list({ per_page: 2 }));
    await expect(idsOf(source, state)).rejects.toMatchObject({ status: 422 });
    expect(await state.progress("job")).toMatchObject({ isComplete: false, counts: { done: 6 } });
    sandbox.faults.clear();
    expect(await idsOf(source, state)).toMatchObject({ isResumed: true, counts: { done: 20 } });
  });

  test.each([
    [
      "with",
      (intercom: Intercom) =>
        fromList((options) => intercom.contacts.list({ per_page: 2 }, options)),
    ],
    ["without", (intercom: Intercom) => fromList(intercom.contacts.list({ per_page: 2 }))],
  ])(
    "that was made %s the options of the run is left at once when that is aborted",
    async (_, sourceOf) => {
      const { sandbox, intercom } = setup(20);
      // For longer than a test may take.
      const latency = { kind: "slow", latencyMs: 600_000 } as const;
      sandbox.faults.add({ route: "GET /contacts", skip: 1, fault: latency });
      const controller = new AbortController();
      const { signal } = controller;
      const job = defineJob({
        name: "job",
        source: sourceOf(intercom),
        step: () => setImmediate(() => controller.abort()),
      });
      await expect(run(job, { state: memoryState(), signal })).rejects.toMatchObject({
        name: "AbortError",
      });
    },
  );
});

describe.each([
  ["2.7", create27],
  ["2.16", createIntercom],
  ["preview", createPreview],
] as const)("a search of %s", (_, create) => {
  function start(count: number) {
    const sandbox = createSandbox();
    const now = Math.floor(Date.now() / 1000);
    const ids = Array.from({ length: count }, (_, index) => {
      const time = now - 86_400 * (index + 1);
      return sandbox.seed.contact({
        email: `${index}@example.com`,
        created_at: time,
        updated_at: time,
      }).id;
    });
    // The methods that are used here are the same in all versions.
    const intercom = create({ token: "any", fetch: sandbox.fetch }) as ReturnType<
      typeof createIntercom
    >;
    return { sandbox, intercom, ids: ids.sort() };
  }

  test("has each item once in ranges", async () => {
    const { intercom, ids } = start(30);
    const source = fromSearch(
      (options) => intercom.contacts.search({ query: users, pagination: { per_page: 5 } }, options),
      { by: "created_at", concurrency: 4 },
    );
    expect(source.name).toContain("POST /contacts/search");
    expect((await idsOf(source)).ids).toEqual(ids);
  });

  test("has the changes since the last run", async () => {
    const { sandbox, intercom, ids } = start(12);
    const state = memoryState();
    const source = fromChanges(
      intercom.contacts.search({ query: users, pagination: { per_page: 5 } }),
    );
    expect((await idsOf(source, state)).ids).toEqual(ids);
    const [first = "", second = ""] = ids;
    sandbox.clock.advance(86_400_000 * 3);
    await intercom.contacts.update(first, { name: "Ada" });
    expect(await idsOf(source, state)).toMatchObject({ ids: [first], counts: { done: 1 } });
    await intercom.contacts.update(second, { name: "Grace" });
    expect((await idsOf(source, state)).ids).toEqual([second]);
    expect((await idsOf(source, state)).ids).toEqual([]);
  });

  test("has the changes from a time on", async () => {
    const { intercom } = start(12);
    const from = new Date(Date.now() - 86_400_000 * 4.5);
    const source = fromChanges(intercom.contacts.search({ query: users }), { from });
    // Up to 2.16, times are compared by the day.
    expect([4, 5]).toContain((await idsOf(source)).ids.length);
  });
});
