/** A table. A cell is Markdown on one line. */
export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...lines.map(row)].join("\n");
}

/** A vertical bar would begin the next cell, in code too. */
const escaped = (cell: string) => cell.replaceAll("|", "\\|");

export const code = (text: string): string => `\`${text}\``;
