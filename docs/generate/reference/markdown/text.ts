/** A table; nothing where it has no rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Outside of code, a `<` would begin HTML. */
function cell(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  const parts = flat.split(/(`[^`]*`)/);
  return parts
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;")))
    .join("")
    .replaceAll("|", "\\|");
}

export function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

/** Folded content. The empty lines make its Markdown readable for every reader. */
export function details(summary: string, content: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Paragraphs, without those that are empty. */
export const paragraphs = (parts: readonly (string | undefined)[]): string =>
  parts.filter(Boolean).join("\n\n");

/** A text as a sentence. */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
};
