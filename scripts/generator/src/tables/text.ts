export const BANNER = "// Generated from openapi/ by `npm run generate`. Do not edit.";

/** `contacts.companies.list` → `ContactsCompaniesList`. */
export function pascalCase(id: string): string {
  return id
    .split(".")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** Lines as a documentation comment, or nothing where there is nothing to say. */
export function docComment(lines: readonly string[], indent = ""): string {
  const safe = lines.map((line) => line.replaceAll("*/", "*\\/").trimEnd());
  if (safe.length === 0) return "";
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  const body = safe.map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${body.join("\n")}\n${indent} */\n`;
}

/** As many whole sentences of a text as fit, at least the first one. */
export function firstSentences(text: string, length: number): string {
  const paragraph =
    text
      .trim()
      .split(/\n\s*\n/)[0]
      ?.replace(/\s+/g, " ") ?? "";
  const sentences = paragraph.split(/(?<=[.!?]) (?=[A-Z`"])/);
  let result = "";
  for (const sentence of sentences) {
    const longer = result ? `${result} ${sentence}` : sentence;
    if (result && longer.length > length) break;
    result = longer;
  }
  return result;
}

/** Words folded into lines that are read without scrolling. */
export function fold(text: string, width = 96): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return line ? [...lines, line] : lines;
}
