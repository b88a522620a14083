import { readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
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
    "report, notify": ["told", "tell", "tells", "telling"],
    "request, query": ["asked", "asks", "asking"],
    fix: ["mend", "mends", "mended", "mending"],
    "check, validate": ["judge", "judges", "judged", "judging"],
    "the actor": ["nobody", "somebody", "everybody", "anybody", "whoever"],
    "plain, alone": ["bare"],
    "during, until then": ["meanwhile"],
  }).flatMap(([term, words]) => words.map((word) => [word, term] as const)),
);

/**
 * Whether a text may have a word to replace, in a string or anywhere else: most texts have none, and are not parsed.
 * A letter before a word makes it another one, unless it is that of an escape such as `\n`.
 */
const anyWord = new RegExp(
  [...replacements.keys()]
    .flatMap((word) => [
      `(?<!(?<!\\\\)[a-z])${word}`,
      word.slice(0, 1).toUpperCase() + word.slice(1),
    ])
    .map((word) => `${word}(?![a-z])`)
    .join("|"),
);

/** Finds the words to replace in the TypeScript and JavaScript files of a folder, one line for each. */
export function checkFolder(folder: string, root: string): string[] {
  const files = globSync("**/*.{ts,mjs}", {
    cwd: folder,
    ignore: ["**/generated/**", "**/dist/**", "**/node_modules/**"],
    absolute: true,
  });
  return files.sort().flatMap((file) => {
    const name = path.relative(root, file);
    return checkText(readFileSync(file, "utf8")).map((problem) => `${name}:${problem}`);
  });
}

/**
 * Finds the words to replace in the identifiers, comments and test titles of a text. Other strings are
 * data.
 */
export function checkText(text: string): string[] {
  if (!anyWord.test(text)) return [];
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
  const problems: string[] = [];
  const check = (part: string, start: number): void => {
    // Names with an underscore, such as `nobody_admin`, are those of the API.
    for (const { 0: word, index } of part.matchAll(/(?<!_[a-z]*)[A-Z]?[a-z]+(?![a-z_])/g)) {
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
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || isTestTitle(node)) {
      check(node.text, node.getStart(source));
    }
  };
  visit(source);
  return problems;
}

/** Finds the words to replace in the sentences of a Markdown document; code is data. */
export function checkProse(markdown: string): string[] {
  // The front matter keeps its lines, so that those of the document are counted from its start.
  const text = markdown.replace(/^---\n.*?\n---\n/s, (head) => head.replace(/[^\n]/g, ""));
  return new MarkdownIt().parse(text, {}).flatMap(({ children, map }) =>
    (children ?? [])
      .filter(({ type }) => type === "text")
      .flatMap(({ content }) => content.match(/[a-z]+/gi) ?? [])
      .filter((word) => replacements.has(word.toLowerCase()))
      .map((word) => {
        return `${(map?.[0] ?? 0) + 1}: "${word}": write ${replacements.get(word.toLowerCase())}`;
      }),
  );
}

/** Whether a node is the title in a call such as `test("…")` or `describe.each([…])("…")`. */
function isTestTitle(node: ts.Node): node is ts.StringLiteral {
  if (!ts.isStringLiteral(node) || !ts.isCallExpression(node.parent)) return false;
  let callee: ts.Node = node.parent.expression;
  while (!ts.isIdentifier(callee)) {
    if (!ts.isCallExpression(callee) && !ts.isPropertyAccessExpression(callee)) return false;
    callee = callee.expression;
  }
  return node.parent.arguments[0] === node && ["describe", "test"].includes(callee.text);
}
