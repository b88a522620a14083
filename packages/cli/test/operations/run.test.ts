import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";
import { listen } from "../support/sandbox.ts";

/** A sandbox, and functions that run a command line against it, which has to succeed. */
async function prepare() {
  const { sandbox, env } = await listen();
  const run = async (...args: string[]): Promise<string> => {
    const ended = await interkit(args, { env });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    return ended.stdout;
  };
  const json = async (...args: string[]) => JSON.parse(await run(...args, "--json"));
  return { sandbox, env, run, json };
}

test("an object is created, read, changed and deleted", async () => {
  const { run, json } = await prepare();
  const email = ["--email", "ada@example.com"];
  const { id } = await json("contacts", "create", "--role", "user", ...email);
  const changes = ["--name", "Ada", "--signed-up-at", "2026-11-01T00:00:00Z"];
  await run("contacts", "update", id, ...changes, "--unsubscribed-from-emails");
  expect(await json("contacts", "get", id)).toMatchObject({
    email: "ada@example.com",
    name: "Ada",
    signed_up_at: 1793491200,
    unsubscribed_from_emails: true,
  });
  const fields = (await run("contacts", "get", id)).split("\n");
  expect(fields).toContain(`id\t${id}`);
  expect(fields).toContain("name\tAda");
  expect(fields.find((line) => line.startsWith("tags\t"))).toContain('{"type":"list"');
  await run("contacts", "update", id, "--set", "name=null");
  expect(await json("contacts", "get", id)).toMatchObject({ name: null });
  expect(await json("contacts", "delete", id, "--yes")).toMatchObject({ id, deleted: true });
  expect(await run("contacts", "list", "--quiet")).toBe("");
});

test("objects inside others have their commands", async () => {
  const { sandbox, run, json } = await prepare();
  const contact = sandbox.seed.contact();
  const company = await json(
    "companies",
    "create-or-update",
    "--company-id",
    "7",
    "--name",
    "Engines",
  );
  await run("contacts", "companies", "attach", contact.id, "--id", company.id);
  const attached = await json("contacts", "companies", "list", contact.id);
  expect(attached).toMatchObject({ id: company.id, name: "Engines" });
  expect(await json("companies", "find", "--company-id", "7")).toMatchObject({ id: company.id });
  const sources = ["ai-content", "content-import-sources"];
  const source = await json(
    ...sources,
    "create",
    "--sync-behavior",
    "api",
    "--url",
    "https://a.example",
  );
  const page = [
    "--source-id",
    String(source.id),
    "--external-id",
    "1",
    "--locale",
    "en",
    "--title",
    "A",
  ];
  await run(
    "ai-content",
    "external-pages",
    "create",
    ...page,
    "--html",
    "<p>A</p>",
    "--url",
    "https://a.example/1",
  );
  expect(await json("ai-content", "external-pages", "list")).toMatchObject({ title: "A" });
});

test("a conversation is answered, and a query goes beside a body", async () => {
  const { sandbox, json } = await prepare();
  const contact = sandbox.seed.contact();
  const conversation = sandbox.seed.conversation({ contact_ids: [contact.id] });
  const admin = (await json("admins", "identify")).id;
  const reply = ["--message-type", "comment", "--type", "admin", "--admin-id", admin];
  await json("conversations", "reply", conversation.id, ...reply, "--body", "Hello");
  const options = ["--title", "Refund", "--display-as", "plaintext"];
  await json("conversations", "update", conversation.id, ...options);
  const [update] = sandbox.requests.list({ operation: "conversations.update" });
  expect(update?.path).toContain("display_as=plaintext");
  expect(await json("conversations", "get", conversation.id)).toMatchObject({ title: "Refund" });
});

test("a value for which the response has no content prints nothing", async () => {
  const { run, json } = await prepare();
  const tag = await json("tags", "create", "--name", "VIP");
  expect(await run("tags", "delete", tag.id, "--yes")).toBe("");
});

test("--dry-run prints the request, and sends nothing", async () => {
  const { sandbox, json } = await prepare();
  const args = [
    "contacts",
    "update",
    "a/b",
    "--name",
    "Ada",
    "--include-merge-history",
    "--dry-run",
  ];
  expect(await json(...args)).toEqual({
    method: "PUT",
    path: "/contacts/a%2Fb",
    query: { include_merge_history: true },
    body: { name: "Ada" },
  });
  expect(await json("contacts", "delete", "7", "--dry-run")).toEqual({
    method: "DELETE",
    path: "/contacts/7",
  });
  expect(sandbox.requests.list()).toEqual([]);
});

test.each([
  ["contacts", "delete", "7"],
  ["contacts", "archive", "7"],
  ["contacts", "merge", "--from", "7", "--into", "8"],
  ["--api-version", "preview", "contacts", "bulk", "delete", "--data", "{}"],
])("%j %j %j needs --yes in a pipe", async (...args) => {
  const { sandbox, env } = await listen();
  const { code, stderr } = await interkit(args, { env });
  expect(code).toBe(2);
  expect(stderr).toContain("give --yes to send it, or --dry-run to see what is sent\n");
  expect(sandbox.requests.list()).toEqual([]);
});

test("a file is written to a path, or to stdout", async () => {
  const { sandbox, env, json } = await prepare();
  sandbox.seed.receipt({ contact_id: sandbox.seed.contact().id });
  const range = ["--created-at-after", "30d", "--created-at-before", "now"];
  const { job_identifier: id } = await json("data-exports", "create", ...range);
  const state = async () => (await json("data-exports", "get", id)).status;
  await expect.poll(state).toBe("completed");
  const cwd = temporaryFolder();
  const saved = await interkit(["data-exports", "download", id, "--out", "e.csv.gz"], { env, cwd });
  expect(saved).toMatchObject({ code: 0, stdout: "" });
  const file = readFileSync(path.join(cwd, "e.csv.gz"));
  expect(saved.stderr).toBe(`${file.length.toLocaleString("en-US")} bytes written to e.csv.gz\n`);
  expect([...file.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  const { code, stdout } = await interkit(["data-exports", "download", id], { env });
  expect(code).toBe(0);
  expect(stdout.length).toBeGreaterThan(0);
});

test("an error of Intercom is one line, and its exit code", async () => {
  const { env } = await listen({ token: "right" });
  const refused = await interkit(["contacts", "list"], { env });
  expect(refused).toMatchObject({ code: 4, stdout: "" });
  const missing = await interkit(["contacts", "get", "7"], {
    env: { ...env, INTERCOM_TOKEN: "right" },
  });
  expect(missing).toMatchObject({ code: 1, stdout: "" });
  expect(missing.stderr).toMatch(/^error: GET \/contacts\/\{contact_id\}.* 404 .*\n$/);
});

test("Ctrl-C ends a call at once", async () => {
  const { env } = await listen();
  const args = ["contacts", "get", "7"];
  expect(await interkit(args, { env, signal: AbortSignal.abort() })).toMatchObject({ code: 130 });
});

test.each(["", ".", ".."])("the id %j would be another route", async (id) => {
  const { sandbox, env } = await listen();
  const { code, stderr } = await interkit(["contacts", "get", id], { env });
  expect(code).toBe(2);
  expect(stderr).toContain(`contact_id is ${JSON.stringify(id)}; give the id`);
  expect(sandbox.requests.list()).toEqual([]);
});
