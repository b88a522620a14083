import ts from "typescript";
import { exportTakenBy, isVendorImport, isVendorModule } from "../program/bindings.ts";

/** What imports `intercom-client`: a statement, or a variable with the result of `require`. */
export type VendorImport =
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration
  | ts.VariableDeclaration;

/** The name of the module; comments have it too, between other quotes. */
const quoted = /["']intercom-client["'/]/;

/** Whether a file imports `intercom-client`, or loads it. */
export const importsVendor = ({ text }: ts.SourceFile): boolean => quoted.test(text);

/** The imports of `intercom-client` in a file, in their order. */
export function findImports(file: ts.SourceFile): VendorImport[] {
  const found: VendorImport[] = [];
  const visit = (node: ts.Node): void => {
    if (isImport(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isImport(node: ts.Node): node is VendorImport {
  if (isVendorImport(node)) return true;
  if (ts.isImportEqualsDeclaration(node)) return exportTakenBy(node) !== undefined;
  return ts.isVariableDeclaration(node) && isLoaded(node.initializer);
}

function isLoaded(node: ts.Expression | undefined): boolean {
  if (isVendorModule(node)) return true;
  return (
    node !== undefined && ts.isPropertyAccessExpression(node) && isVendorModule(node.expression)
  );
}
