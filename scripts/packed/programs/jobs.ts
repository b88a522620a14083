// Jobs on Node, without the optional peers.
import { createIntercom, query } from "@interkit/client/2.16";
import {
  defineJob,
  fileState,
  fromChanges,
  fromCsv,
  fromRows,
  JobError,
  type JobSummary,
  memoryState,
  run,
  toCsv,
  toJsonLines,
} from "@interkit/jobs";
import { erase } from "@interkit/jobs/erase";
import { createMirror, memoryTarget, sqlTarget } from "@interkit/jobs/sync";

const intercom = createIntercom({ token: "x" });
const all = { query: query.conversations.gt("created_at", 0) };

export const exported = defineJob({
  name: "export",
  source: fromChanges((options) => intercom.conversations.search(all, options)),
  step: ({ id }, { call }) => intercom.conversations.get(id, {}, call),
  output: toJsonLines("conversations.jsonl"),
});

export const imported = defineJob({
  name: "import",
  source: fromCsv("people.csv", { columns: ["id", "email"] }),
  key: ({ id }) => id,
  step: ({ email }) => ({ email }),
  output: toCsv("out.csv", ["email"]),
});

// @ts-expect-error a row has no such column
defineJob({ name: "x", source: fromCsv("x.csv", { columns: ["id"] }), step: ({ email }) => email });

export async function summary(): Promise<JobSummary | undefined> {
  try {
    // @ts-expect-error the state is a path or a store
    await run(exported, { state: 5 });
    await run(imported, { state: fileState("jobs.db"), budgetMs: 1_000 });
    const rows = fromRows([{ id: 1 }]);
    return await run(
      { name: "rows", source: rows, step: ({ id }) => console.log(id) },
      { state: memoryState() },
    );
  } catch (error) {
    if (error instanceof JobError && error.reason === "running") return undefined;
    throw error;
  }
}

export async function copies(): Promise<void> {
  const mirror = createMirror(intercom, { target: memoryTarget(), streams: ["contacts"] });
  const { streams } = await mirror.sync();
  console.log(
    streams.contacts?.written,
    sqlTarget(() => []),
  );
  // @ts-expect-error there is no such stream
  createMirror(intercom, { target: memoryTarget(), streams: ["notes"] });
  const { contacts } = await erase(intercom, { email: "ada@example.com" }, { dryRun: true });
  console.log(contacts.map(({ state }) => state));
}
