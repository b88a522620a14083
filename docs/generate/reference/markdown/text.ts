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
