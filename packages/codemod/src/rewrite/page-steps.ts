import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import type { PageLoop } from "./page-loop.ts";
import { hasComment } from "./trivia.ts";

/** The statements of a loop that end it, or get the next page; nothing for a loop that has others. */
export function stepsOf(
  rewrite: FileRewrite,
  found: PageLoop,
): readonly ts.Statement[] | undefined {
  const { loop, name } = found;
  if (loop.expression.kind === ts.SyntaxKind.TrueKeyword) return stepsAtEnd(rewrite, found);
  const test = plain(rewrite.original(rewrite.start(loop.expression), loop.expression.end));
  return ts.isWhileStatement(loop) && test === `${name.text}.hasNextPage()`
    ? stepAtStart(rewrite, found)
    : undefined;
}

/** `if (!page.hasNextPage()) break; page = await page.getNextPage();`, or the same with `else`. */
function stepsAtEnd(
  rewrite: FileRewrite,
  { declaration, name, loop, body, before }: PageLoop,
): readonly ts.Statement[] | undefined {
  if (before.length > 0 || hasComment(rewrite, declaration.end, rewrite.start(loop))) {
    return undefined;
  }
  const page = name.text;
  const next = `${page}=await${page}.getNextPage()`;
  const ends: readonly (readonly string[])[] = [
    [`if(!${page}.hasNextPage())break`, next],
    [`if(${page}.hasNextPage())${next}elsebreak`],
  ];
  for (const end of ends) {
    const steps = body.statements.slice(-end.length);
    const texts = steps.map((step) => plain(rewrite.original(rewrite.start(step), step.end)));
    if (texts.join("\n") === end.join("\n") && !isCommented(rewrite, steps)) return steps;
  }
  return undefined;
}

/** `page = await page.getNextPage();`, where the rest of the body is what the program does with the first page. */
function stepAtStart(
  rewrite: FileRewrite,
  { declaration, name, loop, body, before }: PageLoop,
): readonly ts.Statement[] | undefined {
  const [step] = body.statements;
  if (step === undefined || before.length === 0 || isCommented(rewrite, [step])) return undefined;
  const text = plain(rewrite.original(rewrite.start(step), step.end));
  if (text !== `${name.text}=await${name.text}.getNextPage()`) return undefined;
  const first = lines(rewrite.original(declaration.end, loop.getFullStart()));
  const others = lines(rewrite.original(step.end, body.end - 1));
  if (first !== others) return undefined;
  return hasComment(rewrite, loop.getFullStart(), rewrite.start(loop)) ? undefined : [step];
}

/** A piece of code without white space, semicolons and braces. */
const plain = (text: string): string => text.replace(/[\s;{}]/g, "");

/** Lines without their indentation. */
const lines = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");

const isCommented = (rewrite: FileRewrite, steps: readonly ts.Statement[]): boolean =>
  hasComment(rewrite, steps[0]?.pos ?? 0, steps.at(-1)?.end ?? 0);
