import ts from "typescript";
import { symbolAt } from "./resolve.ts";
import { nameRead } from "./values.ts";

/** A value, or the declaration of its type, and the place that a program puts it into. */
export interface Put {
  /** The name of a property, the key of a container, or the declaration of a parameter, a variable or a function. */
  readonly place: string | ts.Node;
  readonly value: ts.Node;
}

/** The methods that put a value into a container under a key: `c.set("intercom", client)`. */
const setters: readonly string[] = [
  ...["constant", "decorate", "decorateReply", "decorateRequest", "provide"],
  ...["register", "registerInstance", "set"],
];

/** What a node puts into properties, containers, variables and parameters, and what a function returns. */
export function putsOf(node: ts.Node, checker: ts.TypeChecker): readonly Put[] {
  if (ts.isBinaryExpression(node)) return assigned(node, checker);
  if (ts.isVariableDeclaration(node)) return begun(node);
  if (ts.isReturnStatement(node)) return returned(ts.findAncestor(node, ts.isFunctionLike), node);
  if (ts.isArrowFunction(node)) return returned(node, { expression: node.body });
  if (ts.isPropertyAssignment(node)) return named(node.name, node.initializer);
  if (ts.isShorthandPropertyAssignment(node)) return named(node.name, node.name);
  if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) {
    return named(node.name, node);
  }
  if (ts.isParameter(node)) {
    return ts.isParameterPropertyDeclaration(node, node.parent) ? named(node.name, node) : [];
  }
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  const set = ts.isCallExpression(node) ? keyed(node) : undefined;
  return set === undefined ? passed(node, checker) : [set];
}

function assigned(
  { left, operatorToken, right }: ts.BinaryExpression,
  checker: ts.TypeChecker,
): readonly Put[] {
  const place = ts.isIdentifier(left)
    ? symbolAt(left, checker)?.valueDeclaration
    : nameRead(left)?.text;
  const isAssignment = /^(\?\?|\|\|)?=$/.test(ts.tokenToString(operatorToken.kind) ?? "");
  return place !== undefined && isAssignment ? [{ place, value: right }] : [];
}

/** The first value of a variable that may get others; that of a constant leads on by itself. */
function begun(node: ts.VariableDeclaration): readonly Put[] {
  const isConst = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
  return node.initializer && !isConst ? [{ place: node, value: node.initializer }] : [];
}

function returned(
  place: ts.Node | undefined,
  { expression: value }: { readonly expression?: ts.ConciseBody | undefined },
): readonly Put[] {
  return place && value && !ts.isBlock(value) ? [{ place, value }] : [];
}

function named(name: ts.PropertyName | ts.BindingName, value: ts.Node): readonly Put[] {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? [{ place: name.text, value }] : [];
}

/** A call that puts a value under a key, as frameworks have it. */
export function keyed(node: ts.CallExpression): Put | undefined {
  const { expression: callee } = node;
  if (!ts.isPropertyAccessExpression(callee) || !setters.includes(callee.name.text)) {
    return undefined;
  }
  const [key, value] = node.arguments;
  if (key === undefined || value === undefined || !ts.isStringLiteralLike(key)) return undefined;
  return { place: key.text, value };
}

function passed(node: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker): Put[] {
  return (node.arguments ?? []).flatMap((value, index) => {
    const place = parameterOf(node, index, checker);
    return place === undefined ? [] : [{ place, value }];
  });
}

/** The parameter that gets an argument. */
export function argumentParameter(
  node: ts.CallExpression | ts.NewExpression,
  index: number,
  checker: ts.TypeChecker,
): ts.ParameterDeclaration | undefined {
  if (node.arguments?.slice(0, index + 1).some(ts.isSpreadElement)) return undefined;
  const declaration = checker.getResolvedSignature(node)?.declaration;
  const parameter = declaration?.parameters[index];
  return parameter && ts.isParameter(parameter) ? parameter : undefined;
}

/** The parameter that gets an argument, if it has one name and no type. */
export function parameterOf(
  node: ts.CallExpression | ts.NewExpression,
  index: number,
  checker: ts.TypeChecker,
): ts.ParameterDeclaration | undefined {
  const parameter = argumentParameter(node, index, checker);
  if (parameter === undefined) return undefined;
  const { name, type, dotDotDotToken, initializer } = parameter;
  const isPlain = ts.isIdentifier(name) && !type && !dotDotDotToken && !initializer;
  return isPlain && ts.getJSDocType(parameter) === undefined ? parameter : undefined;
}
