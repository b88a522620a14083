import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A step of a guide: a patch that a reader makes by hand, or a command. */
export type GuideStep = { readonly patch: string } | { readonly command: readonly string[] };

/** A section of CONTRIBUTING.md that describes one kind of change. */
export interface Guide {
  readonly title: string;
  /** In the order of the text. */
  readonly steps: readonly GuideStep[];
}

/** The guides that are executed, and the number of files that a reader may have to edit for each. */
export const mostEdits: Readonly<Record<string, number>> = {
  "Add a field": 2,
  "Add an operation with behaviour": 3,
  "Add an API version": 0,
  "Add an option for retries": 3,
  "Add a helper for every version": 2,
};

/**
 * Reads the guides from Markdown: blocks of `diff` are patches, lines in blocks of `sh` are commands.
 *
 * @throws {Error} when the text has no such section, or one without a step.
 */
export function readGuides(markdown: string): Guide[] {
  const guides = new Map<string, GuideStep[]>();
  let steps: GuideStep[] = [];
  const tokens = new MarkdownIt().parse(markdown, {});
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") {
      steps = [];
      guides.set(tokens[index + 1]?.content ?? "", steps);
    }
    if (token.type !== "fence") return;
    if (token.info === "diff") steps.push({ patch: token.content });
    if (token.info === "sh") steps.push(...commandsIn(token.content));
  });
  return Object.keys(mostEdits).map((title) => {
    const found = guides.get(title) ?? [];
    if (found.length === 0) throw new Error(`CONTRIBUTING.md has no guide "${title}" with steps`);
    return { title, steps: found };
  });
}

export function guides(): Guide[] {
  return readGuides(readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8"));
}

/** The files that patches change or create. */
export function editedFiles(steps: readonly GuideStep[]): string[] {
  const files = steps.flatMap((step) =>
    "patch" in step
      ? [...step.patch.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, file = ""]) => file)
      : [],
  );
  return [...new Set(files)];
}

function commandsIn(block: string): GuideStep[] {
  const lines = block.split("\n").map((line) => line.replace(/ # .*$/, "").trim());
  return lines.filter((line) => line !== "").map((line) => ({ command: line.split(/\s+/) }));
}
