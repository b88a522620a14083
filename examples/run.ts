// npm run example -- sync-contacts: runs an example against a sandbox of its own.
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import { fileTarget } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { toNodeListener } from "@interkit/webhooks/node";
import { createAnswerBot } from "./answer-bot.ts";
import { backfillContacts } from "./backfill-contacts.ts";
import { newContactFields } from "./compare-versions.ts";
import { deliveryStatistics } from "./delivery-statistics.ts";
import { erasePerson } from "./erase-person.ts";
import { exportCompanies } from "./export-companies.ts";
import { exportConversations } from "./export-conversations.ts";
import { mirrorWorkspace } from "./mirror-workspace.ts";
import { openTickets } from "./open-tickets.ts";
import { publishPages } from "./publish-pages.ts";
import { tagQuietUsers } from "./search-and-tag.ts";
import { syncContacts } from "./sync-contacts.ts";

const { fetch, seed, webhooks } = createSandbox();
const options = { token: "any", fetch };
const folder = mkdtempSync(path.join(tmpdir(), "interkit-example-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The path of a file, which is written if it has a content. */
function at(name: string, content?: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

const examples: Record<string, () => Promise<unknown>> = {
  "sync-contacts": () => {
    const ada = { id: "1", email: "ada@example.com", name: "Ada Lovelace", version: 1 };
    const changedAfter = async (version: number) => [ada].filter((one) => one.version > version);
    return syncContacts(options, changedAfter, at("state.db"));
  },
  "backfill-contacts": () => {
    const people = "external_id,email,name\n1,ada@example.com,Ada\n2,grace@example.com,Grace\n";
    return backfillContacts(options, { file: at("people.csv", people), state: at("state.db") });
  },
  "export-conversations": async () => {
    seed.conversation({ contact_ids: [seed.contact({ role: "user" }).id] });
    const file = at("conversations.jsonl");
    const summary = await exportConversations(options, { file, state: at("state.db") });
    return [readFileSync(file, "utf8"), summary];
  },
  "open-tickets": async () => {
    const type = { name: "Fault", category: "Customer" } as const;
    const { id } = await createIntercom(options).ticketTypes.create(type);
    const contacts = [{ email: "ada@example.com" }];
    const ticket = JSON.stringify({ title: "It broke", ticket_type_id: id, contacts });
    return openTickets(options, { file: at("tickets.jsonl", ticket), state: at("state.db") });
  },
  "publish-pages": async () => {
    const file = at("docs/start.md", "# Start\n\nWelcome.");
    const site = { folder: path.dirname(file), site: "https://docs.example.com" };
    const publish = () => publishPages(options, { ...site, state: at("state.db") });
    return [String(await publish()), String(await publish())];
  },
  "erase-person": () => {
    seed.contact({ role: "user", email: "ada@example.com" });
    return erasePerson(options, "ada@example.com");
  },
  "delivery-statistics": () => {
    const { id } = seed.contact({ role: "user" });
    seed.receipt({ contact_id: id, content_title: "Welcome" });
    return deliveryStatistics(options, new Date(Date.now() - 3_600_000), new Date());
  },
  "mirror-workspace": () => {
    seed.contact({ role: "user", email: "ada@example.com" });
    const settings = { secret: "client secret", target: fileTarget(at("copy")) };
    return mirrorWorkspace(options, { ...settings, state: at("state.db") }).sync();
  },
  "search-and-tag": () => {
    seed.contact({ role: "user", last_seen_at: Date.parse("2020-01-01") / 1000 });
    return tagQuietUsers(options, seed.tag({ name: "Quiet" }).id, new Date("2025-01-01"));
  },
  "export-companies": async () => {
    seed.company({ company_id: "engines", name: "Engines, Analytical" });
    const lines: string[] = [];
    for await (const line of exportCompanies(options)) lines.push(line);
    return lines;
  },
  "answer-bot": async () => {
    const bot = { secret: "client secret", adminId: seed.admin({ name: "Bot" }).id };
    const tagId = seed.tag({ name: "Wants a person" }).id;
    const server = createServer(toNodeListener(createAnswerBot(options, { ...bot, tagId })));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    webhooks.add({ url, secret: bot.secret, topics: ["conversation.*"] });
    const { id } = seed.conversation({ contact_ids: [seed.contact({ role: "user" }).id] });
    await webhooks.settled();
    server.close();
    return (await createIntercom(options).conversations.get(id)).tags;
  },
  "compare-versions": () => newContactFields(options, seed.contact({ role: "user" }).id),
};

const [name = ""] = process.argv.slice(2);
const example = examples[name];
if (example === undefined) {
  console.error(`Name an example: ${Object.keys(examples).join(", ")}.`);
  process.exitCode = 1;
} else {
  console.log(await example());
}
