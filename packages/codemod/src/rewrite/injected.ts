import ts from "typescript";
import { clientNames } from "../program/vendor.ts";
import type { FileRewrite } from "./file-rewrite.ts";

/** Why a class of clients is left where it is a value. */
export const noClass =
  "a client has no class here. Give a container a token of its own, such as a string or a symbol.";

/** Leaves a comment where a container, such as that of NestJS, injects a client by the class that is its type. */
export function noteInjected(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isParameter(node) && !ts.isPropertyDeclaration(node)) return;
  const { type, parent } = node;
  if (type === undefined || !ts.isTypeReferenceNode(type)) return;
  if (!clientNames.includes(rewrite.exportAt(type.typeName) ?? "")) return;
  const isInjected = ts.isParameter(node)
    ? ts.isConstructorDeclaration(parent) && decoratorsOf(parent.parent).length > 0
    : decoratorsOf(node).length > 0;
  if (!isInjected || hasToken(node)) return;
  rewrite.leave(
    node,
    "The class of the client is the token here, and `Intercom` is a type: inject it by a token of its own, with `@Inject(token)`.",
  );
}

const decoratorsOf = (node: ts.Node): readonly ts.Decorator[] =>
  (ts.canHaveDecorators(node) && ts.getDecorators(node)) || [];

/** The decorators that name no token by themselves. */
const withoutToken = /^(autowired|host|inject|lazyInject|optional|self|skipSelf)$/i;

/** Whether a decorator names a token: `@Inject("INTERCOM")`, or one of the program, such as `@InjectIntercom()`. */
const hasToken = (node: ts.Node): boolean =>
  decoratorsOf(node).some(({ expression }) => {
    if (!ts.isCallExpression(expression)) return false;
    const { expression: name, arguments: args } = expression;
    return args.length > 0 || !withoutToken.test(name.getText());
  });
