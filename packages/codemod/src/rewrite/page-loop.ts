import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import { stepsOf } from "./page-steps.ts";
import type { Plan } from "./plan.ts";
import { hasComment } from "./trivia.ts";
import { awaitOf, readOf, usesOf } from "./uses.ts";

/** A loop over the pages of a list, with the variable that has the page. */
export interface PageLoop {
  readonly declaration: ts.VariableStatement;
  readonly name: ts.Identifier;
  readonly loop: ts.WhileStatement | ts.DoStatement;
  readonly body: ts.Block;
  /** The statements that do for the first page what the body does for the others; most loops have none. */
  readonly before: readonly ts.Statement[];
}

/**
 * A loop over the pages of a list: `let page = await …; while (true) { … if (!page.hasNextPage()) break; page =
 * await page.getNextPage(); }`, or with `while (page.hasNextPage())`. Here it is a loop with `for await`.
 */
export function planLoop(rewrite: FileRewrite, node: ts.CallExpression): Plan | undefined {
  const found = readLoop(rewrite, node);
  const steps = found && stepsOf(rewrite, found);
  const items = steps && itemsIn(rewrite, found, steps);
  const [first] = steps ?? [];
  const last = steps?.at(-1);
  if (found === undefined || items === undefined || !first || !last) return undefined;
  const { declaration, name, loop, body } = found;
  // Statements between the declaration and the loop have edits of their own before they go.
  const apply = (): void => {
    for (const { name: property } of items) rewrite.replace(property, "items");
    rewrite.code.overwrite(
      rewrite.start(declaration),
      rewrite.start(body),
      `for await (const ${name.text} of ${rewrite.text(node)}.pages()) `,
    );
    rewrite.code.remove(first.getFullStart(), last.end);
    if (ts.isDoStatement(loop)) rewrite.code.remove(body.end, loop.end);
    rewrite.forget(declaration.end, rewrite.start(body));
  };
  return () => void rewrite.later.push(apply);
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
  const isCommented =
    hasComment(rewrite, rewrite.start(declaration), rewrite.start(node)) ||
    hasComment(rewrite, node.end, declaration.end);
  if (isCommented) return undefined;
  const following = statementsAfter(declaration);
  const index = following.findIndex((one) => ts.isWhileStatement(one) || ts.isDoStatement(one));
  const loop = following[index];
  if (loop === undefined || !(ts.isWhileStatement(loop) || ts.isDoStatement(loop))) {
    return undefined;
  }
  const { statement: body } = loop;
  if (!ts.isBlock(body) || hasComment(rewrite, rewrite.start(loop), rewrite.start(body))) {
    return undefined;
  }
  return { declaration, name, loop, body, before: following.slice(0, index) };
}

function statementsAfter(statement: ts.Statement): readonly ts.Statement[] {
  const { parent } = statement;
  if (!ts.isBlock(parent) && !ts.isSourceFile(parent)) return [];
  return parent.statements.slice(parent.statements.indexOf(statement) + 1);
}

/** What reads the items of the page in the loop; nothing if something else of the page is used. */
function itemsIn(
  rewrite: FileRewrite,
  { name, loop, body, before }: PageLoop,
  steps: readonly ts.Node[],
): readonly ts.PropertyAccessExpression[] | undefined {
  const isWithin = (node: ts.Node, outer: ts.Node): boolean =>
    node.pos >= outer.pos && node.end <= outer.end;
  const items: ts.PropertyAccessExpression[] = [];
  for (const use of usesOf(rewrite, name)) {
    if ([...steps, ...before, loop.expression].some((outer) => isWithin(use, outer))) continue;
    const read = isWithin(use, body) ? readOf(use, ["data"]) : undefined;
    if (read === undefined || !ts.isPropertyAccessExpression(read)) return undefined;
    items.push(read);
  }
  return items;
}
