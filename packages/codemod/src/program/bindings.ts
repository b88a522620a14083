import ts from "typescript";
import { vendorPackage } from "./vendor.ts";

/** Whether an expression is `require("intercom-client")`, or `await import("intercom-client")`. */
export function isVendorModule(node: ts.Expression | undefined): boolean {
  if (node === undefined) return false;
  if (ts.isAwaitExpression(node)) return isVendorCall(node.expression, isImport);
  return isVendorCall(node, isRequire);
}

const isImport = (callee: ts.Expression): boolean => callee.kind === ts.SyntaxKind.ImportKeyword;

const isRequire = (callee: ts.Expression): boolean =>
  ts.isIdentifier(callee) && callee.text === "require";

function isVendorCall(node: ts.Expression, isLoader: (callee: ts.Expression) => boolean): boolean {
  if (!ts.isCallExpression(node) || !isLoader(node.expression)) return false;
  const [name] = node.arguments;
  return name !== undefined && ts.isStringLiteralLike(name) && name.text === vendorPackage;
}

/** Whether a declaration imports from `intercom-client`. */
export function isVendorImport(node: ts.Node | undefined): node is ts.ImportDeclaration {
  return (
    node !== undefined &&
    ts.isImportDeclaration(node) &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    node.moduleSpecifier.text === vendorPackage
  );
}

/** The same for `@import` of JSDoc. */
const isImportOfVendor = (node: ts.Node): boolean =>
  isVendorImport(node) ||
  (ts.isJSDocImportTag(node) &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    node.moduleSpecifier.text === vendorPackage);

/**
 * What a declaration takes from `intercom-client`: the name of an export, or `""` for all of the module.
 * Nothing for other declarations.
 */
export function exportTakenBy(declaration: ts.Declaration): string | undefined {
  if (ts.isImportSpecifier(declaration)) {
    const name = (declaration.propertyName ?? declaration.name).text;
    if (!isImportOfVendor(declaration.parent.parent.parent)) return undefined;
    return name === "default" ? "" : name;
  }
  if (ts.isImportClause(declaration)) return isVendorImport(declaration.parent) ? "" : undefined;
  if (ts.isNamespaceImport(declaration)) {
    return isVendorImport(declaration.parent.parent) ? "" : undefined;
  }
  if (ts.isImportEqualsDeclaration(declaration)) return takenByImportEquals(declaration);
  if (ts.isVariableDeclaration(declaration)) return takenByVariable(declaration);
  return ts.isBindingElement(declaration) ? takenByElement(declaration) : undefined;
}

function takenByImportEquals({ moduleReference }: ts.ImportEqualsDeclaration): string | undefined {
  if (!ts.isExternalModuleReference(moduleReference)) return undefined;
  const { expression } = moduleReference;
  return ts.isStringLiteral(expression) && expression.text === vendorPackage ? "" : undefined;
}

function takenByVariable({ initializer }: ts.VariableDeclaration): string | undefined {
  if (isVendorModule(initializer)) return "";
  if (initializer === undefined || !ts.isPropertyAccessExpression(initializer)) return undefined;
  return isVendorModule(initializer.expression) ? exportNamed(initializer.name.text) : undefined;
}

function takenByElement({ parent, propertyName, name }: ts.BindingElement): string | undefined {
  const variable = parent.parent;
  if (!ts.isVariableDeclaration(variable) || !isVendorModule(variable.initializer))
    return undefined;
  const taken = propertyName ?? name;
  return ts.isIdentifier(taken) ? exportNamed(taken.text) : undefined;
}

const exportNamed = (name: string): string => (name === "default" ? "" : name);
