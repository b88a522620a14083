import ts from "typescript";
import { compareNames, type DeclaringStatement } from "./declarations.ts";

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

/** A declaration as a user may rely on it: no comments, no private members, members sorted by name. */
export function printDeclaration(statement: DeclaringStatement, isExported: boolean): string {
  const { factory } = ts;
  const modifiers = (ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined) ?? [];
  const kept = modifiers.filter(({ kind }) => !dropped.has(kind));
  const own = isExported ? [factory.createToken(ts.SyntaxKind.ExportKeyword), ...kept] : kept;
  return print(withModifiers(statement, own), statement.getSourceFile());
}

const dropped: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.DeclareKeyword,
]);

/** A piece of a declaration, on one line. */
export function printLine(node: ts.Node): string {
  return print(node, node.getSourceFile()).replace(/\s+/g, " ").replace(/;$/, "");
}

function print(node: ts.Node, source: ts.SourceFile): string {
  keepTuplesShort(node);
  return printer.printNode(ts.EmitHint.Unspecified, node, source);
}

/** Otherwise each element of a tuple has a line of its own. */
function keepTuplesShort(node: ts.Node): void {
  if (ts.isTupleTypeNode(node)) ts.setEmitFlags(node, ts.EmitFlags.SingleLine);
  ts.forEachChild(node, keepTuplesShort);
}

function withModifiers(node: DeclaringStatement, modifiers: ts.Modifier[]): ts.Node {
  const { factory } = ts;
  if (ts.isInterfaceDeclaration(node)) {
    const sorted = sortMembers(node.members);
    return factory.updateInterfaceDeclaration(node, modifiers, node.name, ...headOf(node), sorted);
  }
  if (ts.isClassDeclaration(node)) {
    const sorted = sortMembers(node.members.filter((member) => !isPrivate(member)));
    return factory.updateClassDeclaration(node, modifiers, node.name, ...headOf(node), sorted);
  }
  return factory.replaceModifiers(node as ts.VariableStatement, modifiers);
}

/** What stands between the name and the members. */
function headOf({
  typeParameters,
  heritageClauses,
}: ts.InterfaceDeclaration | ts.ClassDeclaration) {
  return [typeParameters, heritageClauses] as const;
}

/** A private constructor stays: it says that users make no such thing. */
function isPrivate(member: ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member)) return false;
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
}

/** Constructors and call signatures come first. Signatures of one name stay in their order. */
function sortMembers<Member extends ts.ClassElement | ts.TypeElement>(
  members: readonly Member[],
): Member[] {
  const nameOf = ({ name }: Member) => name?.getText().replace(/^["']|["']$/g, "") ?? "";
  return members.toSorted((one, other) => compareNames(nameOf(one), nameOf(other)));
}
