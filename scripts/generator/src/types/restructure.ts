import ts from "typescript";
import { admitUndefined } from "./given.ts";

/**
 * openapi-typescript's nodes, made shorter and nicer to hover: each component schema becomes an
 * exported interface or type of its own, referred to by name, and members that only say `never`
 * are left out. What is `given` to the API may be `undefined` where it may be left out.
 */
export function restructure(nodes: readonly ts.Node[], given: ReadonlySet<string>): ts.Node[] {
  return nodes.flatMap((node) => {
    const short = ts.visitNode(node, shorten) as ts.Node;
    if (!ts.isInterfaceDeclaration(short)) return [];
    if (short.name.text === "operations") return [ts.visitNode(short, givenParts) as ts.Node];
    if (short.name.text !== "components") return [short];
    return componentDeclarations(short, given);
  });
}

/** `components["schemas"]["Contact"]` becomes `Contact`; `never` members and loose headers go. */
function shorten(node: ts.Node): ts.Node | undefined {
  if (ts.isIndexedAccessTypeNode(node)) {
    const name = schemaName(node);
    if (name) return factory.createTypeReferenceNode(name);
  }
  const visited = ts.visitEachChild(node, shorten, undefined);
  if (ts.isPropertySignature(visited) && isEmptyMember(visited)) return undefined;
  return visited;
}

const { factory } = ts;

function schemaName(node: ts.IndexedAccessTypeNode): string | undefined {
  const inner = node.objectType;
  if (!ts.isIndexedAccessTypeNode(inner) || !ts.isTypeReferenceNode(inner.objectType)) return;
  if ((inner.objectType.typeName as ts.Identifier).text !== "components") return;
  return literal(inner) === "schemas" ? literal(node) : undefined;
}

function literal(node: ts.IndexedAccessTypeNode): string | undefined {
  const { indexType } = node;
  return ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal)
    ? indexType.literal.text
    : undefined;
}

/** The parts of operations that are given: queries, and bodies that have no name of their own. */
function givenParts(node: ts.Node): ts.Node {
  if (ts.isPropertySignature(node) && ts.isIdentifier(node.name)) {
    if (node.name.text === "query") return admitUndefined(node);
    // The body itself stays: whether it may be left out is read of it.
    if (node.name.text === "requestBody" && node.type) {
      return factory.updatePropertySignature(
        node,
        node.modifiers,
        node.name,
        node.questionToken,
        admitUndefined(node.type),
      );
    }
    if (node.name.text === "responses") return node;
  }
  return ts.visitEachChild(node, givenParts, undefined);
}

function isEmptyMember({ name, type, questionToken }: ts.PropertySignature): boolean {
  if (!type) return false;
  const key = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
  if (questionToken && type.kind === ts.SyntaxKind.NeverKeyword) return key !== "content";
  const members = ts.isTypeLiteralNode(type) ? type.members : undefined;
  if (key === "parameters") return members?.length === 0;
  return (
    key === "headers" &&
    members?.length === 1 &&
    ts.isIndexSignatureDeclaration(members[0] as ts.Node)
  );
}

function componentDeclarations(
  components: ts.InterfaceDeclaration,
  given: ReadonlySet<string>,
): ts.Node[] {
  const declarations: ts.Node[] = [];
  const members = components.members.map((member) => {
    if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) {
      return member;
    }
    if (!ts.isIdentifier(member.name) || member.name.text !== "schemas") return member;
    const schemas = member.type.members.filter(ts.isPropertySignature);
    declarations.push(
      ...schemas.map((schema) => {
        const declaration = schemaDeclaration(schema);
        return given.has((schema.name as ts.Identifier).text)
          ? admitUndefined(declaration)
          : declaration;
      }),
    );
    return factory.updatePropertySignature(
      member,
      member.modifiers,
      member.name,
      member.questionToken,
      factory.createTypeLiteralNode(schemas.map(referringMember)),
    );
  });
  const { modifiers, name, typeParameters, heritageClauses } = components;
  return [
    ...declarations,
    factory.updateInterfaceDeclaration(
      components,
      modifiers,
      name,
      typeParameters,
      heritageClauses,
      members,
    ),
  ];
}

function schemaDeclaration(member: ts.PropertySignature): ts.Node {
  const name = (member.name as ts.Identifier).text;
  const type = member.type as ts.TypeNode;
  const exported = [factory.createToken(ts.SyntaxKind.ExportKeyword)];
  const declaration = ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members)
    : factory.createTypeAliasDeclaration(exported, name, undefined, type);
  return ts.setSyntheticLeadingComments(declaration, ts.getSyntheticLeadingComments(member));
}

function referringMember({ name }: ts.PropertySignature): ts.PropertySignature {
  const type = factory.createTypeReferenceNode((name as ts.Identifier).text);
  return factory.createPropertySignature(undefined, name, undefined, type);
}
