import { suggestion } from "../../arguments/closest.ts";
import type { DocPage, DocSection } from "./pages.ts";

/** The most characters of a page in a result: about 5,000 tokens. */
export const maxPartSize = 20_000;

const maxHeadings = 100;

/** A part of a page as Markdown, or why there is none. */
export type Part = { readonly text: string } | { readonly problem: string };

/** The address of a page and the fragment, of any form: `guides/webhooks`, `/guides/webhooks.md#verify`, a URL. */
export function parseAddress(text: string): { address: string; anchor: string } {
  const [place = "", anchor = ""] = text.trim().split("#");
  const path = URL.canParse(place) ? new URL(place).pathname : place;
  const name = path.replace(/\.md$/, "").replace(/^\/+|\/+$/g, "");
  return { address: name === "" || name === "index" ? "/" : `/${name}/`, anchor };
}

/** Reads a page from a character on, or the section of a heading with those below it. */
export function readPart(page: DocPage, anchor: string, offset: number | undefined): Part {
  const { text, starts } = layOut(page);
  const from = offset ?? 0;
  if (from >= text.length) {
    return { problem: `${page.address} has ${text.length} characters; offset is ${from}.` };
  }
  if (anchor === "" || offset !== undefined) return partOf(page, text, from, text.length);
  const index = page.sections.findIndex((section) => section.anchor === anchor);
  if (index === -1) {
    const anchors = page.sections.map((section) => `#${section.anchor}`);
    const hint = suggestion(`#${anchor}`, anchors);
    return { problem: `There is no heading #${anchor} on ${page.address}${hint}` };
  }
  const end = starts[endOf(page.sections, index)] ?? text.length;
  return partOf(page, text, starts[index] ?? 0, end);
}

/** The text of a page, and where each section begins. */
function layOut({ title, description, sections }: DocPage): { text: string; starts: number[] } {
  let text = `# ${title}\n\n> ${description}`;
  const starts = sections.map((section) => {
    text += "\n\n";
    const start = text.length;
    text += section.text;
    return start;
  });
  return { text, starts };
}

/** The first section after one that is not below its heading. */
function endOf(sections: readonly DocSection[], index: number): number {
  const level = levelOf(sections[index]);
  const next = sections.findIndex((section, at) => at > index && levelOf(section) <= level);
  return next === -1 ? sections.length : next;
}

function levelOf(section: DocSection | undefined): number {
  return /^#+/.exec(section?.text ?? "")?.[0].length ?? 1;
}

function partOf(page: DocPage, text: string, from: number, to: number): Part {
  const end = cutAtLine(text, from, to);
  const part = text.slice(from, end).trim();
  if (from === 0 && end === text.length) return { text: part };
  const notes = [`Characters ${from} to ${end} of ${text.length} of ${page.address}.`];
  if (end < text.length) notes.push(`read_doc with "offset": ${end} continues.`);
  if (from === 0) notes.push(`Its headings: ${headingsOf(page)}.`);
  return { text: `${part}\n\n[${notes.join(" ")}]` };
}

/** The end of the last whole line that fits, where lines are of a usual length. */
function cutAtLine(text: string, from: number, to: number): number {
  if (to - from <= maxPartSize) return to;
  const end = text.lastIndexOf("\n", from + maxPartSize) + 1;
  return end > from + maxPartSize / 2 ? end : from + maxPartSize;
}

function headingsOf({ sections }: DocPage): string {
  const anchors = sections.flatMap(({ anchor, text }) =>
    anchor !== "" && levelOf({ heading: "", anchor, text }) === 2 ? [`#${anchor}`] : [],
  );
  const more = anchors.length > maxHeadings ? ", …" : "";
  return `${anchors.slice(0, maxHeadings).join(", ")}${more}`;
}
