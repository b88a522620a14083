import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileState } from "@interkit/jobs";
import { expect, onTestFinished, test } from "vitest";
import { listening } from "../support/listening.ts";

async function withPages(count = 3) {
  const setup = await listening();
  const folder = path.join(setup.cwd, "docs");
  mkdirSync(folder);
  const page = (name: string) => path.join(folder, name);
  const write = (name: string, text: string) => writeFileSync(page(name), text);
  for (let number = 1; number <= count; number += 1)
    write(`${number}.md`, `# Page ${number}\n\nText`);
  const base = "https://docs.example.com";
  const sync = (...args: string[]) =>
    setup.run("sync", "content", "docs", "--source", base, ...args);
  const pages = async (): Promise<{ external_id: string; title: string; url: string }[]> => {
    const headers = { Authorization: "Bearer test" };
    const response = await fetch(`${setup.url}/ai/external_pages`, { headers });
    return (await response.json()).data;
  };
  return { ...setup, page, write, sync, pages };
}

test("a dry run prints the plan and sends no write, and --exit-code is 3 while there are changes", async () => {
  const { sync, writes } = await withPages();
  const planned = await sync("--dry-run", "--exit-code");
  expect(planned.code).toBe(3);
  expect(planned.stdout).toMatch(
    /^\+ 1.md +Page 1 +\(new\)\n[\s\S]*\n3 to add, 0 to change, .*\n$/,
  );
  expect((await sync("--dry-run")).code).toBe(0);
  const plan = JSON.parse((await sync("--dry-run", "--json")).stdout);
  expect(plan.counts).toMatchObject({ create: 3, remove: 0 });
  expect(writes()).toEqual([]);
});

test("pages are written once: the second run has nothing to do", async () => {
  const { sync, pages, write, page, writes } = await withPages();
  const first = await sync();
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toContain("complete: 3 added, 0 changed, 0 removed, 0 unchanged");
  const sent = writes().length;
  expect((await sync()).stdout).toContain("complete: 0 added, 0 changed, 0 removed, 3 unchanged");
  expect(writes()).toHaveLength(sent);
  write("1.md", "# Page one\n\nText");
  rmSync(page("2.md"));
  const third = await sync();
  expect(third.stdout).toContain("complete: 0 added, 1 changed, 1 removed, 1 unchanged");
  expect((await pages()).map(({ title }) => title).sort()).toEqual(["Page 3", "Page one"]);
  // The address of the pages is that of the source.
  expect((await pages()).map(({ url }) => url)).toContain("https://docs.example.com/3");
});

test("a run that waits for another one names it on stderr, and not with --quiet", async () => {
  const { cwd, sync } = await withPages();
  const state = fileState(path.join(cwd, "pages.db"));
  onTestFinished(() => state.close());
  const hold = () => state.acquire("content", 1_000, "process 4711 on build-7");
  await hold();
  const first = await sync("--state", "pages.db");
  expect(first.stdout).toContain("complete: 3 added");
  expect(first.stderr).toMatch(
    /^.*Waiting up to 10 s for the sync "content": process 4711 on build-7 has its lease.*\n$/,
  );
  await hold();
  expect(await sync("--state", "pages.db", "--quiet")).toMatchObject({ code: 0, stderr: "" });
});

test("many removals are held with the approval to copy, and done with it", async () => {
  const { sync, page, pages, write } = await withPages(10);
  await sync();
  for (const number of [1, 2, 3, 4]) rmSync(page(`${number}.md`));
  write("new.md", "# New");
  const held = await sync();
  expect(held.code).toBe(3);
  expect(await pages()).toHaveLength(11);
  const [, approval = ""] = /--approve (4@\d+)\n$/.exec(held.stderr) ?? [];
  expect(approval).not.toBe("");
  // The reason is printed once, without the approval that the write of new.md ended.
  expect(held.stdout.match(/4 removals of pages are held/g)).toHaveLength(1);
  expect(held.stdout).toContain("(--max-removal-share)");
  expect(held.stdout).not.toContain("--approve");
  const approved = await sync("--approve", approval);
  expect(approved).toMatchObject({ code: 0, stderr: "" });
  expect(await pages()).toHaveLength(7);
  const late = await sync("--approve", approval);
  expect(late.code).toBe(2);
  expect(late.stderr).toMatch(/^error: .*the state has changed.*\n$/);
});

test("an empty folder is refused without --allow-empty", async () => {
  const { sync, page, pages } = await withPages();
  await sync();
  for (const number of [1, 2, 3]) rmSync(page(`${number}.md`));
  const { code, stderr } = await sync();
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*add --allow-empty\n$/);
  expect(await pages()).toHaveLength(3);
});

test("a page that Intercom refuses is named, and the exit code is 1", async () => {
  const { sync, sandbox } = await withPages();
  sandbox.faults.add({
    ...{ route: "POST /ai/external_pages", times: 1 },
    fault: { status: 422, message: "This page is refused" },
  });
  const { code, stdout } = await sync();
  expect(code).toBe(1);
  expect(stdout).toMatch(/failed {2}\d.md.*This page is refused/);
});

test("wrong options are one line, and nothing is sent", async () => {
  const { run, sync, requests } = await withPages();
  for (const [options, message] of [
    [["--max-removals", "few"], /--max-removals.*whole number/],
    [["--max-removal-share", "2"], /--max-removal-share.*from 0 to 1/],
  ] as const) {
    const { code, stderr } = await sync(...options);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  }
  expect((await run("sync", "articles", "docs")).stderr).toContain("--state");
  expect(requests).toEqual([]);
});

test("articles are drafts with --draft, and found again by the state", async () => {
  const { run, sandbox, writes } = await withPages();
  const args = ["sync", "articles", "docs", "--state", "help.db", "--draft"];
  expect((await run(...args)).stdout).toContain("complete: 3 added");
  const sent = writes().length;
  expect((await run(...args)).stdout).toContain("0 added, 0 changed, 0 removed, 3 unchanged");
  expect(writes()).toHaveLength(sent);
  expect(sandbox.requests.list({ operation: "articles.create" })).toHaveLength(3);
  const other = ["sync", "articles", "docs", "--state", "other.db", "--draft"];
  const { code, stderr } = await run(...other);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: The state has nothing of.* add --allow-same-titles\n$/);
  expect(writes()).toHaveLength(sent);
  expect((await run(...other, "--allow-same-titles")).stdout).toContain("complete: 3 added");
});
