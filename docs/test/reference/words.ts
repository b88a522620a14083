/** The words of a command line, as a shell separates them. */
export function wordsOf(line: string): string[] {
  const words = line.replaceAll("\\\n", " ").match(/(?:[^\s'\\]|\\'|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/\\'|'([^']*)'/g, (quoted, text = "'") => (quoted === "\\'" ? "'" : text)),
  );
}
