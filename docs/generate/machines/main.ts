// Writes packages/cli/docs/pages.json, which the MCP server of the command line reads, of the pages that
// `npm run docs:pages` has generated and of the written ones.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pagesFile } from "./pages-file.ts";
import { readPages } from "./read.ts";

/** Every user of the command line downloads the file. */
const mostBytes = 1_800_000;

const file = path.resolve(import.meta.dirname, "../../../packages/cli/docs/pages.json");
const content = pagesFile(readPages());
const text = `${JSON.stringify(content)}\n`;
const bytes = Buffer.byteLength(text);
if (bytes > mostBytes) {
  throw new Error(`${file} would have ${bytes} bytes, and may have ${mostBytes}. Which part grew?`);
}
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, text);
console.log(`${content.pages.length} pages for the MCP server, ${Math.round(bytes / 1000)} kB.`);
