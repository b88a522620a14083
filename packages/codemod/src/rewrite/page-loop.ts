import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import type { Plan } from "./plan.ts";
import { hasComment } from "./trivia.ts";
import { awaitOf, readOf, usesOf } from "./uses.ts";

interface PageLoop {
  readonly declaration: ts.VariableStatement;
  readonly name: ts.Identifier;
  readonly loop: ts.WhileStatement;
  /** The statements that end the loop, or get the next page. */
  readonly steps: readonly ts.Statement[];
  readonly items: readonly ts.Expression[];
}

/**
 * A loop over the pages of a list: `let page = await …; while (true) { … if (!page.hasNextPage()) break; page =
 * await page.getNextPage(); }`. Here it is a loop with `for await`.
 */
export function planLoop(rewrite: FileRewrite, node: ts.CallExpression): Plan | undefined {
  const found = readLoop(rewrite, node);
  if (found === undefined) return undefined;
  const { declaration, name, loop, steps, items } = found;
  return () => {
    for (const item of items) {
      const { name: property } = item as ts.PropertyAccessExpression;
      rewrite.replace(property, "items");
    }
    const list = rewrite.text(node);
    const local = name.text;
    rewrite.code.overwrite(
      rewrite.start(declaration),
      rewrite.start(loop.statement),
      `for await (const ${local} of ${list}.pages()) `,
    );
    const [first] = steps;
    const end = steps.at(-1)?.end ?? loop.statement.end;
    if (first) rewrite.code.remove(first.getFullStart(), end);
  };
}

function readLoop(rewrite: FileRewrite, node: ts.CallExpression): PageLoop | undefined {
  const variable = awaitOf(node)?.parent;
  if (variable === undefined || !ts.isVariableDeclaration(variable)) return undefined;
  const declaration = variable.parent.parent;
  const { name } = variable;
  if (!ts.isIdentifier(name) || variable.type || !ts.isVariableStatement(declaration)) {
    return undefined;
  }
  if (declaration.declarationList.declarations.length > 1) return undefined;
  const loop = statementAfter(declaration);
  if (loop === undefined || !ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) {
    return undefined;
  }
  if (loop.expression.kind !== ts.SyntaxKind.TrueKeyword) return undefined;
  const { statements } = loop.statement;
  const steps = statements.slice(-2);
  const isCommented =
    hasComment(rewrite, declaration.end, rewrite.start(loop.statement)) ||
    hasComment(rewrite, rewrite.start(declaration), rewrite.start(node)) ||
    hasComment(rewrite, node.end, declaration.end) ||
    hasComment(rewrite, steps[0]?.pos ?? 0, steps.at(-1)?.end ?? 0);
  if (isCommented) return undefined;
  const [end, next] = steps.map((step) => rewrite.original(rewrite.start(step), step.end));
  const page = name.text;
  if (!matches(end, `if(!${page}.hasNextPage())`, "break")) return undefined;
  if (!matches(next, `${page}=await${page}.getNextPage()`, "")) return undefined;
  const items = itemsIn(rewrite, name, loop, steps);
  return items && { declaration, name, loop, steps, items };
}

function statementAfter(statement: ts.Statement): ts.Statement | undefined {
  const { parent } = statement;
  if (!ts.isBlock(parent) && !ts.isSourceFile(parent)) return undefined;
  return parent.statements[parent.statements.indexOf(statement) + 1];
}

function matches(text: string | undefined, start: string, end: string): boolean {
  const plain = (text ?? "").replace(/[\s;{}]/g, "");
  return plain === start + end;
}

/** What reads the items of the page in the loop; nothing if something else of the page is used. */
function itemsIn(
  rewrite: FileRewrite,
  name: ts.Identifier,
  loop: ts.WhileStatement,
  steps: readonly ts.Statement[],
): readonly ts.Expression[] | undefined {
  const isWithin = (node: ts.Node, outer: ts.Node): boolean =>
    node.pos >= outer.pos && node.end <= outer.end;
  const items: ts.Expression[] = [];
  for (const use of usesOf(rewrite, name)) {
    if (steps.some((step) => isWithin(use, step))) continue;
    const read = isWithin(use, loop) ? readOf(use, ["data"]) : undefined;
    if (read === undefined || !ts.isPropertyAccessExpression(read)) return undefined;
    items.push(read);
  }
  return items;
}
