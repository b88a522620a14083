import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";

/** Words that code and comments do not use, each with the term of CONTRIBUTING.md for the same thing. */
export const replacements: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "apply, obey": ["heed", "heeds", "heeded", "heeding"],
    seed: ["sow", "sows", "sown", "sowing", "plant", "plants", "planted", "planting"],
    effect: ["harm", "harms", "harmed", "harmful", "harmless"],
    "message, formatMessage": ["worded", "reworded"],
    "apply a fault": ["strike", "strikes", "struck"],
    "started, initialised": ["awake"],
    options: ["wishes"],
    timeout: ["patience"],
    rollback: ["vain"],
  }).flatMap(([term, words]) => words.map((word) => [word, term] as const)),
);

/** Finds the words to replace in the TypeScript files of a folder, one line for each. */
export function checkFolder(folder: string, root: string): string[] {
  const files = globSync("**/*.ts", {
    cwd: folder,
    ignore: ["**/generated/**", "**/dist/**", "**/node_modules/**"],
    absolute: true,
  });
  return files.sort().flatMap((file) => {
    const name = path.relative(root, file);
    return checkText(readFileSync(file, "utf8")).map((problem) => `${name}:${problem}`);
  });
}

/** Finds the words to replace in the identifiers and comments of a text; strings are data. */
export function checkText(text: string): string[] {
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  const problems: string[] = [];
  const check = (part: string, start: number): void => {
    for (const { 0: word, index } of part.matchAll(/[A-Z]?[a-z]+/g)) {
      const term = replacements.get(word.toLowerCase());
      if (term === undefined) continue;
      const { line } = source.getLineAndCharacterOfPosition(start + index);
      problems.push(`${line + 1}: "${word}": write ${term}`);
    }
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    // Before a token there are only comments and white space.
    check(text.slice(node.pos, node.getStart(source)), node.pos);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      check(node.text, node.getStart(source));
    }
  };
  visit(source);
  return problems;
}
