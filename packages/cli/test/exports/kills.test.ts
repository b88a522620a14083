import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { readCsv } from "../support/csv.ts";
import { listening } from "../support/listening.ts";
import { readParquet } from "../support/parquet.ts";
import { startCli } from "../support/process.ts";

/** Conversations whose reads are slow, so that an export of them can be killed in its middle. */
async function slow(conversations: number, latencyMs = 60) {
  const setup = await listening();
  const { sandbox, requests } = setup;
  const { id } = sandbox.seed.contact({ email: "ada@example.com" });
  for (let number = 0; number < conversations; number += 1) {
    const one = sandbox.seed.conversation({ contact_ids: [id], title: `${number}` });
    sandbox.seed.conversationPart({ conversation_id: one.id, admin_id: "1", body: "<p>Hi</p>" });
  }
  sandbox.faults.add({
    route: "GET /conversations/{conversation_id}",
    fault: { kind: "slow", latencyMs },
  });
  const reads = () => requests.filter((one) => /^GET \/conversations\/\d/.test(one));
  const until = (count: number) => vi.waitUntil(() => reads().length >= count, { timeout: 60_000 });
  return { ...setup, reads, until };
}

const readers: Readonly<Record<string, (file: string) => Promise<readonly unknown[]>>> = {
  csv: readCsv,
  jsonl: async (file) => readFileSync(file, "utf8").trim().split("\n"),
  parquet: async (file) => (await readParquet(file)).rows,
};

const sorted = (rows: readonly unknown[]) =>
  rows.map((row) => JSON.stringify(row, (_, value) => value ?? null)).sort();

test("an export that is killed in its middle continues, and has what it has without a kill", async () => {
  const { run, cwd, env, reads, requests, sandbox, until } = await slow(250, 120);
  const formats = ["csv", "jsonl", "parquet"];
  const argsFor = (to: string) => ["export", "conversations", "--since", "30d", "--to", to];
  const kill = async (format: string) => {
    const { child, ended } = startCli(argsFor(`out.${format}`), { cwd, env });
    const rows = format === "parquet" ? "parquet.rows.part" : `${format}.part`;
    const isWritten = () =>
      statSync(path.join(cwd, `out.${rows}`), { throwIfNoEntry: false })?.size;
    await vi.waitUntil(() => isWritten(), { timeout: 60_000, interval: 10 });
    // Rows that were written are stored a moment later.
    await until(reads().length + 30);
    child.kill("SIGKILL");
    await ended;
  };
  await Promise.all(formats.map(kill));
  for (const format of formats) expect(existsSync(path.join(cwd, `out.${format}`))).toBe(false);
  requests.length = 0;
  sandbox.faults.clear();
  const continued = await Promise.all(formats.map((format) => run(...argsFor(`out.${format}`))));
  expect(continued.map(({ stdout }) => stdout)).toEqual(
    formats.map((format) => `out.${format}: 250 conversations\n`),
  );
  // What was stored was not read again.
  expect(reads().length).toBeLessThan(750);
  for (const format of formats) await run(...argsFor(`whole.${format}`));
  for (const [format, read] of Object.entries(readers)) {
    const rows = sorted(await read(path.join(cwd, `out.${format}`)));
    expect(rows).toHaveLength(format === "jsonl" ? 250 : 500);
    expect(rows).toEqual(sorted(await read(path.join(cwd, `whole.${format}`))));
  }
  const files = formats.flatMap((format) => [`out.${format}`, `whole.${format}`]);
  expect(readdirSync(cwd).sort()).toEqual([...files, "state"].sort());
});

test("Ctrl-C ends an export in order, and the same command continues it", async () => {
  const { run, cwd, env, until } = await slow(400);
  const args = ["export", "conversations", "--to", "out.jsonl"];
  const { child, ended } = startCli(args, { cwd, env });
  await until(100);
  child.kill("SIGINT");
  // On a busy machine, the responses that it waits for come more than a second later.
  expect(await ended).toEqual({
    ...{ code: 130, stdout: "" },
    stderr: expect.stringMatching(
      /^(Waiting for the requests .*\n)?error: stopped; the same command continues it\n$/,
    ),
  });
  const other = await run("export", "contacts", "--to", "out.jsonl");
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(
    /^error: out.jsonl was begun by other options: interkit export conversations .*--restart/,
  );
  expect((await run(...args)).stdout).toBe("out.jsonl: 400 conversations\n");
});

test("a second export to the same file waits, and then names the process that it waits for", async () => {
  const { run, cwd, env, until } = await slow(200, 5_000);
  const args = ["export", "conversations", "--to", "out.jsonl"];
  const { child, ended } = startCli(args, { cwd, env });
  await until(1);
  const { code, stderr } = await run(...args);
  expect(code).toBe(5);
  expect(stderr).toContain(`process ${child.pid}`);
  child.kill("SIGKILL");
  await ended;
});

test("--restart begins anew", async () => {
  const { run, cwd, env, until, reads, requests } = await slow(400);
  const args = ["export", "conversations", "--to", "out.jsonl"];
  const { child, ended } = startCli(args, { cwd, env });
  await until(60);
  child.kill("SIGINT");
  await ended;
  requests.length = 0;
  expect((await run(...args, "--restart")).stdout).toBe("out.jsonl: 400 conversations\n");
  expect(reads()).toHaveLength(400);
});
