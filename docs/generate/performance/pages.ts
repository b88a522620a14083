import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "../page.ts";
import { fill } from "../template.ts";

const root: string = path.resolve(import.meta.dirname, "../../..");

/** The measured tables with what they mean for a program, and what was tried to make it faster. */
export function pages(): Page[] {
  const measured = readFileSync(path.join(root, "BENCHMARKS.md"), "utf8");
  const tried = readFileSync(path.join(root, "PERFORMANCE.md"), "utf8");
  const template = readFileSync(path.join(import.meta.dirname, "performance.md"), "utf8");
  return [performancePage(template, measured), triedPage(tried)];
}

/**
 * The page of the measurements: each section of BENCHMARKS.md at its place in the template.
 *
 * @throws {Error} for a section without a place, and for a place without a section.
 */
export function performancePage(template: string, measured: string): Page {
  const { head, sections } = sectionsOf(measured);
  const values = new Map([["nodes", nodesIn(head)]]);
  for (const [title, text] of sections) {
    values.set(title, title === "Targets" ? text : `### ${title}\n\n${text}`);
  }
  return {
    path: "background/performance",
    title: "Performance",
    description:
      "What a call, a list, a client and a bundle cost, measured beside other clients, and what it means.",
    body: linked(fill(template, values)),
    frontmatter: { sidebar: { order: 5 } },
  };
}

/** PERFORMANCE.md as a page. */
export function triedPage(tried: string): Page {
  return {
    path: "background/performance-tried",
    title: "What was tried for performance",
    description: "Where the time and the bytes go, and what was tried: also what gave nothing.",
    body: linked(tried.replace(/^# .*\n/, "")),
    frontmatter: { sidebar: { order: 6 } },
  };
}

/** Links between the two documents become those between the two pages. */
function linked(markdown: string): string {
  return markdown
    .replaceAll("[BENCHMARKS.md](BENCHMARKS.md)", "[Performance](/background/performance/)")
    .replaceAll(
      "[PERFORMANCE.md](PERFORMANCE.md)",
      "[What was tried](/background/performance-tried/)",
    );
}

/** The versions of Node, one a line of a list. */
function nodesIn(head: string): string {
  return head
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .join("\n");
}

/** What is before the first heading of the second level, and the text below each, by its title. */
function sectionsOf(markdown: string): { head: string; sections: Map<string, string> } {
  const [head = "", ...rest] = markdown.split(/^## /m);
  const sections = rest.map((section): [string, string] => {
    const end = section.indexOf("\n");
    return [section.slice(0, end), section.slice(end).trim()];
  });
  return { head, sections: new Map(sections) };
}
