import ts from "typescript";
import { vendorPackage } from "../program/vendor.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { typeHere } from "./references.ts";

/** Rewrites `@import { IntercomClient } from "intercom-client"` of JSDoc. The names in the file stay as they are. */
export function rewriteDocImport(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isJSDocImportTag(node)) return;
  const { importClause, moduleSpecifier } = node;
  if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== vendorPackage) return;
  const bindings = importClause?.namedBindings;
  const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  const names = elements.map(({ propertyName, name }) => {
    const here = typeHere(rewrite, (propertyName ?? name).text);
    return here === undefined ? undefined : named(here, name.text);
  });
  if (!bindings || importClause.name || names.length === 0 || names.includes(undefined)) {
    rewrite.leave(node, "`@import` takes names from `intercom-client` that are others here.");
    return;
  }
  rewrite.replace(bindings, `{ ${names.join(", ")} }`);
  rewrite.replace(moduleSpecifier, rewrite.string(`@interkit/client/${rewrite.version}`));
  rewrite.counts.others += 1;
}

const named = (here: string, local: string): string =>
  here === local ? here : `${here} as ${local}`;
