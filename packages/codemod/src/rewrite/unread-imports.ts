import ts from "typescript";
import { isVendorImport, isVendorModule } from "../program/bindings.ts";
import { vendorPackage } from "../program/vendor.ts";
import type { FileRewrite } from "./file-rewrite.ts";

/** Functions that load a module, or put another one in its place, by its name. */
const loaders =
  /^(require|import|resolve|(doM|dontM|setM|unm|doUnm|m)ock|(require|import)(Actual|Mock)|createMockFromModule|module)$/;

/** Leaves a comment where `intercom-client` is loaded, exported or mocked in a way that is not rewritten. */
export function noteUnreadImport(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isStringLiteralLike(node) || !isVendorName(node.text)) return;
  const reason = reasonFor(node);
  if (reason !== undefined) rewrite.leave(node, reason);
}

const isVendorName = (name: string): boolean =>
  name === vendorPackage || name.startsWith(`${vendorPackage}/`);

function reasonFor(node: ts.StringLiteralLike): string | undefined {
  const { parent } = node;
  if (ts.isExportDeclaration(parent)) {
    return `Other files import \`${vendorPackage}\` from here: export what they need of \`@interkit/client\`.`;
  }
  if (ts.isImportDeclaration(parent)) {
    return isVendorImport(parent) ? undefined : `\`${node.text}\` has no equal here.`;
  }
  if (ts.isLiteralTypeNode(parent)) {
    const outer = parent.parent;
    return ts.isImportTypeNode(outer) && outer.qualifier === undefined
      ? `The type of all of \`${node.text}\` has no equal here.`
      : undefined;
  }
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return undefined;
  const name = nameOf(parent.expression);
  if (!loaders.test(name) || isRead(parent)) return undefined;
  return `\`${name}\` of \`${node.text}\`: rewrite it by hand.`;
}

function nameOf(callee: ts.Expression): string {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return "import";
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  return ts.isIdentifier(callee) ? callee.text : "";
}

/** Whether a loaded module is that of a variable, which is rewritten. */
function isRead(call: ts.CallExpression): boolean {
  const loaded = ts.isAwaitExpression(call.parent) ? call.parent : call;
  if (!isVendorModule(loaded)) return false;
  const { parent } = loaded;
  const read = ts.isPropertyAccessExpression(parent) ? parent : loaded;
  return ts.isVariableDeclaration(read.parent) && read.parent.initializer === read;
}
