import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { IntercomOptions } from "@interkit/client";
import { createIntercom, type Intercom } from "@interkit/client/2.16";
import { memoryTarget } from "@interkit/jobs/sync";
import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { signBody } from "@interkit/webhooks";
import { expect, onTestFinished, test } from "vitest";
import { backfillContacts } from "../backfill-contacts.ts";
import { deliveryStatistics } from "../delivery-statistics.ts";
import { erasePerson } from "../erase-person.ts";
import { exportConversations } from "../export-conversations.ts";
import { mirrorWorkspace } from "../mirror-workspace.ts";
import { openTickets } from "../open-tickets.ts";
import { publishPages } from "../publish-pages.ts";
import { type Person, syncContacts } from "../sync-contacts.ts";

test("backfill-contacts writes each row once, though responses are lost", async () => {
  const { intercom, options, at } = start();
  const rows = Array.from({ length: 60 }, (_, n) => `${n},person-${n}@example.com,Person ${n}`);
  const file = at("people.csv", ["external_id,email,name", ...rows].join("\n"));
  const { outcome, counts } = await backfillContacts(options, { file, state: at("state.db") });
  expect(outcome).toBe("complete");
  expect(counts).toEqual({ done: 60, gone: 0, failed: 0, incomplete: 0 });
  const contacts = await intercom.contacts.list().collect({ limit: 100 });
  const written = contacts.map(({ external_id, email, name }) => `${external_id},${email},${name}`);
  expect(written.sort()).toEqual(rows.sort());
});

test("sync-contacts writes what changed, and archives who has left", async () => {
  const { intercom, options, at } = start();
  const person = (id: string, name: string, version: number, hasLeft = false): Person => {
    return { id, name, email: `${id}@example.com`, version, hasLeft };
  };
  let people = [person("ada", "Ada", 1), person("grace", "Grace", 2)];
  const after = async (version: number) => people.filter((one) => one.version > version);
  const sync = () => syncContacts(options, after, at("state.db"));
  const names = async () =>
    (await intercom.contacts.list().collect({ limit: 10 })).map(({ name }) => name).sort();

  expect((await sync()).counts.done).toBe(2);
  expect(await names()).toEqual(["Ada", "Grace"]);
  people = [person("ada", "Ada Lovelace", 3), person("grace", "Grace", 4, true)];
  expect((await sync()).counts.done).toBe(2);
  expect(await names()).toEqual(["Ada Lovelace"]);
  expect((await sync()).counts.done).toBe(0);
});

test("export-conversations writes each conversation with its parts, and later what changed", async () => {
  const { sandbox, options, at } = start();
  const contact = sandbox.seed.contact({ role: "user" });
  const ids = Array.from({ length: 20 }, () => {
    return sandbox.seed.conversation({ contact_ids: [contact.id] }).id;
  });
  for (const conversation_id of ids) {
    sandbox.seed.conversationPart({ conversation_id, admin_id: "1", body: "Hello" });
  }
  const files = { file: at("conversations.jsonl"), state: at("state.db") };
  const { outcome, counts } = await exportConversations(options, files);
  expect({ outcome, done: counts.done }).toEqual({ outcome: "complete", done: 20 });
  const lines = () => readFileSync(files.file, "utf8").trimEnd().split("\n");
  const exported = lines().map((line) => JSON.parse(line));
  expect(exported.map(({ id }) => id).sort()).toEqual(ids.sort());
  for (const { conversation_parts } of exported) {
    expect(conversation_parts.conversation_parts).toMatchObject([{ body: "<p>Hello</p>" }]);
  }

  sandbox.clock.advance(3_600_000);
  const [id = ""] = ids;
  sandbox.seed.conversationPart({ conversation_id: id, admin_id: "1", body: "Again" });
  await exportConversations(options, files);
  expect(lines()).toHaveLength(21);
  expect(JSON.parse(lines()[20] ?? "")).toMatchObject({ id });
});

test("open-tickets opens a ticket for each line, once", async () => {
  const { sandbox, intercom, options, at } = start();
  const type = await intercom.ticketTypes.create({ name: "Fault", category: "Customer" });
  const titles = Array.from({ length: 10 }, (_, n) => `Fault ${n}`);
  const lines = titles.map((title) => {
    const contacts = [{ email: "ada@example.com" }];
    return JSON.stringify({ title, ticket_type_id: type.id, contacts });
  });
  const file = at("tickets.jsonl", lines.join("\n"));
  expect((await openTickets(options, { file, state: at("first.db") })).counts.done).toBe(10);
  sandbox.clock.advance(600_000);
  expect((await openTickets(options, { file, state: at("second.db") })).counts.done).toBe(10);
  const query = { field: "created_at", operator: ">", value: 0 } as const;
  const tickets = await intercom.tickets.search({ query }).collect({ limit: 100 });
  const opened = tickets.map(({ ticket_attributes }) => ticket_attributes["_default_title_"]);
  expect(opened.sort()).toEqual(titles);
});

test("publish-pages writes what differs, deletes what is left over, and then nothing", async () => {
  const { sandbox, intercom, options, at } = start();
  const { contentImportSources, externalPages } = intercom.aiContent;
  const site = "https://docs.example.com";
  const file = at("start.md", "# Start\n\nFirst");
  const publication = { folder: path.dirname(file), site, state: at("state.db") };
  const publish = async () => {
    const { outcome, counts } = await publishPages(options, publication);
    expect(outcome).toBe("complete");
    return counts.created + counts.updated + counts.removed;
  };
  at("next.md", "# Next\n\nOld");
  const old = at("old.md", "# Old\n\nText");
  expect(await publish()).toBe(3);
  at("next.md", "# Next\n\nNew");
  rmSync(old);
  expect(await publish()).toBe(2);
  expect(await publish()).toBe(0);
  const published = await externalPages.list().collect({ limit: 10 });
  expect(published.map(({ title, html, url }) => [title, html, url]).sort()).toEqual([
    ["Next", "<p>New</p>", `${site}/next`],
    ["Start", "<p>First</p>", `${site}/start`],
  ]);
  expect(published.every((one) => one.ai_agent_availability)).toBe(true);
  expect(await contentImportSources.list().collect({ limit: 10 })).toHaveLength(1);
  const writes = () => sandbox.requests.list().filter(({ method }) => method !== "GET").length;
  const before = writes();
  const empty = { ...publication, folder: at("empty") };
  mkdirSync(empty.folder);
  await expect(publishPages(options, empty)).rejects.toThrow("empty");
  expect(writes()).toBe(before);
});

test("mirror-workspace has a copy that follows notifications, and finds what they missed", async () => {
  const { sandbox, intercom, options, at } = start();
  const target = memoryTarget();
  const secret = "client secret";
  const copy = mirrorWorkspace(options, { secret, target, state: at("state.db") });
  const namesOf = async () => {
    const ids = await target.ids("contacts", { limit: 100 });
    return (await target.get("contacts", ids)).map(({ data }) => data["name"]).sort();
  };
  const seeded = [sandbox.seed.contact({ name: "Ada" }), sandbox.seed.contact({ name: "Grace" })];
  await copy.sync();
  expect(await namesOf()).toEqual(["Ada", "Grace"]);

  sandbox.clock.advance(60_000);
  const [ada, grace] = seeded.map(({ id }) => id);
  await intercom.contacts.update(ada ?? "", { name: "Ada Lovelace" });
  const item = { type: "contact", id: ada };
  const topic = "contact.user.updated";
  const body = JSON.stringify({ type: "notification_event", topic, id: "n-1", data: { item } });
  const request = { method: "POST", headers: await signBody(body, { secret }), body };
  const response = await copy.webhooks.fetch(new Request("https://example.com", request));
  expect(response.status).toBe(200);
  await expect.poll(namesOf).toEqual(["Ada Lovelace", "Grace"]);

  await intercom.contacts.delete(grace ?? "");
  await copy.sync();
  expect(await namesOf()).toEqual(["Ada Lovelace", "Grace"]);
  await copy.compare();
  expect(await namesOf()).toEqual(["Ada Lovelace"]);
});

test("erase-person deletes every contact with the email, and reports what is left", async () => {
  const { sandbox, intercom, options } = start();
  const email = "ada@example.com";
  for (const role of ["user", "lead", "lead"] as const) sandbox.seed.contact({ role, email });
  const other = sandbox.seed.contact({ role: "user", email: "grace@example.com" });
  const lines = await erasePerson(options, email);
  expect(lines.filter((line) => line.endsWith(": pending"))).toHaveLength(3);
  expect(lines.some((line) => line.startsWith("not erased: "))).toBe(true);
  const contacts = await intercom.contacts.list().collect({ limit: 10 });
  expect(contacts.map(({ id }) => id)).toEqual([other.id]);
});

test("delivery-statistics counts receipts from the start of an export to its rows", async () => {
  const { sandbox, options } = start();
  const { id } = sandbox.seed.contact({ role: "user" });
  const open = { contact_id: id, content_title: "Welcome" };
  sandbox.seed.receipt({ ...open, first_open_at: Math.floor(sandbox.clock.now / 1000) });
  sandbox.seed.receipt(open);
  sandbox.seed.receipt({ contact_id: id, content_title: "Goodbye" });
  const day = 86_400_000;
  const [from, to] = [new Date(sandbox.clock.now - day), new Date(sandbox.clock.now + day)];
  const statistics = await deliveryStatistics(options, from, to);
  expect([...statistics].sort()).toEqual([
    ["Goodbye", { sent: 1, opened: 0 }],
    ["Welcome", { sent: 2, opened: 1 }],
  ]);
});

test.each([
  ["export-conversations", 23],
  ["sync-contacts", 26],
  ["backfill-contacts", 15],
  ["open-tickets", 14],
  ["publish-pages", 22],
])("the function of %s has at most %i lines", (name, most) => {
  const program = readFileSync(path.join(import.meta.dirname, `../${name}.ts`), "utf8");
  const [, body = ""] =
    /^export (?:async )?function[\s\S]*?> \{\n([\s\S]*)^\}/m.exec(program) ?? [];
  const lines = body.trimEnd().split("\n").length;
  expect(lines).toBeGreaterThan(5);
  expect(lines).toBeLessThanOrEqual(most);
});

/** A sandbox in which one read in ten fails, and several writes: some before, some after they were handled. */
function start(): {
  sandbox: Sandbox;
  intercom: Intercom;
  options: IntercomOptions;
  at: (name: string, content?: string) => string;
} {
  const sandbox = createSandbox();
  sandbox.faults.add({ route: "GET /*", chance: 0.1, fault: { status: 503 } });
  sandbox.faults.add({ route: "POST /*", skip: 3, times: 2, fault: { status: 502 } });
  sandbox.faults.add({
    route: "POST /contacts",
    times: 10,
    fault: { kind: "reset", applied: true },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-examples-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string, content?: string) => {
    const file = path.join(folder, name);
    if (content !== undefined) writeFileSync(file, content);
    return file;
  };
  const options = { token: "any", fetch: sandbox.fetch, retry: { maxDelayMs: 20 } };
  return { sandbox, intercom: createIntercom(options), options, at };
}
