import ts from "typescript";
import { type Declarations, isInterface, keyOf, type TypeNode } from "./declarations.ts";

/** The fields of an object type, and the values of its other keys by the type of these. */
export interface Members {
  readonly fields: ReadonlyMap<string, Field>;
  readonly others: ReadonlyMap<string, ts.TypeNode>;
}

export interface Field {
  readonly type: ts.TypeNode;
  readonly isOptional: boolean;
}

export const NO_MEMBERS: Members = { fields: new Map(), others: new Map() };

/**
 * The members of an object type, named or not; `undefined` of a union and of everything else.
 *
 * @param except the names of types whose members are left out, such as a part of an intersection.
 */
export function membersOf(
  types: Declarations,
  node: TypeNode,
  except: ReadonlySet<string> = new Set(),
  depth = 0,
): Members | undefined {
  const type = types.resolved(node);
  if (isInterface(type) || ts.isTypeLiteralNode(type)) return ownMembers(type);
  if (type.kind === ts.SyntaxKind.ObjectKeyword) return NO_MEMBERS;
  if (depth > 20) return undefined;
  if (ts.isIntersectionTypeNode(type)) {
    const parts = type.types.map((part) => membersOf(types, part, except, depth + 1));
    return parts.every((part) => part !== undefined) ? together(types, parts) : undefined;
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  const { typeName, typeArguments } = type;
  if (except.has(typeName.text)) return NO_MEMBERS;
  const declared = types.types.get(typeName.text);
  if (declared) return membersOf(types, declared, except, depth + 1);
  const [whole, keys] = typeArguments ?? [];
  if (typeName.text !== "WithRequired" || !whole || !keys) return undefined;
  const all = membersOf(types, whole, except, depth + 1);
  return all && { ...all, fields: required(all.fields, keys) };
}

function ownMembers(node: ts.InterfaceDeclaration | ts.TypeLiteralNode): Members {
  const fields = node.members.filter(ts.isPropertySignature).flatMap((member) => {
    const { type, questionToken } = member;
    return type
      ? [[keyOf(member), { type, isOptional: questionToken !== undefined }] as const]
      : [];
  });
  const others = node.members.filter(ts.isIndexSignatureDeclaration).flatMap((member) => {
    const key = member.parameters[0]?.type?.getText() ?? "string";
    return [[key, member.type] as const];
  });
  return { fields: new Map(fields), others: new Map(others) };
}

/** A field that one part requires is required. Fields of two types are left to the compiler. */
function together(types: Declarations, parts: readonly Members[]): Members | undefined {
  const fields = new Map<string, Field>();
  for (const [name, field] of parts.flatMap((part) => [...part.fields])) {
    const known = fields.get(name);
    if (known && types.render(known.type) !== types.render(field.type)) return undefined;
    const isOptional = field.isOptional && known?.isOptional !== false;
    fields.set(name, { type: field.type, isOptional });
  }
  return { fields, others: new Map(parts.flatMap(({ others }) => [...others])) };
}

function required(fields: ReadonlyMap<string, Field>, keys: ts.TypeNode): Map<string, Field> {
  const named = new Set(alternativesOf(keys).map((key) => key.getText().replace(/^"|"$/g, "")));
  return new Map(
    [...fields].map(([name, field]) => [
      name,
      named.has(name) ? { ...field, isOptional: false } : field,
    ]),
  );
}

/** The named types that a type is, or that its intersection consists of. */
export function namedPartsOf(types: Declarations, node: TypeNode): Set<string> {
  const parts = new Set<string>();
  const visit = (part: TypeNode): void => {
    const type = types.resolved(part);
    if (ts.isTypeNode(type) && ts.isIntersectionTypeNode(type)) type.types.forEach(visit);
    if (!ts.isTypeNode(type) || !ts.isTypeReferenceNode(type) || parts.has(type.getText())) return;
    parts.add(type.getText());
    const declared = types.types.get(type.getText());
    if (declared) visit(declared);
  };
  visit(node);
  return parts;
}

/** A type without the `undefined` of an optional field, if one alternative remains. */
export function withoutUndefined(node: ts.TypeNode): ts.TypeNode {
  const kept = alternativesOf(node).filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
  return kept.length === 1 && kept[0] ? kept[0] : node;
}

/** The members of a union, or the type itself. */
export function alternativesOf(node: ts.TypeNode): ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(node)) return alternativesOf(node.type);
  return ts.isUnionTypeNode(node) ? node.types.flatMap(alternativesOf) : [node];
}
