import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type ProgramResult, runProgram } from "../docs/run.ts";
import { toContentPage } from "./pages.ts";

const demo = "scripts/demo/main.ts";

test("imports a folder's pages twice, then works with contacts, a company and webhooks", async () => {
  const dir = folder({ "start.md": "# Start", "guide/next.md": "# Next", "guide/empty.md": "\n" });
  const { exitCode, stdout, stderr } = await runProgram(demo, [dir]);
  expect(stderr).toMatch(/pages, second run +█+ 2\/2/);
  expect(stdout).toMatch(/pages posted, first run +│ 2 created/);
  expect(stdout).toMatch(/pages posted, second run +│ 2 updated/);
  expect(stdout).toMatch(/pages in the source +│ +2 /);
  expect(stdout).toMatch(/contacts created +│ +500 /);
  expect(stdout).toMatch(/contacts walked, in 10 pages +│ +500 /);
  expect(stdout).toMatch(/contacts listed by company +│ +25 /);
  expect(stdout).toMatch(/signed webhook handled: ping +│ +1 /);
  expect(stdout.match(/handled: conversation\.user\.created +│ +1 /g)).toHaveLength(1);
  expect(stdout).toMatch(/forged webhook refused +│ +1 /);
  expect(exitCode).toBe(0);
});

test("does not use the workspace of INTERCOM_TOKEN, and prints that", async () => {
  const env = { INTERCOM_TOKEN: "test-token" };
  const { exitCode, stdout } = await runProgram(demo, [folder({ "a.md": "# A" })], { env });
  expect(stdout).toMatch(
    /^INTERCOM_TOKEN is set, and is not used: nothing in its workspace changes/,
  );
  expect(stdout).toMatch(/A sandbox listens on http:\/\/127\.0\.0\.1:\d+/);
  expect(exitCode).toBe(0);
});

test("with --live, posts a few pages to the workspace and touches no contact", async () => {
  const files = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`${n}.md`, `# Page ${n}`]));
  const env = { INTERCOM_TOKEN: "test-token", INTERCOM_REGION: "eu" };
  const result = await runProgram(demo, ["--live", folder(files)], {
    env,
    sandboxAsIntercom: true,
  });
  expect(result.stdout).toMatch(/^Live: this uses the workspace of INTERCOM_TOKEN \(eu\)\./);
  expect(result.stdout).toMatch(/pages posted, second run +│ 3 updated/);
  expect(result.stdout).not.toMatch(/contacts/);
  expect(result.exitCode).toBe(0);
});

test("names the folder that does not exist", async () => {
  await expectOneLine(runProgram(demo, ["nowhere"]), /^There is no folder .*nowhere\.$/);
});

test("reports that a folder has no Markdown files", async () => {
  const dir = folder({ "a.txt": "A" });
  await expectOneLine(
    runProgram(demo, [dir]),
    /^There is no Markdown file with text in .*\. Name another/,
  );
});

test("refuses an unknown option", async () => {
  await expectOneLine(
    runProgram(demo, ["--lvie"]),
    /'--lvie'.*Usage: npm start \[-- DIR\] \[--live\]$/,
  );
});

test("refuses --live without a token", async () => {
  await expectOneLine(
    runProgram(demo, ["--live"]),
    /^--live needs the access token .* INTERCOM_TOKEN\.$/,
  );
});

test("refuses a region that does not exist, before anything is sent", async () => {
  const env = { INTERCOM_TOKEN: "test-token", INTERCOM_REGION: "mars" };
  const result = runProgram(demo, ["--live", folder({ "a.md": "# A" })], { env });
  await expectOneLine(result, /mars/);
});

test("takes a page's title from its first heading, or else from its file name", () => {
  expect(toContentPage("a/b.md", "text\n\n## The *first* one\n")[0]).toMatchObject({
    external_id: "a/b.md",
    title: "The first one",
    url: "https://docs.example.com/a/b.md",
  });
  expect(toContentPage("a/b.md", "```\ncode\n```")[0]?.title).toBe("b");
});

test("leaves the front matter out of a page's text", () => {
  expect(toContentPage("a.md", "---\ntitle: A\n---\n\nText\n")[0]?.html).toBe("<p>Text</p>");
  expect(toContentPage("a.md", "---\ntitle: A\n---\n")).toEqual([]);
});

async function expectOneLine(running: Promise<ProgramResult>, line: RegExp): Promise<void> {
  const { exitCode, stdout, stderr } = await running;
  expect(stdout).toBe("");
  expect(stderr.trimEnd()).toMatch(line);
  expect(stderr.trimEnd()).not.toContain("\n");
  expect(exitCode).toBe(1);
}

function folder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), "interkit-demo-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return dir;
}
