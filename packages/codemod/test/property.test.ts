import { writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { copyOf, fixtureNames, majorOf, textsIn } from "./support/fixtures.ts";

/** The tokens of a program: all of it except for comments and white space. */
function tokensOf(file: string, text: string): { start: number; text: string }[] {
  const tokens: { start: number; text: string }[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    if (children.length === 0 && node.end > node.getStart(source)) {
      tokens.push({ start: node.getStart(source), text: node.getText(source) });
    }
    for (const child of children) visit(child);
  };
  visit(source);
  return tokens;
}

const wordsOf = (file: string, text: string): string[] =>
  tokensOf(file, text)
    .map((token) => token.text)
    .filter((word) => word !== "," && word !== ";");

/** Where an import ends: its statement is replaced as a whole. */
const endOfImports = (text: string): number => {
  const ends = [...text.matchAll(/^.*["']intercom-client["'].*$/gm)];
  return Math.max(0, ...ends.map(({ index, 0: line }) => index + line.length + 1));
};

/** Puts white space and comments between some tokens. */
function withNoise(file: string, text: string, places: readonly number[]): string {
  const first = endOfImports(text);
  const starts = tokensOf(file, text).flatMap(({ start }) => (start >= first ? [start] : []));
  const chosen = [...new Set(places.map((place) => starts[place % starts.length] ?? first))];
  let noisy = text;
  for (const [index, start] of chosen.sort((a, b) => b - a).entries()) {
    const noise = index % 3 === 0 ? "  " : `/* noise ${index} */ `;
    noisy = noisy.slice(0, start) + noise + noisy.slice(start);
  }
  return noisy;
}

const commentsOf = (text: string): string[] =>
  [...text.matchAll(/\/\* noise \d+ \*\//g)].map(([comment]) => comment).sort();

describe.each(fixtureNames)("%s, with white space and comments anywhere", (name) => {
  test("keeps all comments, and is rewritten as without them where nothing is left", async () => {
    const args = [".", "--from", majorOf(name), "--write", "--force"];
    const plain = copyOf(name);
    const { stderr: plainly } = await codemod(args, plain);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), async (places) => {
        const folder = copyOf(name);
        const noisy = Object.entries(textsIn(folder)).map(([file, text]) => {
          return [file, withNoise(file, text, places)] as const;
        });
        for (const [file, text] of noisy) writeFileSync(path.join(folder, file), text);
        const { code, stderr } = await codemod(args, folder);
        expect(code).toBe(0);
        const after = textsIn(folder);
        for (const [file, text] of noisy)
          expect(commentsOf(after[file] ?? "")).toEqual(commentsOf(text));
        if (leftBy(stderr) === leftBy(plainly)) {
          for (const [file, text] of Object.entries(textsIn(plain))) {
            expect(wordsOf(file, after[file] ?? "")).toEqual(wordsOf(file, text));
          }
        }
        await codemod(args, folder);
        expect(textsIn(folder)).toEqual(after);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 300_000);
});

const leftBy = (stderr: string): string | undefined => /(\d+) left/.exec(stderr)?.[1];
