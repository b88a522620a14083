import ts from "typescript";
import { exportTakenBy } from "./bindings.ts";
import { type VendorValue, vendorValueOf } from "./declarations.ts";
import { declarationsFile } from "./program.ts";

/** The identifier that a chain of names begins with: `Role` of `Role.USER`. */
export function rootOf(node: ts.Node): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  if (ts.isPropertyAccessExpression(node)) return rootOf(node.expression);
  return ts.isQualifiedName(node) ? rootOf(node.left) : undefined;
}

/** The symbol that an identifier refers to; for `{ name }`, that of the variable. */
export function symbolAt(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    return checker.getShorthandAssignmentValueSymbol(parent);
  }
  return checker.getSymbolAtLocation(node);
}

/**
 * Where a chain of names leads to in the exports of `intercom-client`: `Role.USER`, or `""` for the module.
 * Nothing for a name that was not imported from there.
 */
export function exportAt(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  if (ts.isIdentifier(node)) {
    const declarations = symbolAt(node, checker)?.declarations ?? [];
    return declarations.map(exportTakenBy).find((taken) => taken !== undefined);
  }
  if (ts.isPropertyAccessExpression(node)) {
    return join(exportAt(node.expression, checker), node.name.text);
  }
  return ts.isQualifiedName(node) ? join(exportAt(node.left, checker), node.right.text) : undefined;
}

function join(place: string | undefined, name: string): string | undefined {
  if (place === undefined) return undefined;
  return place === "" ? name : `${place}.${name}`;
}

/** Which value of `intercom-client` a type is, `null` and `undefined` left out. */
export function vendorValueIn(type: ts.Type, checker: ts.TypeChecker): VendorValue | undefined {
  const present = checker.getApparentType(checker.getNonNullableType(type));
  if (present.isIntersection()) {
    return present.types
      .map((part) => vendorValueIn(part, checker))
      .find((value) => value !== undefined);
  }
  const symbol = present.getSymbol();
  const declared = symbol?.declarations?.[0]?.getSourceFile().fileName;
  // `typeof IntercomClient`, the class itself, has the same symbol as its instances.
  if (symbol === undefined || declared !== declarationsFile || !isInstance(present)) {
    return undefined;
  }
  return vendorValueOf(symbol.name);
}

const isInstance = (type: ts.Type): boolean => type.getConstructSignatures().length === 0;
