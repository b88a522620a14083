// npm run example -- sync-contacts: runs an example against a sandbox of its own.
import { createSandbox } from "@interkit/sandbox";
import { newContactFields } from "./compare-versions.ts";
import { exportCompanies } from "./export-companies.ts";
import { importPages } from "./import-pages.ts";
import { tagQuietUsers } from "./search-and-tag.ts";
import { syncContacts } from "./sync-contacts.ts";

const { fetch, seed } = createSandbox();
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
