import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type BuiltSite, readSite } from "../../checks/site.ts";

/** A page without a fault, with this in its content. */
export function page(title: string, content = ""): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title>
<meta name="description" content="One sentence."></head>
<body><main><h1 id="_top">${title}</h1>${content}</main></body></html>`;
}

/** A site of files: `{ "guides/search/index.html": page("Search") }`. Its start page links to all of them. */
export function siteOf(files: Readonly<Record<string, string>>): BuiltSite {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-site-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const links = Object.keys(files)
    .filter((name) => name.endsWith("/index.html"))
    .map((name) => `<a href="/${name.replace("index.html", "")}">x</a>`);
  const all = { "index.html": page("Start", links.join("")), ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return readSite(folder, "https://docs.example");
}
