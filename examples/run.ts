// npm run example -- sync-contacts: runs an example against a sandbox of its own.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";
import { toNodeListener } from "@interkit/webhooks/node";
import { createAnswerBot } from "./answer-bot.ts";
import { newContactFields } from "./compare-versions.ts";
import { exportCompanies } from "./export-companies.ts";
import { importPages } from "./import-pages.ts";
import { tagQuietUsers } from "./search-and-tag.ts";
import { syncContacts } from "./sync-contacts.ts";

const { fetch, seed, webhooks } = createSandbox();
const options = { token: "any", fetch };

const examples: Record<string, () => Promise<unknown>> = {
  "sync-contacts": async () => {
    const ada = { id: "1", email: "ada@example.com", name: "Ada Lovelace" };
    return [await syncContacts(options, [ada]), await syncContacts(options, [ada])];
  },
  "search-and-tag": () => {
    seed.contact({ role: "user", last_seen_at: Date.parse("2020-01-01") / 1000 });
    return tagQuietUsers(options, seed.tag({ name: "Quiet" }).id, new Date("2025-01-01"));
  },
  "import-pages": () => {
    const article = { id: "start", title: "Start", html: "<p>Welcome.</p>" };
    return importPages(options, "https://docs.example.com/", [article]);
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
