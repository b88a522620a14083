// Applies rows of a file to a collection, and prints the report.
import { readFileSync } from "node:fs";
import { createIntercom } from "@interkit/client/2.16";
import { fromRows } from "@interkit/jobs";
import { articles, type ContentPage, contentPages, createSync } from "@interkit/jobs/sync";

const [baseUrl = "", kind, file = "", state = ""] = process.argv.slice(2);
const intercom = createIntercom({ token: "sync", baseUrl, rateLimit: false });
const rows: ContentPage[] = JSON.parse(readFileSync(file, "utf8"));
const to =
  kind === "pages"
    ? contentPages(intercom, { source: "https://docs.example.com" })
    : articles(intercom, { removal: "delete" });
const docs = createSync({
  ...{ name: "docs", from: fromRows(rows), to, state },
  ...{ maxRemovals: Number.POSITIVE_INFINITY, maxRemovalShare: 1 },
});
console.log(String(await docs.apply({ leaseMs: 1_000 })));
