// Makes pages and articles those of a file, until it is killed.
import { readFileSync } from "node:fs";
import { fromRows } from "@interkit/jobs";
import { articles, contentPages, createSync } from "@interkit/jobs/sync";
import { at, intercom, lease, whenFree } from "./process.mjs";

const from = fromRows(JSON.parse(readFileSync(at("pages.json"), "utf8")));
for (const to of [
  contentPages(intercom, { source: "https://docs.example.com" }),
  articles(intercom),
]) {
  const sync = createSync({ from, to, state: at("state.db") });
  const { outcome } = await whenFree(() => sync.apply(lease));
  if (outcome !== "complete") throw new Error(`The outcome is ${outcome}`);
}
